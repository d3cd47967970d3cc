"""A page that is kept says what the same page, made anew, would say.

What happens is drawn at random; after each act several people read several pages twice as they
are kept, and once with keeping off.
"""

import random
import re

import pytest
from django.db import connection, transaction
from django.test import Client, override_settings
from django.urls import get_resolver, reverse
from django.utils import timezone

from archives.acts import fixity
from archives.models import FixityRun, Record, ScanBatch
from archives.workflows.record import RECORD
from campaigns.models import Campaign, Receipt, Score, Sheet
from campaigns.workflows.receipt import RECEIPT
from tests.archives.tampering import flip_a_byte
from tests.personas import person
from tests.sequences import examples
from township.access import Role
from township.crud import KeptPage, kept
from township.history.chain import record
from township.history.models import Chain, FoundFault
from township.history.verification import _keep
from township.users.models import User
from villages.models import Activity, Figures, Meeting, Village

PEOPLE = ("office", "leader", "observer", "cadre-wanshun", "cadre-longquan", "evaluator1")
# More of them in the long form (`make endure`).
ACTS_DRAWN = examples(8)
# Session, person, posts, heads, the bell, work that was not done.
KEPT_QUESTIONS = 6
TOKEN = re.compile(r'(csrf-token" content=|csrfmiddlewaretoken" value=)"\w+"')


def addresses():
    campaign = Campaign.objects.get().pk
    villages = Village.objects.order_by("pk").values_list("pk", flat=True)[:2]
    return [
        reverse("home"),
        reverse("villages:villages"),
        *(reverse("villages:village", args=[pk]) for pk in villages),
        reverse("archives:records"),
        reverse("archives:completeness"),
        reverse("campaigns:campaign", args=[campaign]),
        reverse("campaigns:targets", args=[campaign]),
        reverse("campaigns:gaps", args=[campaign]),
        reverse("campaigns:evaluations"),
        reverse("campaigns:honours"),
        reverse("campaigns:receipts"),
        reverse("campaigns:sheet", args=[open_sheets().first().pk]),
    ]


def open_sheets():
    return Sheet.objects.filter(status=Sheet.Status.OPEN, scorer__username="evaluator1")


def read(client, url, *, is_kept):
    with override_settings(KEEP_PAGES=is_kept):
        answer = client.get(url)
    return answer.status_code, TOKEN.sub("", answer.content.decode())


def kept_pages():
    """{name: view class} of every page that is kept."""
    found = {}

    def walk(patterns):
        for one in patterns:
            if hasattr(one, "url_patterns"):
                walk(one.url_patterns)
            elif issubclass(view := getattr(one.callback, "view_class", object), KeptPage):
                found[view.__name__] = view

    walk(get_resolver().url_patterns)
    return found


# Each act is drawn with a die, and does nothing where no row waits for it.


def _one(rows, dice):
    return dice.choice(found) if (found := list(rows.order_by("pk")[:20])) else None


def sign(dice):
    row = _one(Receipt.objects.pending().exclude(village__cadres=None), dice)
    if row:
        RECEIPT.perform("sign", row, by=row.village.cadres.first().user, signer="签收人")


def seal(dice):
    row = _one(Record.objects.filter(status=Record.Status.OPEN, source=""), dice)
    if row:
        RECORD.perform("seal", row, by=User.objects.get(username="office"))


def rename(dice):
    village = _one(Village.objects.all(), dice)
    with transaction.atomic():
        village.name = f"{village.name[:6]}{dice.randrange(10)}"
        village.save()
        record("village.edit", village, User.objects.get(username="office"), f"修改：{village}")


def new_name(dice):
    user = _one(User.objects.filter(memberships__role=Role.CADRE), dice)
    with transaction.atomic():
        user.full_name = f"张{dice.randrange(10)}"
        user.save()
        record("account.edit", user, User.objects.get(username="admin"), f"修改：{user}")


def move_cadre(dice):
    """Another village is somebody's own: what is reached has changed, the post has not."""
    village, other = Village.objects.order_by("?")[:2]
    post = village.cadres.first()
    if post:
        with transaction.atomic():
            village.cadres.remove(post)
            other.cadres.add(post)
            admin = User.objects.get(username="admin")
            record("account.edit", post.user, admin, f"修改：{post.user}")


def hold(dice):
    row = _one(Meeting.objects.exclude(status=Meeting.Status.CLOSED), dice)
    if row:
        with transaction.atomic():
            row.title = f"会议{dice.randrange(10)}"
            row.save()
            record("meeting.edit", row, User.objects.get(username="office"), f"修改：{row}")


def check(dice):
    sealed = _one(Record.objects.sealed(), dice)
    if sealed:
        occasion = FixityRun.Occasion.SCHEDULE
        if dice.random() < 0.5:
            flip_a_byte(sealed.parts.first().files.first().file)
        fixity.run(sealed.village, sealed.year, occasion=occasion, by=None)


def verify(dice):
    village = Village.objects.first()
    _keep("办理历史", [(village.township, f"第{dice.randrange(3)}条")] * dice.randrange(2))


def scan(dice):
    """The worker reads a batch of scans, and writes no entry."""
    post = Village.objects.exclude(cadres=None).first().cadres.first()
    asked = {"village": post.villages.first(), "made_by": post.user, "name": "扫描.pdf"}
    batch, _ = ScanBatch.objects.get_or_create(**asked)
    batch.stage, batch.left = dice.choice(ScanBatch.Stage.values), dice.randrange(1, 9)
    batch.save()


def mark(dice):
    """Of one's own sheet, or of another that a page asks about too."""
    sheet = _one(Sheet.objects.filter(status=Sheet.Status.OPEN).exclude(scorer=None), dice)
    if not sheet or dice.random() < 0.5:
        sheet = open_sheets().first()
    indicator = _one(sheet.evaluation.standard_version.indicators, dice)
    with transaction.atomic():
        told = {"points": dice.randrange(3), "reason": "看了记录"}
        Score.objects.update_or_create(sheet=sheet, indicator=indicator, defaults=told)
        record("sheet.mark", sheet, sheet.scorer, "评分")


def count(dice):
    """The figures of some village: those of the others are shown beside it, and stay."""
    row = _one(Figures.objects.all(), dice)
    if row:
        with transaction.atomic():
            least = max(row.adults, row.households)
            row.population = dice.randrange(least, least + 500)
            row.save()
            office = User.objects.get(username="office")
            record("figures.edit", row, office, "修改基本情况")


def settle(dice):
    """A setting of the township, on which every page may hang."""
    township = Village.objects.first().township
    with transaction.atomic():
        township.settings["filing_grace_days"] = dice.randrange(5, 40)
        township.save()
        record("settings.edit", township, User.objects.get(username="office"), "修改设置")


ACTS = (sign, seal, rename, new_name, move_cadre, hold, check, verify, scan, mark, count, settle)


@pytest.mark.one_database
def test_after_any_acts_a_kept_page_says_what_a_fresh_one_says(story, keeping, time_machine):
    time_machine.move_to(timezone.now(), tick=False)
    dice, clients = random.Random(1), {}
    for name in PEOPLE:
        clients[name] = Client()
        clients[name].force_login(story[name])
    pages = addresses()
    for _ in range(ACTS_DRAWN):
        act = dice.choice(ACTS)
        act(dice)
        for name in dice.sample(PEOPLE, 2):
            for url in dice.sample(pages, 3):
                first = read(clients[name], url, is_kept=True)
                again = read(clients[name], url, is_kept=True)
                fresh = read(clients[name], url, is_kept=False)
                told = f"{name} {url} after {act.__name__}"
                assert first == fresh and again == fresh, told


@pytest.fixture
def as_office(client, office, keeping):
    client.force_login(office)
    return client


def questions(client, url):
    asked = []

    def listen(execute, sql, params, many, context):
        asked.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(listen):
        answer = client.get(url)
    return answer, asked


def test_a_page_is_made_once_and_again_after_an_act(as_office, office, village):
    url = reverse("villages:villages")
    as_office.get(url)
    answer, asked = questions(as_office, url)
    assert "万顺村" in answer.content.decode() and len(asked) <= KEPT_QUESTIONS
    with transaction.atomic():
        Village.objects.update(name="千顺村")
        record("village.edit", village, office, "修改：千顺村")
    answer, asked = questions(as_office, url)
    assert "千顺村" in answer.content.decode() and len(asked) > 4


def hold_activity(village, by):
    with transaction.atomic():
        given = {"kind": "theme", "title": "义诊", "on": timezone.localdate(), "headcount": 20}
        row = Activity.objects.create(village=village, **given)
        record("activity.create", row, by, "登记：义诊")


def test_an_act_in_other_tables_makes_nothing_anew(as_office, office, village):
    url = reverse("villages:villages")
    hold_activity(village, office)
    as_office.get(url)
    hold_activity(village, office)
    assert len(questions(as_office, url)[1]) == KEPT_QUESTIONS + 1
    assert len(questions(as_office, url)[1]) <= KEPT_QUESTIONS, "looked through once"
    office.full_name = "王主任"
    with transaction.atomic():
        office.save()
        record("account.edit", office, None, "修改")
    assert "王主任" in _text(as_office, url)


def test_what_another_township_does_makes_nothing_anew(as_office, village, foreign_village):
    url = reverse("villages:villages")
    as_office.get(url)
    with transaction.atomic():
        record("village.edit", foreign_village, None, "修改")
    assert len(questions(as_office, url)[1]) <= KEPT_QUESTIONS


def test_each_request_has_a_token_of_its_own(as_office, village):
    url = reverse("villages:villages")
    tokens = {re.search(r'csrf-token" content="(\w+)"', _text(as_office, url))[1] for _ in range(3)}
    assert len(tokens) == 3 and kept.hole() not in tokens
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = as_office.cookies
    token = re.search(r'csrf-token" content="(\w+)"', _text(strict, url))[1]
    answer = strict.post(reverse("logout"), {"csrfmiddlewaretoken": token})
    assert answer.status_code != 403


def _text(client, url):
    return client.get(url).content.decode()


def test_nobody_is_shown_what_was_kept_for_another(as_office, office, leader, village):
    url = reverse("home")
    for _ in range(2):
        assert "王办事" in _text(as_office, url)
    as_office.force_login(leader)
    assert "王办事" not in _text(as_office, url) and "李镇长" in _text(as_office, url)


def test_a_post_that_is_lost_is_lost_at_once(as_office, office, village):
    url = reverse("villages:villages")
    assert as_office.get(url).status_code == 200
    office.memberships.update(role=Role.EVALUATOR)
    assert "万顺村" not in _text(as_office, url), "without any entry: the post is asked each time"
    office.memberships.all().delete()
    assert as_office.get(url).status_code == 403


def test_a_message_is_shown_once(as_office, office, village, settings):
    url = reverse("villages:villages")
    as_office.get(url)
    session = as_office.session
    session["_messages"] = '[["__json_message",0,25,"已经保存",""]]'
    session.save()
    settings.MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
    assert "已经保存" in _text(as_office, url)
    assert "已经保存" not in _text(as_office, url)


@pytest.mark.parametrize("role", [Role.PLATFORM_ADMIN, Role.DISTRICT])
def test_of_no_township_nothing_is_kept(client, keeping, role, district_place, village):
    place = {"district": district_place} if role == Role.DISTRICT else {}
    client.force_login(person("wide", "宽", role, **place))
    for _ in range(2):
        assert len(questions(client, reverse("home"))[1]) > 4


def test_of_several_townships_nothing_is_kept(client, keeping, office, other_township, village):
    office.memberships.create(role=Role.OBSERVER, township=other_township)
    client.force_login(office)
    for _ in range(2):
        assert len(questions(client, reverse("villages:villages"))[1]) > 4


def test_a_change_while_a_page_is_made_is_seen_by_the_next(as_office, office, village, monkeypatch):
    """The change comes after the version was read and before the page reads its rows, or after."""
    url, made = reverse("villages:villages"), kept._read_again

    def meanwhile(request):
        made(request)
        with transaction.atomic():
            Village.objects.update(name="千顺村")
            record("village.edit", village, office, "修改：千顺村")

    monkeypatch.setattr(kept, "_read_again", meanwhile)
    as_office.get(url)
    monkeypatch.setattr(kept, "_read_again", made)
    assert "千顺村" in _text(as_office, url)


def test_who_loses_the_post_while_a_page_is_made_leaves_nothing_behind(
    as_office, office, village, monkeypatch
):
    url, made = reverse("villages:villages"), kept._read_again

    def meanwhile(request):
        office.memberships.update(role=Role.EVALUATOR)
        made(request)

    monkeypatch.setattr(kept, "_read_again", meanwhile)
    as_office.get(url)
    office.memberships.update(role=Role.OFFICE)
    monkeypatch.setattr(kept, "_read_again", made)
    assert "万顺村" in _text(as_office, url)


def test_what_the_night_finds_is_a_version(village):
    at = kept.version(village.township_id)
    with transaction.atomic():
        record("village.edit", village, None, "修改")
    first = kept.version(village.township_id)
    assert first != at
    _keep("办理历史", [(village.township, "第1条被改动过")])
    second = kept.version(village.township_id)
    assert second != first and FoundFault.objects.count() == 1
    _keep("办理历史", [])
    assert kept.version(village.township_id) == first
    assert Chain.objects.filter(township=village.township).count() == 1


def test_only_pages_without_forms_are_kept():
    """A page that changes something carries keys of one request."""
    found = kept_pages()
    assert {"Home", "VillageList", "GapReport"} <= found.keys()
    assert not [name for name, view in found.items() if hasattr(view, "form_class")]
