"""整改: asked for with a day, proved with a record, closed by the office."""

from datetime import date

import pytest

from archives.acts.record import file_fact
from campaigns.models import Rectification
from campaigns.workflows.rectification import RECTIFICATION, demand
from tests.archives.parts import part_of
from tests.campaigns.rounds import *  # noqa: F403
from township.workflow import Refused


@pytest.fixture
def asked(reviewed, office, village):
    row = Rectification(
        village=village,
        round=reviewed,
        fact="第三季度没有公开",
        demand="补公开并拍照",
        due_on=date(2026, 1, 31),
    )
    return demand(row, by=office, on=date(2026, 1, 5))


@pytest.fixture
def record(village, cadre):
    return file_fact(
        village,
        "GKG",
        source="posting:1",
        title="第三季度公开照片",
        on=date(2026, 1, 20),
        by=cadre,
        parts=[part_of("照片", b"text", "a.txt")],
    )


def test_a_day_before_the_demand_is_refused(village, office):
    row = Rectification(village=village, fact="x", demand="y", due_on=date(2026, 1, 4))
    with pytest.raises(Refused, match="不能早于"):
        demand(row, by=office, on=date(2026, 1, 5))


def test_it_is_proved_and_closed(asked, cadre, office, record):
    row = RECTIFICATION.perform(
        "prove", asked, by=cadre, note="已补公开", proof=record, on=date(2026, 1, 20)
    )
    assert not row.is_late
    row = RECTIFICATION.perform("close", row, by=office, opinion="属实", on=date(2026, 1, 22))
    assert row.status == "closed"


def test_it_is_returned_with_a_reason(asked, cadre, office, record):
    row = RECTIFICATION.perform("prove", asked, by=cadre, note="已补", proof=record)
    row = RECTIFICATION.perform("return", row, by=office, reason="照片没有日期")
    assert row.status == "open"


def test_a_cadre_of_the_village_neither_closes_nor_withdraws_it(
    asked, cadre, office, record, village
):
    row = RECTIFICATION.perform("prove", asked, by=cadre, note="已补", proof=record)
    village.cadres.add(office.memberships.create(role="cadre", township=village.township))
    both = type(office).objects.get(pk=office.pk)
    for act in ("close", "withdraw"):
        with pytest.raises(Refused, match="本村的事项"):
            RECTIFICATION.perform(act, row, by=both)
        assert not RECTIFICATION.waiting(act, both).exists()


def test_a_village_takes_its_proof_back_until_it_was_looked_at(asked, cadre, office, record):
    row = RECTIFICATION.perform("prove", asked, by=cadre, note="已补", proof=record)
    row = RECTIFICATION.perform("recall_proof", row, by=cadre, reason="照片传错了")
    assert row.status == "open"
    row = RECTIFICATION.perform("prove", row, by=cadre, note="已补公开", proof=record)
    row = RECTIFICATION.perform("close", row, by=office, opinion="属实")
    with pytest.raises(Refused):
        RECTIFICATION.perform("recall_proof", row, by=cadre, reason="照片传错了")
