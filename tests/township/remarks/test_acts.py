"""A remark is kept, told to the other side and taken back; nothing of it is changed."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone

from tests.personas import cadre_of, person
from tests.township.remarks.said import say
from township.access import Role
from township.alerts.models import Alert, AlertKind
from township.history.models import Entry
from township.remarks.acts import withdraw, write
from township.remarks.models import Remark
from township.users.models import User
from township.users.stand_in import StandIn
from township.workflow import Refused


def told(row=None):
    """[who was told], of one row or of any."""
    alerts = Alert.objects.filter(kind=AlertKind.REMARK).order_by("user__username")
    if row is not None:
        alerts = alerts.filter(noun=row._meta.label_lower, object_id=row.pk)
    return [alert.user.username for alert in alerts]


def test_what_is_said_stands_in_the_history_without_its_words(meeting, office):
    remark = say(meeting, office, text="请补签到册")
    entry = Entry.objects.about(meeting).first()
    assert entry.actor == office and entry.summary == f"留言：{meeting}"
    assert entry.left["township.Remark"].keys() == {str(remark.pk)}
    assert not Entry.objects.filter(summary__contains="签到册").exists()


def test_who_stands_in_is_marked(meeting, office, township):
    deputy = person("deputy", "代办事", Role.OBSERVER, township=township)
    post, today = office.memberships.get(), timezone.localdate()
    StandIn.objects.create(
        post=post, user=deputy, since=today, until=today, document_number="清府〔2026〕1号"
    )
    assert say(meeting, User.objects.get(pk=deputy.pk)).author_name == "代办事（代）"


def test_the_other_side_is_told_and_not_the_own(meeting, cadre, other_cadre, office, leader):
    second = person("office2", "陈办事", Role.OFFICE, township=meeting.village.township)
    fellow = cadre_of(meeting.village, "cadre2", "王会计")
    say(meeting, office)
    assert told() == [cadre.username, fellow.username]
    alert = Alert.objects.filter(user=cadre, kind=AlertKind.REMARK).get()
    assert alert.path == f"{meeting.get_absolute_url()}#remarks"
    assert "万顺村" in alert.title and "照片" not in alert.title + alert.hint
    Alert.objects.all().delete()
    say(meeting, cadre)
    assert told() == [office.username, second.username]


def test_an_evaluators_sheet_is_between_its_evaluator_and_the_office(
    sheet, cadre, office, evaluator, second_evaluator
):
    say(sheet, office)
    assert told() == [evaluator.username]
    Alert.objects.all().delete()
    say(sheet, evaluator)
    assert told() == [office.username]
    # A group of people reads titles too: they name no evaluator.
    assert evaluator.full_name not in Alert.objects.get(kind=AlertKind.REMARK).title


def test_a_self_sheet_is_between_village_and_office(self_sheet, cadre, office, evaluator):
    say(self_sheet, office)
    assert told() == [cadre.username]
    path = Alert.objects.get(kind=AlertKind.REMARK).path
    assert path == f"/campaigns/self/{self_sheet.pk}/#remarks"
    say(self_sheet, cadre)
    alert = Alert.objects.get(kind=AlertKind.REMARK, user=office)
    assert alert.path == f"{self_sheet.get_absolute_url()}#remarks"


def test_the_district_is_told_once_the_application_was_sent(application, cadre, office, district):
    say(application, office)
    assert told() == [cadre.username]


def test_the_district_of_a_sent_application(sent, cadre, office, district):
    say(sent, office)
    assert told() == [cadre.username, district.username]
    Alert.objects.all().delete()
    say(sent, district)
    assert told() == [cadre.username, office.username]


def test_who_works_for_both_sides_tells_both(meeting, cadre, office, both):
    second = person("office2", "陈办事", Role.OFFICE, township=meeting.village.township)
    say(meeting, both)
    assert told() == [cadre.username, second.username]


def test_of_unread_remarks_people_are_told_once_a_day(meeting, filing, cadre, office):
    say(meeting, office)
    say(meeting, office)
    assert told(meeting) == [cadre.username]
    say(filing, office)
    assert told(filing) == [cadre.username]
    Alert.objects.update(is_read=True)
    say(meeting, office)
    assert told(meeting) == [cadre.username] * 2
    Alert.objects.update(at=timezone.now() - timedelta(days=1, minutes=1), is_read=False)
    say(meeting, office)
    assert told(meeting) == [cadre.username] * 3


def test_who_answers_has_read(meeting, cadre, office):
    say(meeting, office)
    assert Alert.objects.filter(kind=AlertKind.REMARK, user=cadre).unread().exists()
    say(meeting, cadre)
    assert not Alert.objects.filter(kind=AlertKind.REMARK, user=cadre).unread().exists()


def test_one_takes_back_the_own_remark_once(meeting, cadre, office):
    remark = say(meeting, office)
    with pytest.raises(Refused, match="自己的"):
        withdraw(remark, by=cadre)
    assert withdraw(remark, by=office).withdrawn_at
    assert Entry.objects.about(meeting).first().summary == f"撤回留言：{meeting}"
    before = Entry.objects.count()
    with pytest.raises(Refused, match="已经撤回"):
        withdraw(remark, by=office)
    assert Entry.objects.count() == before


def test_the_database_refuses_changes(meeting, office):
    remark = say(meeting, office)
    rows = Remark.objects.filter(pk=remark.pk)
    for change in ({"text": "别的"}, {"author_name": "别人"}, {"object_id": 987654}):
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.update(**change)
    with pytest.raises(DatabaseError), transaction.atomic():
        rows.delete()
    withdraw(remark, by=office)
    with pytest.raises(DatabaseError), transaction.atomic():
        rows.update(withdrawn_at=None)


def test_nothing_is_no_remark(meeting, office):
    with pytest.raises(IntegrityError), transaction.atomic():
        say(meeting, office, text="")


def test_nothing_is_said_about_what_is_not_there(meeting, office):
    remark = Remark(text="一", object_id=0, noun="villages.meeting", township=office.township)
    remark.author, remark.author_name = office, str(office)
    with pytest.raises(type(meeting).DoesNotExist):
        write(remark, by=office)
    assert not Remark.objects.exists()
