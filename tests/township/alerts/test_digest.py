"""The week of a village, of the office, of a leader: counted by the to-do list's own rules."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.campaigns.reminders import owed
from township.alerts.digest import WeekCount, digest, letter, tally, weekly
from township.alerts.models import Alert
from township.alerts.telling import tell
from township.dashboard.todos import MOST
from township.history import anchors
from township.history.chain import record
from township.history.models import Chain
from township.users.models import User


@pytest.fixture(autouse=True)
def standing(monkeypatch):
    """What the law asks of the season stays out: these tests hold on any day of the year."""
    found = []
    for module in ("township.alerts.digest", "township.dashboard.todos"):
        monkeypatch.setattr(f"{module}.standing", lambda user: list(found))
    monkeypatch.setattr("township.alerts.digest.owing", lambda *args: [])
    yield found


def monday():
    """The next one."""
    today = timezone.localdate()
    return today + timedelta(days=7 - today.weekday())


@pytest.mark.parametrize(("days", "late", "soon"), [(-1, 1, 0), (0, 0, 1), (7, 0, 1), (8, 0, 0)])
def test_late_and_soon_are_counted_to_the_day(village, cadre, days, late, soon):
    owed(village, days)
    found = tally(cadre, timezone.localdate())
    assert (found.waiting, found.late, found.soon) == (1, late, soon)


def test_all_are_counted_also_those_the_list_leaves_out(village, cadre):
    for _ in range(MOST + 3):
        owed(village, -2)
    found = tally(cadre, timezone.localdate())
    assert found.sentence == f"要办{MOST + 3}件，其中逾期{MOST + 3}件，7天内到期0件"


def test_on_mondays_villages_office_and_leaders_are_told_once(
    village, cadre, other_cadre, office, leader, district, evaluator
):
    owed(village, -2)
    people = (cadre, other_cadre, office, leader, district, evaluator)
    for day in (monday(), monday(), monday() + timedelta(days=1)):
        tell(told for user in people for told in weekly(user, day))
    (alert,) = Alert.objects.all()
    assert alert.user == cadre and alert.title.startswith("一周小结：万顺村要办1件，其中逾期1件")
    assert Alert.objects.for_user(cadre, "alert.view").exists()
    tell(weekly(cadre, monday() + timedelta(days=7)))
    assert Alert.objects.count() == 2


def test_each_group_is_what_the_to_dos_say(village, other_village, cadre, office):
    owed(village, -2), owed(village, 3), owed(village, 30), owed(other_village, 5)
    found = digest(User.objects.get(pk=cadre.pk), timezone.localdate())
    labels = [(label, len(items)) for label, items in found["groups"]]
    assert labels == [("已经逾期", 1), ("7天内到期", 1), ("其他要办的", 1)]
    assert found["villages"] == [] and found["tally"].waiting == 3
    found = digest(User.objects.get(pk=office.pk), timezone.localdate())
    told = [(str(one.village), one.waiting, one.late) for one in found["villages"]]
    assert told == [("万顺村", 3, 1), ("三水村", 1, 0)]


def test_what_is_all_is_not_called_the_rest(village, cadre):
    owed(village, 30)
    ((label, items),) = digest(cadre, timezone.localdate())["groups"]
    assert (label, len(items)) == ("要办的", 1)


def test_the_page_prints_and_is_never_an_empty_box(client, village, cadre, office):
    client.force_login(cadre)
    page = client.get(reverse("digest"))
    assert "没有要办的事" in page.text and "data-print" in page.text
    owed(village, -2)
    assert "要办1件，其中逾期1件" in client.get(reverse("digest")).text
    client.force_login(office)
    assert f"?village={village.pk}" in client.get(reverse("digest")).text


def test_what_is_no_row_is_counted_as_the_page_lists_it(village, office, standing):
    today = timezone.localdate()
    shape = {"title": "会议", "hint": "", "url": "/", "tone": "warn"}
    standing += [shape | {"due": today - timedelta(days=1)}, shape | {"due": today}, shape]
    found = digest(office, today)
    assert [(label, len(items)) for label, items in found["groups"]] == [
        ("已经逾期", 1),
        ("7天内到期", 1),
        ("其他要办的", 1),
    ]
    assert found["tally"] == WeekCount(waiting=3, late=1, soon=1)


def test_a_mail_brings_the_whole_week(village, other_village, cadre, office, leader):
    late, soon, rest = owed(village, -2), owed(village, 3), owed(village, 40)
    owed(other_village, 30)
    told = letter(cadre, timezone.localdate())
    assert told.startswith("要办3件，其中逾期1件，7天内到期1件。")
    assert f"\n\n已经逾期：\n1. {late}（已过期2天）\n\n7天内到期：\n1. {soon}（还有3天）\n" in told
    assert told.endswith(f"\n\n其他要办的：\n1. {rest}（还有40天）")
    told = letter(office, timezone.localdate())
    assert "等村（社区）办的：\n万顺村：3件，其中逾期1件\n三水村：1件，其中逾期0件" in told
    assert letter(leader, timezone.localdate()) == "没有要办的事。"


def test_the_office_keeps_the_head_of_its_history_outside(client, village, office, cadre, tmp_path):
    record("village.edit", village, cadre, "修改", {"村名": ["旧", "新"]})
    kept = tmp_path / "mail"
    kept.write_text(letter(office, timezone.localdate()))
    (noted,) = anchors.noted(kept)
    head = Chain.objects.get(township=village.township)
    assert (noted["chain"], noted["number"], noted["head"]) == (head.pk, head.length, head.head)
    assert list(anchors.faults([noted])) == []
    ((place, sentence),) = anchors.faults([noted | {"head": "0" * 64}])
    assert place == village.township and "不符" in sentence
    client.force_login(office)
    assert head.head in client.get(reverse("digest")).text
    client.force_login(cadre)
    assert "校验码" not in client.get(reverse("digest")).text
