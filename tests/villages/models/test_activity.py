"""Activities: of which year, with which themes."""

import datetime

from tests.villages.acts.test_activity import activity
from villages.models import Activity


def test_a_year_begins_and_ends_with_itself(village):
    days = [(2025, 12, 31), (2026, 1, 1), (2026, 12, 31), (2027, 1, 1)]
    for day in days:
        activity(village, on=datetime.date(*day)).save()
    found = Activity.objects.of_year(2026)
    assert [(row.on.month, row.on.day) for row in found] == [(12, 31), (1, 1)]


def test_themes_are_shown_in_words(village):
    assert activity(village, themes=["learn", "manage"]).themes_shown == ["自我学习", "自我管理"]
    assert activity(village).themes_shown == []
