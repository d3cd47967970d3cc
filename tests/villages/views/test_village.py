"""The page of a village is where its work starts: what is there, what is lacking, where to go."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from villages.acts.autonomy import record_autonomy
from villages.acts.organisation import body_of, seat
from villages.models import Autonomy, Figures, Person
from villages.queries.village import elements_of
from villages.rules.bodies import BodyKind, PostKind

JANUARY = datetime.date(2026, 1, 1)
FIRST = {
    BodyKind.PARTY_BRANCH: PostKind.SECRETARY,
    BodyKind.COMMITTEE: PostKind.DIRECTOR,
    BodyKind.OVERSIGHT: PostKind.DIRECTOR,
    BodyKind.ASSOCIATION: PostKind.PRESIDENT,
    BodyKind.WORKING_GROUP: PostKind.HEAD,
    BodyKind.SUPERVISION: PostKind.HEAD,
}


def states(village):
    return {one.key: one.state for one in elements_of(village, timezone.localdate())}


def test_an_empty_village_lacks_all_four_elements(village):
    assert set(states(village).values()) == {"missing"}


def test_bodies_and_forms_fill_their_elements(village, cadre):
    person = Person.objects.create(village=village, name="张三", gender="man")
    seat(body_of(village, "committee"), PostKind.DIRECTOR, person, since=JANUARY, by=cadre)
    assert states(village)["organisation"] == "warn"
    for kind in BodyKind:
        if kind != BodyKind.COMMITTEE:
            seat(body_of(village, kind), FIRST[kind], person, since=JANUARY, by=cadre)
    assert states(village)["organisation"] == "ok"
    form = Autonomy(
        village=village, form="yard", title="院坝协商", since=JANUARY, description="议事"
    )
    record_autonomy(form, by=cadre)
    assert states(village)["form"] == "ok"
    form.until = datetime.date(2026, 1, 31)
    record_autonomy(form, by=cadre)
    assert states(village)["form"] == "missing"


def test_every_tile_leads_somewhere(client, cadre, village, asking):
    client.force_login(cadre)
    page = client.get(village.get_absolute_url())
    assert len(page.context["tiles"]) == 11
    for tile in page.context["tiles"]:
        assert client.get(tile.url).status_code == 200, tile.label
    for panel in page.context["panels"]:
        assert client.get(panel["url"], HTTP_HX_REQUEST="true").status_code == 200
    assert {panel["title"] for panel in page.context["panels"]} == {"档案", "创建目标"}


def test_old_figures_are_told(client, cadre, village):
    Figures.objects.create(village=village, year=2001, population=9, households=3, adults=7)
    client.force_login(cadre)
    assert "这是往年的数字" in client.get(village.get_absolute_url()).text


def test_a_community_is_called_by_its_names(client, office, community, asking):
    client.force_login(office)
    assert "居民委员会" in client.get(community.get_absolute_url()).text
    overview = client.get(reverse("villages:organisation", args=[community.pk])).text
    assert "社区居民委员会" in overview and "居民小组长" in overview


@pytest.mark.parametrize(
    "name", ["village", "organisation", "representatives", "coverage", "people"]
)
def test_other_villages_and_townships_stay_out_of_sight(
    client, cadre, office, other_village, foreign_village, name
):
    client.force_login(cadre)
    assert client.get(reverse(f"villages:{name}", args=[other_village.pk])).status_code == 404
    client.force_login(office)
    assert client.get(reverse(f"villages:{name}", args=[foreign_village.pk])).status_code == 404


def test_overview_and_matrix_cost_the_same_with_many_people(
    client, office, cadre, village, django_assert_max_num_queries
):
    client.force_login(office)
    people = Person.objects.bulk_create(
        Person(village=village, name=f"理事{n}", gender="woman") for n in range(40)
    )
    urls = [
        reverse("villages:organisation", args=[village.pk]),
        reverse("villages:body", args=[village.pk, "association"]),
    ]

    def counts():
        found = []
        for url in urls:
            client.get(url)
            with django_assert_max_num_queries(30) as captured:
                assert client.get(url).status_code == 200
            found.append(len(captured))
        return found

    body = body_of(village, BodyKind.ASSOCIATION)
    seat(body, PostKind.BOARD_MEMBER, people[0], since=JANUARY, by=cadre)
    few = counts()
    for person in people[1:]:
        seat(body, PostKind.BOARD_MEMBER, person, since=JANUARY, by=cadre)
    assert counts() == few


def test_members_of_an_association_are_asked_where_a_campaign_asks_for_one(
    client, office, village, asking
):
    client.force_login(office)
    url = reverse("villages:association_members", args=[village.pk])
    assert url in client.get(village.get_absolute_url()).text
    asking.bodies_asked = ["supervision"]
    asking.save()
    page = client.get(village.get_absolute_url()).text
    assert url not in page and "计划生育协会" not in page
