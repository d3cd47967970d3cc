"""What a phone takes along are pages of the site, each sent to its own address, each once."""

import datetime
import uuid

import pytest
from django.urls import resolve
from django.utils import timezone

from campaigns.models import SiteVisit
from tests.campaigns.rounds import *  # noqa: F403
from tests.personas import cadre_of
from township.outbox.captures import captures_of, takes_along
from villages.models import Activity, HavesCheck, Meeting, Posting, Publicity
from villages.rules.kinds import MeetingKind, Mode

DAY = datetime.timedelta(days=1)
# What is written into each form of a cadre, by the name of its address.
WRITTEN = {
    "activity_create": {
        "kind": "training",
        "title": "支委能力培训",
        "themes": ["learn"],
        "on": "2026-03-01",
        "place": "村活动室",
        "headcount": 12,
        "summary": "学习自治章程。",
    },
    "publicity_create": {
        "channel": "yard",
        "contents": ["law"],
        "on": "2026-03-01",
        "place": "院坝",
        "headcount": 20,
    },
    "posting_create": {
        "kind": "finance",
        "title": "财务公开",
        "posted_on": "2026-03-01",
        "until": "2026-03-20",
        "place": "公开栏",
        "body": "一季度收支。",
    },
    "haves_edit": {"on": "2026-03-01", "met-venue": "on", "evidence-venue": "村活动室一处"},
    "meeting_attendance": {"total": 5, "present": 4},
}


def meeting_at(village, moment, **fields):
    return Meeting.objects.create(
        village=village,
        kind=MeetingKind.COMMITTEE,
        mode=Mode.MEMBER,
        title="村委会例会",
        held_at=moment,
        place="村活动室",
        chair="李明",
        recorder="王芳",
        **fields,
    )


def names_of(captures):
    return [resolve(one["address"].partition("?")[0]).url_name for one in captures]


def test_a_cadre_takes_along_the_forms_of_the_own_village(cadre, village, association):
    meeting_at(village, timezone.now() - DAY)
    captures = captures_of(cadre)
    assert names_of(captures) == list(WRITTEN)
    assert {one["place"] for one in captures[:4]} == {str(village)}


def test_the_five_of_an_association_are_for_villages_that_have_one(cadre, village):
    assert "haves_edit" not in names_of(captures_of(cadre))


def test_who_has_no_work_out_there_takes_nothing_along(office, leader, village, evaluator):
    assert [takes_along(one) for one in (office, leader, evaluator)] == [False, False, True]
    assert captures_of(office) == captures_of(leader) == captures_of(evaluator) == []


def test_a_cadre_of_two_villages_takes_no_village_for_another(cadre, other_village):
    other_village.cadres.add(cadre.memberships.get())
    assert captures_of(cadre) == []


@pytest.mark.parametrize(
    ("days", "status", "is_taken"),
    [
        (-29, "planned", True),
        (-31, "planned", False),
        (13, "planned", True),
        (15, "planned", False),
        (-1, "closed", False),
    ],
)
def test_meetings_are_taken_along_about_their_day(cadre, village, days, status, is_taken):
    meeting_at(village, timezone.now() + days * DAY, status=status)
    assert ("meeting_attendance" in names_of(captures_of(cadre))) == is_taken


def test_the_mark_changes_with_the_meeting(cadre, village):
    meeting = meeting_at(village, timezone.now() - DAY)
    before = captures_of(cadre)[-1]["mark"]
    meeting.place = "文化广场"
    meeting.save()
    Meeting.objects.filter(pk=meeting.pk).update(version=meeting.version + 1)
    assert captures_of(cadre)[-1]["mark"] != before


def test_attendance_of_a_meeting_to_come_is_shown_for_the_phone_and_not_saved(
    as_user, cadre, village
):
    meeting = meeting_at(village, timezone.now() + DAY)
    client, address = as_user(cadre), captures_of(cadre)[-1]["address"]
    plain = address.partition("?")[0]
    assert client.get(plain).status_code == 302 and client.get(address).status_code == 200
    for sent_to in (plain, address):
        answer = client.post(sent_to, WRITTEN["meeting_attendance"])
        assert answer.status_code == 422 and "开完才能登记" in answer.text
    meeting.refresh_from_db()
    assert meeting.present is None


def _rows():
    attended = Meeting.objects.exclude(present=None)
    nouns = (Activity.objects, Publicity.objects, Posting.objects, HavesCheck.objects, attended)
    return dict(zip(WRITTEN, (rows.count() for rows in nouns), strict=True))


def test_every_form_of_a_cadre_is_sent_once_under_its_key(as_user, cadre, village, association):
    meeting_at(village, timezone.now() - DAY)
    client, group = as_user(cadre), village.groups.first()
    for capture, (name, written) in zip(captures_of(cadre), WRITTEN.items(), strict=True):
        page = client.get(capture["address"])
        assert page.status_code == 200 and "data-send" in page.text
        key = str(uuid.uuid4())
        form = page.context["form"]
        carried = {
            one: form[one].value() for one in ("read_version", "read_digest") if one in form.fields
        }
        sent = {**carried, **written, "groups": [group.pk], "form_key": key}
        answers = [
            client.post(capture["address"], sent, headers={"X-Sent-By": "form"}) for _ in range(3)
        ]
        assert [one.status_code for one in answers] == [204] * 3, (name, answers[0].text)
        assert len({one["Go-To"] for one in answers}) == 1 and _rows()[name] == 1, name
    assert set(_rows().values()) == {1}


def test_an_evaluator_takes_along_the_visits_of_the_assigned_villages(
    as_user, evaluator, scoring, village
):
    captures = captures_of(evaluator)
    assert set(names_of(captures)) == {"site_visit_create"}
    client = as_user(evaluator)
    sent = {
        "visited_on": "2025-12-10",
        "visitors": "赵考评",
        "groups": "1组",
        "households": 8,
        "respondents": 20,
        "aware": 17,
        "satisfied": 12,
        "fairly": 6,
        "dissatisfied": 2,
        "form_key": str(uuid.uuid4()),
    }
    for _ in range(2):
        answer = client.post(captures[0]["address"], sent, headers={"X-Sent-By": "form"})
        assert answer.status_code == 204, answer.text
    assert SiteVisit.objects.count() == 1


def test_somebody_elses_village_is_not_among_them(cadre, other_village):
    meeting_at(other_village, timezone.now() - DAY)
    assert "meeting_attendance" not in names_of(captures_of(cadre))
    other = cadre_of(other_village, "other", "赵强")
    assert names_of(captures_of(other))[-1] == "meeting_attendance"
