"""The home page tells what became of things: a refused correction, an honour taken back."""

from datetime import timedelta

import pytest
from django.utils import timezone

from campaigns.acts.honour import award
from campaigns.workflows.correction import HONOUR_CORRECTION
from campaigns.workflows.honour import HONOUR
from tests.campaigns.applications import *  # noqa: F403
from tests.campaigns.applications import TODAY
from tests.campaigns.conftest import *  # noqa: F403
from tests.personas import cadre_of
from township.corrections import CORRECTION, ask
from township.dashboard.results import recent_results

pytestmark = pytest.mark.usefixtures("keeping")

DAYS = timedelta(days=1)


@pytest.fixture
def honour(accepted, office):
    return award(
        accepted, by=office, awarded_on=TODAY(), plaque_number="示区先进-01",
        document_number="示卫发〔2026〕60号",
    )  # fmt: skip


@pytest.fixture
def own(village):
    return cadre_of(village, "own", "张本村")


def take_back(honour, office, act="revoke"):
    return HONOUR.perform(
        act, honour, by=office, on=TODAY(), document_number="示卫发〔2026〕90号", reason="不合格"
    )


@pytest.mark.parametrize(("act", "word"), [("revoke", "已撤销"), ("remove", "已摘牌")])
def test_the_village_is_told_that_its_honour_was_taken_back(
    client,
    honour,
    office,
    own,
    other_village,
    act,
    word,
):
    stranger = cadre_of(other_village, "stranger", "刘邻村")
    take_back(honour, office, act)
    (told,) = recent_results(own)
    assert word in told["title"] and told["url"] == honour.get_absolute_url()
    assert recent_results(stranger) == recent_results(office) == []
    client.force_login(own)
    assert told["title"] in client.get("/").content.decode()


def test_what_is_kept_is_no_news(honour, office, own):
    HONOUR.perform(
        "keep", honour, by=office, on=TODAY(), document_number="示卫发〔2026〕9号", reason="合格"
    )
    assert recent_results(own) == []


@pytest.mark.parametrize(("days", "count"), [(29, 1), (31, 0)])
def test_it_is_told_for_a_month(honour, office, own, time_machine, days, count):
    take_back(honour, office)
    time_machine.move_to(timezone.now() + days * DAYS)
    assert len(recent_results(own)) == count


def test_whoever_asked_is_told_that_a_correction_was_refused_and_why(honour, office, leader):
    asked = ask(HONOUR_CORRECTION, honour, {"plaque_number": "牌9"}, by=office, reason="看错")
    assert recent_results(office) == []
    CORRECTION.perform("refuse", asked, by=leader, reason="与牌匾不符")
    (told,) = recent_results(office)
    assert "没有同意更正" in told["title"] and "与牌匾不符" in told["hint"]
    assert recent_results(leader) == []
