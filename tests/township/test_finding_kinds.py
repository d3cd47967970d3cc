"""What each role finds, kind by kind: what its pages show, and nothing of another township."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from archives.models import Record
from tests.personas import make_village
from tests.township import finds
from tests.township.finds import NAME, OF_TOWNSHIP, OF_VILLAGE
from township.access import Role
from township.finding.asking import words_of
from township.finding.kinds import KINDS
from township.finding.shapes import MOST
from township.users.models import District, Township
from villages.models import Meeting, Representative, Village

pytestmark = pytest.mark.django_db

OWN, TOWN, NOBODY = {1}, {1, 2}, set()
# Scans are seen by those who file them.
SCANS = ("scans", "codeless")
AFFAIRS = [kind for kind in OF_VILLAGE if kind not in ("applications", "honours", *SCANS)]
# By hand: whose rows are found. 1 is the own village, 2 its neighbour, 3 one of another township.
READERS = dict.fromkeys((*OF_VILLAGE, *OF_TOWNSHIP), TOWN)
FOUND = {
    Role.OFFICE: READERS,
    Role.LEADER: READERS | dict.fromkeys(SCANS, NOBODY),
    Role.OBSERVER: READERS | dict.fromkeys(SCANS, NOBODY),
    Role.CADRE: dict.fromkeys(OF_VILLAGE, OWN) | dict.fromkeys(OF_TOWNSHIP, TOWN),
    Role.EVALUATOR: dict.fromkeys(AFFAIRS, OWN)
    | {"honours": OWN, "applications": NOBODY}
    | dict.fromkeys(OF_TOWNSHIP, TOWN),
    Role.DISTRICT: {"applications": TOWN, "honours": TOWN},
    Role.PLATFORM_ADMIN: {},
}


@pytest.fixture
def planted(village, other_village, office, evaluator):
    """The same rows in the own village, in its neighbour and in a village far away."""
    far = Township.objects.create(
        district=District.objects.create(name="远江区"), name="远山镇", code="yuanshan"
    )
    places = [village, other_village, make_village(far, "远山村", "J001")]
    for number, place in enumerate(places, 1):
        finds.plant(place, office, number)
    finds.assign(evaluator, village)
    return places


def told(user, kind, typed):
    """Every word that the kind shows of what it found."""
    if not user.may(KINDS[kind].permission):
        return ""
    words = words_of(typed)
    hits = list(KINDS[kind].show(user, KINDS[kind].find(user, words), words))
    return " ".join(
        "".join([*(text for text, _ in one.title), one.note, *(text for text, _ in one.excerpt)])
        for one in hits
    )


def villages_in(text):
    return {int(number) for number in re.findall(rf"{NAME}(\d)号", text)}


@pytest.mark.parametrize("role", Role.values)
def test_each_role_finds_what_its_pages_show(role, planted, everybody):
    user = everybody[role]
    expected = {kind: FOUND[role].get(kind, NOBODY) for kind in (*OF_VILLAGE, *OF_TOWNSHIP)}
    # Of the township's own task its one row names the village it was planted with.
    if expected["assignments"]:
        expected["assignments"] = OWN
    found = {kind: villages_in(told(user, kind, NAME)) for kind in expected}
    assert found == expected


def test_every_kind_is_planted_or_kept_in_memory():
    assert set(KINDS) == {*OF_VILLAGE, *OF_TOWNSHIP, "pages", "handbook"}


def test_several_words_are_all_there_and_the_village_may_be_one(planted, office):
    assert villages_in(told(office, "clauses", f"{NAME}2号 树木")) == {2}
    assert told(office, "clauses", "树木 没有") == ""
    assert told(office, "clauses", "章程 第一条") == "", "nothing of the clause itself"
    assert villages_in(told(office, "texts", f"{NAME}2号 章程")) == {2}
    assert villages_in(told(office, "meetings", "村民会议")) == {1, 2}, "a kind by its name"
    assert "13900001111" not in told(office, "people", NAME)


def test_people_are_found_by_what_they_are_today(planted, office, village):
    assert villages_in(told(office, "people", "主任")) == {1, 2}
    assert told(office, "people", "村民代表") == ""
    person = village.people.get()
    today = timezone.localdate()
    seat = Representative.objects.create(village=village, person=person, since=today)
    assert "村民代表" in told(office, "people", "代表")
    person.terms.update(until=today - timezone.timedelta(days=1))
    assert villages_in(told(office, "people", "主任")) == {2}
    Representative.objects.filter(pk=seat.pk).update(
        since=today - timezone.timedelta(days=9), until=today - timezone.timedelta(days=1)
    )
    assert 1 not in villages_in(told(office, "people", NAME)), "who serves no longer"


def test_a_village_is_found_by_its_former_name(planted, office):
    former = [{"until": "2020-01-01", "name": "黄桷村", "kind": "village"}]
    Village.objects.filter(pk=planted[0].pk).update(former=former)
    assert "曾用名黄桷村" in told(office, "villages", "黄桷")


def test_a_restricted_record_is_found_by_those_who_may_open_it(planted, office, observer):
    Record.objects.get(village=planted[0]).category.__class__.objects.update(is_restricted=True)
    assert villages_in(told(office, "records", NAME)) == {1, 2}
    assert told(observer, "records", NAME) == ""


def test_the_menu_and_the_handbook_are_found(office, district):
    assert "催办" in told(office, "pages", "催办")
    assert told(district, "pages", "催办") == ""
    assert "签过名的签到册" in told(district, "handbook", "签到册")


def test_what_is_found_is_bounded_and_costs_the_same(planted, office):
    def queries(user):
        with CaptureQueriesContext(
            connection,
        ) as asked:
            for kind in KINDS:
                told(user, kind, NAME)
        return len(asked)

    few = queries(office)
    village = planted[0]
    given = {"village": village, "kind": "villagers", "mode": "people", "place": "场"}
    Meeting.objects.bulk_create(
        Meeting(title=f"{NAME}会{n}", held_at=timezone.now(), chair="张", recorder="李", **given)
        for n in range(MOST + 5)
    )
    assert queries(office) <= few
    assert len(KINDS["meetings"].find(office, [NAME])) == MOST + 1


@pytest.mark.skipif(connection.vendor != "sqlite", reason="reads SQLite's plan")
@pytest.mark.parametrize("role", [Role.OFFICE, Role.CADRE, Role.EVALUATOR, Role.DISTRICT])
def test_no_kind_walks_through_the_rows_of_other_townships(role, planted, everybody):
    """Each question begins at the villages or the township; small tables of places are walked."""
    user = everybody[role]
    with CaptureQueriesContext(connection) as asked:
        for kind in KINDS:
            told(user, kind, NAME)
    walked = set()
    for query in asked:
        if not query["sql"].startswith("SELECT"):
            continue
        with connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN QUERY PLAN {query['sql']}".replace("%", "%%"))
            walked |= {
                table
                for *_, step in cursor.fetchall()
                if (table := re.match(r"SCAN (\w+)\b(?! VIRTUAL)", step))
            }
    # Who somebody is, is asked before any page.
    assert {one[1] for one in walked} <= {"township_membership"}
