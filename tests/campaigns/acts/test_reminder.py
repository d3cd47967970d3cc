"""The office reminds of all it ticked, or of none, and history tells each."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from campaigns.acts.reminder import remind
from campaigns.models import Rectification, Reminder
from tests.campaigns.reminders import days_earlier, owed, waiting
from township.history.models import Entry
from township.workflow import Refused


def test_each_village_is_reminded_and_history_tells_it(village, other_village, office, cadre):
    rows = [owed(village), owed(other_village)]
    remind([waiting(row) for row in rows], by=office, sentence="请于本周五前办好")
    for row in rows:
        reminder = Reminder.objects.get(object_id=row.pk)
        assert (reminder.village, reminder.township) == (row.village, village.township)
        assert (reminder.title, reminder.number, reminder.by) == (str(row), 1, office)
        assert reminder.by_name == office.acting_name("reminder.send")
        (entry,) = Entry.objects.about(row)
        assert entry.summary == f"催办：{row}（请于本周五前办好）"
        assert (entry.village_id, entry.actor_name) == (row.village_id, reminder.by_name)
    told = Entry.objects.for_user(cadre, "history.view").filter(verb="reminder.send")
    assert [entry.object_id for entry in told] == [rows[0].pk]


def test_it_counts_how_often(village, office):
    one = waiting(owed(village))
    with days_earlier(1):
        remind([one], by=office)
    (second,) = remind([one], by=office)
    assert second.number == 2 and second.told.startswith("镇里第2次催办")


def test_what_the_row_waited_for_before_is_not_counted(village, office):
    row = owed(village)
    with days_earlier(1):
        remind([waiting(row)], by=office)
    Reminder.objects.bulk_create(
        [_other_errand(Reminder.objects.get(), timezone.localdate() - timedelta(days=2))]
    )
    (second,) = remind([waiting(row)], by=office)
    assert second.number == 2


def _other_errand(reminder, day):
    reminder.pk, reminder.errand, reminder.day = None, "rectification.other", day
    return reminder


def test_not_twice_a_day_and_then_none_of_them(village, other_village, office):
    done, fresh = waiting(owed(village)), waiting(owed(other_village))
    remind([done], by=office)
    with pytest.raises(Refused, match=f"“{done.title}”今天已经催办过"):
        remind([done, fresh], by=office)
    assert Reminder.objects.count() == Entry.objects.filter(verb="reminder.send").count() == 1


def test_what_waits_no_more_is_refused(village, other_village, office):
    done, still = waiting(owed(village)), waiting(owed(other_village))
    Rectification.objects.filter(pk=done.row.pk).update(status="proved", proof_note="已补")
    with pytest.raises(Refused, match=f"“{done.title}”已经办好"):
        remind([done, still], by=office)
    assert not Reminder.objects.exists()


def test_nothing_ticked_is_refused(office):
    with pytest.raises(Refused, match="请先勾选"):
        remind([], by=office)


def test_a_long_title_is_cut_to_its_column(village, office):
    one = waiting(owed(village))
    long = type(one)(**{**vars(one), "title": "长" * 300})
    (row,) = remind([long], by=office)
    assert Reminder.objects.get(pk=row.pk).title == "长" * 200


def test_many_cost_no_more_queries_than_few(village, office):
    counts = []
    for many in (3, 20):
        matters = [waiting(owed(village)) for _ in range(many)]
        office.current_memberships  # noqa: B018  loaded once a request
        with CaptureQueriesContext(connection) as asked:
            remind(matters, by=office)
        counts.append(len(asked))
    assert counts[0] >= counts[1]
