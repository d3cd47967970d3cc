"""Reminders: once a day for one thing, kept as they were sent, under the names of their day."""

from datetime import date

import pytest
from django.utils import timezone

from campaigns.models import Reminder
from tests.campaigns.database import FROZEN, refused


@pytest.fixture
def reminded(village, office):
    def make(**given):
        fields = {
            "township": village.township,
            "village": village,
            "noun": "campaigns.receipt",
            "object_id": 7,
            "errand": "receipt.sign",
            "title": "万顺村签收方案",
            "number": 1,
            "by": office,
            "by_name": "王办事",
            "day": date(2026, 11, 27),
        }
        return Reminder.objects.create(**(fields | given))

    return make


def test_the_database_takes_one_a_day_for_one_thing(reminded):
    reminded()
    with refused():
        reminded(number=2)
    for other in (
        {"day": date(2026, 11, 28)},
        {"object_id": 8},
        {"noun": "villages.filing"},
        {"errand": "receipt.other"},
    ):
        reminded(**other)


def test_it_stays_as_it_was_sent(reminded):
    row = reminded()
    with refused(FROZEN):
        Reminder.objects.filter(pk=row.pk).update(sentence="改")
    with refused(FROZEN):
        row.delete()


def test_what_the_village_reads_names_the_year_where_it_is_another(reminded):
    day = timezone.localdate().replace(day=1)
    assert reminded(day=day, sentence="快办").told == f"镇里第1次催办（{day.month}月1日）：快办"
    assert "2020年3月2日" in reminded(day=date(2020, 3, 2)).told


def test_the_village_is_called_as_on_that_day(reminded, village):
    village.former = [{"until": "2026-11-30", "name": "旧顺村", "kind": "village"}]
    village.save()
    assert str(Reminder.objects.get(pk=reminded().pk).village) == "旧顺村"
    later = reminded(day=date(2026, 12, 1))
    assert str(Reminder.objects.get(pk=later.pk).village) == "万顺村"


def test_a_cadre_reads_those_of_the_own_village(reminded, other_village, cadre, office, leader):
    own, other = reminded(), reminded(object_id=8, village=other_village)
    assert list(Reminder.objects.for_user(cadre, "reminder.view")) == [own]
    for user in (office, leader):
        assert set(Reminder.objects.for_user(user, "reminder.view")) == {own, other}
