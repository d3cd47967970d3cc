"""Each night: 7 days ahead, 1 day ahead, over; each once, to whom the to-do list says."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from archives.acts.nightly import EACH_NIGHT
from tests.campaigns.reminders import owed
from township.alerts.models import Alert
from township.alerts.nightly import KEPT, tell_deadlines


@pytest.fixture(autouse=True)
def season(monkeypatch):
    """What the law asks of the season stays out: these tests hold on any day of the year."""
    monkeypatch.setattr("township.alerts.nightly.owing", lambda *args, **given: [])


def test_the_night_does_it():
    assert EACH_NIGHT["deadlines"] is tell_deadlines


@pytest.mark.parametrize(
    ("days", "title"),
    [(8, None), (7, "还有7天"), (2, "还有2天"), (1, "还有1天"), (0, "今天到期"), (-3, "已过期3天")],
)
def test_a_last_day_ahead(village, cadre, days, title):
    row = owed(village, days)
    tell_deadlines()
    found = [one.title for one in Alert.objects.filter(user=cadre, kind="due")]
    assert found == ([f"{title}：{row}"] if title else [])


def test_each_stage_is_told_once_and_to_nobody_else(village, cadre, other_cadre, office, leader):
    owed(village, 7)
    start = timezone.now()
    for night in range(12):
        with time_machine.travel(start + timedelta(days=night)):
            tell_deadlines()
            tell_deadlines()
    found = Alert.objects.filter(user=cadre, kind="due").order_by("pk")
    assert [one.title.partition("：")[0] for one in found] == ["还有7天", "还有1天", "已过期1天"]
    # On Mondays the week is told to others, too.
    assert not Alert.objects.exclude(user=cadre).exclude(kind="digest").exists()


def test_another_last_day_is_another_matter(village, cadre):
    row = owed(village, 3)
    tell_deadlines()
    row.due_on += timedelta(days=1)
    row.save()
    tell_deadlines()
    assert Alert.objects.filter(user=cadre, kind="due").count() == 2


def test_what_is_old_is_forgotten(village, cadre):
    owed(village, 3)
    tell_deadlines()
    Alert.objects.filter(kind="due").update(at=timezone.now() - KEPT - timedelta(1), key="old")
    tell_deadlines()
    assert Alert.objects.exists() and not Alert.objects.filter(key="old").exists()
