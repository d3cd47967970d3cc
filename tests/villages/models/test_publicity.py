"""Publicity: of which year, with which contents."""

import datetime

from tests.villages.acts.test_publicity import row
from villages.models import Publicity


def test_a_year_begins_and_ends_with_itself(village):
    for day in [(2025, 12, 31), (2026, 1, 1), (2026, 12, 31), (2027, 1, 1)]:
        row(village, on=datetime.date(*day)).save()
    assert Publicity.objects.of_year(2026).count() == 2


def test_contents_are_shown_in_words(village):
    assert row(village, contents=["charter", "law"]).contents_shown == [
        "自治章程",
        "有关法律法规",
    ]
