"""How often a matter was reminded of: told by the row and by what it waited for."""

from datetime import timedelta

from django.utils import timezone

from campaigns.acts.reminder import remind
from campaigns.queries.reminder import days_reminded
from tests.campaigns.reminders import days_earlier, owed, waiting


def test_days_are_told_by_row_oldest_first(
    village, other_village, office, django_assert_num_queries
):
    one, other = waiting(owed(village)), waiting(owed(other_village))
    today = timezone.localdate()
    for days in (2, 1):
        with days_earlier(days):
            remind([one], by=office)
    with django_assert_num_queries(1):
        found = days_reminded([one, other])
    told = [("rectification.prove", today - timedelta(days=days)) for days in (2, 1)]
    assert found[one.noun, one.row.pk] == told
    assert found[other.noun, other.row.pk] == []


def test_a_matter_is_named_by_its_errand_and_row(village):
    row = owed(village)
    assert waiting(row).key == f"rectification.prove:{row.pk}"
    assert waiting(row).noun == "campaigns.rectification"
