"""Whose terms are nearly over, and where the village and its township are told."""

import pytest
from django.urls import reverse

from tests.villages import way
from villages.acts.organisation import body_of
from villages.models import Person, Representative, Term, Village
from villages.queries.term_end import terms_ending


def term(village, kind="committee", since=1000, until=0, name="陈主任"):
    """In a post since so many days, until so many days ahead; None where no end is entered."""
    return Term.objects.create(
        body=body_of(village, kind),
        post="director",
        person=Person.objects.create(village=village, name=name),
        since=way.days_ago(since),
        until=None if until is None else way.days_ago(-until),
    )


def told(village):
    return {one.who: one.until for one in terms_ending([village], way.days_ago(0))[village.pk]}


@pytest.mark.parametrize(("until", "is_told"), [(91, False), (90, True), (0, True), (-5, True)])
def test_ninety_days_before_the_end(village, until, is_told):
    term(village, until=until)
    assert bool(told(village)) is is_told


def test_the_township_sets_the_days(village, township):
    term(village, until=20)
    village.township.settings["term_days"] = 10
    assert told(village) == {}
    village.township.settings["term_days"] = 20
    assert set(told(village)) == {"村民委员会"}


def test_who_goes_on_longest_counts(village):
    term(village, until=-30)
    assert told(village) == {"村民委员会": way.days_ago(30)}
    term(village, until=900, since=29, name="新主任")
    assert told(village) == {}


def test_without_an_end_the_law_has_it(village):
    term(village, since=5 * 365 - 30, until=None)
    assert set(told(village)) == {"村民委员会"}
    term(village, kind="oversight", since=100, until=None, name="何主任")
    assert set(told(village)) == {"村民委员会"}


def test_all_whom_the_people_chose_and_no_others(village, community):
    for kind in ("committee", "oversight", "party_branch"):
        term(village, kind=kind, until=5, name=f"{kind}人")
    person = Person.objects.create(village=village, name="李代表")
    Representative.objects.create(
        village=village, person=person, since=way.days_ago(900), until=way.days_ago(-5)
    )
    found = terms_ending([village, community], way.days_ago(0))
    articles = {one.who: one.law for one in found[village.pk]}
    assert set(articles) == {"村民委员会", "村务监督委员会", "村民代表"}
    assert "第十四条第二款" in articles["村民委员会"] and "第二十九条第二款" in articles["村民代表"]
    assert found[community.pk] == []


def test_who_begins_today_counts_and_who_is_still_to_begin_does_not(village):
    person = Person.objects.create(village=village, name="李代表")
    for since in (0, -1):
        Representative.objects.create(
            village=village,
            person=person,
            since=way.days_ago(since),
            until=way.days_ago(-5 if since == 0 else -900),
        )
    assert told(village) == {"村民代表": way.days_ago(-5)}


def test_many_villages_cost_as_much_as_one(village, other_village, django_assert_num_queries):
    for place in (village, other_village):
        term(place, until=5)
    for number in (1, 2):
        villages = list(Village.objects.order_by("pk")[:number])
        with django_assert_num_queries(3):
            terms_ending(villages, way.days_ago(0))


def test_the_village_and_its_township_are_told(client, village, cadre, office):
    term(village, until=5)
    client.force_login(cadre)
    page = client.get("/").text
    assert "准备换届" in page and "还有5天" in page
    page = client.get(reverse("villages:organisation", args=[village.pk])).text
    assert "村民委员会任期到" in page
    client.force_login(office)
    assert "1个村（居）任期将满或者已满" in client.get("/").text
