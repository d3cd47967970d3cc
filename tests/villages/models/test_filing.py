"""备案: what is waiting, what is late, the next number, what is frozen once decided."""

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone

from tests.villages import way
from tests.villages.workflows.test_filing import reviewed
from villages.models import Filing, FilingCheck
from villages.workflows.filing import FILING

YEAR = timezone.localdate().year


@pytest.fixture
def filing(village, cadre):
    """Adopted five days ago, due in five."""
    return way.adopted(village, cadre).filing


def test_waiting_until_it_is_decided(filing, cadre, office):
    assert list(Filing.objects.waiting()) == [filing]
    row = FILING.perform("submit", filing, by=cadre)
    assert list(Filing.objects.waiting()) == [filing]
    FILING.perform("accept", reviewed(row, office), by=office, receipt_no="1")
    assert not Filing.objects.waiting().exists()


def test_overdue_while_it_is_with_the_village(filing, cadre):
    assert list(Filing.objects.overdue_on(way.days_ago(-6))) == [filing]
    assert list(Filing.objects.overdue_on(way.days_ago(-5))) == []
    FILING.perform("submit", filing, by=cadre)
    assert list(Filing.objects.overdue_on(way.days_ago(-9))) == []


def test_days_taken_and_late(filing):
    assert (filing.days_taken, filing.is_late) == (5, False)
    filing.submitted_on = filing.due_on
    assert (filing.days_taken, filing.is_late) == (10, False)
    filing.due_on = way.days_ago(-4)
    assert filing.is_late
    filing.submitted_on = None
    filing.due_on = way.days_ago(1)
    assert filing.is_late


@pytest.mark.parametrize(
    ("used", "proposed"),
    [
        ([], f"{YEAR}-001"),
        ([f"{YEAR}-001"], f"{YEAR}-002"),
        ([f"备字〔{YEAR}〕09号"], f"备字〔{YEAR}〕10号"),
        ([f"{YEAR - 1}-007"], f"{YEAR}-001"),
        (["甲"], f"{YEAR}-001"),
        ([f"{YEAR}-005", f"{YEAR}-003"], f"{YEAR}-006"),
    ],
)
def test_the_next_number_of_the_township_s_own_series(
    filing, village, cadre, other_township, used, proposed
):
    charter = filing.text_version
    for order, number in enumerate(used):
        version = way.draft(village, cadre, kind="rule", title=f"{order}", based_on=charter)
        Filing.objects.create(
            township=village.township,
            text_version=version,
            authority="township",
            due_on=way.days_ago(0),
            status="filed",
            receipt_no=number,
            decided_on=way.days_ago(9 - order),
        )
    assert filing.proposed_receipt_no == proposed


def test_a_filed_text_has_number_and_day(filing):
    for lacking in ({"receipt_no": ""}, {"decided_on": None}):
        given = {"status": "filed", "receipt_no": "1", "decided_on": way.days_ago(0)}
        with pytest.raises(IntegrityError), transaction.atomic():
            Filing.objects.update(**given | lacking)


def test_a_correction_has_reason_and_term(filing):
    for lacking in ({"opinion": ""}, {"correct_by": None}):
        given = {"status": "correcting", "opinion": "删", "correct_by": way.days_ago(-9)}
        with pytest.raises(IntegrityError), transaction.atomic():
            Filing.objects.update(**given | lacking)


def test_a_decision_is_frozen_with_its_review(filing, cadre, office):
    row = FILING.perform("submit", filing, by=cadre)
    FILING.perform("accept", reviewed(row, office), by=office, receipt_no="1")
    for change in (
        lambda: Filing.objects.update(opinion="改"),
        lambda: FilingCheck.objects.update(result="unmet"),
        lambda: FilingCheck.objects.all()._raw_delete("default"),
    ):
        with pytest.raises(DatabaseError, match="frozen"), transaction.atomic():
            change()


def test_tones():
    assert [Filing(status=s).status_tone for s in Filing.Status] == [
        "waiting",
        "active",
        "active",
        "good",
        "bad",
        "neutral",
    ]
    assert FilingCheck(result="unmet").result_tone == "bad"
