"""Rectifications: due after they were asked for, proved before they are closed, late or not."""

import datetime

import pytest
from django.utils import timezone

from campaigns.models import Rectification
from tests.campaigns.database import FROZEN, refused

DAY = datetime.timedelta(days=1)


def made(village, due=0, **given):
    today = timezone.localdate()
    fields = {"fact": "没有公开", "demand": "补公开", "made_on": today - 9 * DAY, "status": "open"}
    return Rectification.objects.create(village=village, due_on=today + due * DAY, **fields | given)


@pytest.mark.parametrize(("due", "stands"), [(-10, False), (-9, True)])
def test_it_is_not_due_before_it_is_asked_for(village, due, stands):
    if stands:
        assert made(village, due).pk
    else:
        with refused("rectification_term"):
            made(village, due)


@pytest.mark.parametrize("status", ["proved", "closed"])
def test_it_is_proved_in_words_before_it_is_closed(village, status):
    with refused("rectification_is_proved"):
        made(village, status=status)
    assert made(village, status=status, proof_note="已补公开").pk


@pytest.mark.parametrize("status", ["closed", "withdrawn"])
def test_what_has_ended_is_frozen(village, status):
    made(village, status=status, proof_note="已补")
    with refused(FROZEN):
        Rectification.objects.update(fact="改")


@pytest.mark.parametrize(
    ("status", "due", "is_overdue", "tone"),
    [
        ("open", -1, True, "bad"),
        ("open", 0, False, "active"),
        ("proved", -1, False, "waiting"),
        ("closed", -1, False, "good"),
        ("withdrawn", -1, False, "neutral"),
    ],
)
def test_only_what_is_open_after_its_day_is_overdue(village, status, due, is_overdue, tone):
    row = made(village, due, status=status, proof_note="已补")
    assert (row.is_overdue, row.status_tone) == (is_overdue, tone)
    overdue = Rectification.objects.overdue_on(timezone.localdate())
    assert overdue.exists() is is_overdue
    assert Rectification.objects.unsettled().exists() is (status in ("open", "proved"))
    assert Rectification.objects.issued().exists() is (status != "withdrawn")
    assert Rectification.objects.under_way().exists() is (status in ("open", "proved"))
    assert row.is_out


@pytest.mark.parametrize(
    ("due", "proved", "is_late"),
    [(-3, -3, False), (-3, -2, True), (-3, None, True), (0, None, False)],
)
def test_late_is_what_was_proved_or_is_owed_after_its_day(village, due, proved, is_late):
    today = timezone.localdate()
    row = made(village, due, proved_on=None if proved is None else today + proved * DAY)
    assert row.is_late is is_late


def test_it_is_called_by_the_beginning_of_what_is_wrong(village):
    assert str(Rectification(village=village, fact="缺" * 31)) == f"万顺村整改：{'缺' * 30}…"
