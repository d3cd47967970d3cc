"""Who holds which post on a day, and the rate of staff who are officers of the association."""

from datetime import date, timedelta

import pytest

from tests.villages.rosters import in_post, person
from villages.queries.organisation import (
    doubles,
    dual_rate,
    dual_trend,
    findings_of,
    holders,
    network,
    serving,
    terms_of,
)
from villages.rules.bodies import BodyKind, PostKind

JANUARY, TODAY = date(2026, 1, 1), date(2026, 11, 23)
DAY = timedelta(days=1)


@pytest.fixture
def people(village):
    return [person(village, name) for name in ("张书记", "李主任", "王专干", "赵支委")]


def test_terms_come_in_the_order_of_the_posts_and_of_their_beginning(
    village, other_village, people
):
    later = in_post(village, "committee", "committee_member", people[0], since=JANUARY + DAY)
    early = in_post(village, "committee", "committee_member", people[1], since=JANUARY)
    first = in_post(village, "party_branch", "secretary", people[2], since=TODAY)
    in_post(other_village, "party_branch", "secretary", person(other_village))
    assert terms_of(village) == [first, early, later]


def test_all_terms_are_one_query(village, people, django_assert_num_queries):
    for one in people:
        in_post(village, "committee", "committee_member", one)
    with django_assert_num_queries(1):
        assert [str(term.person) + term.body.name for term in terms_of(village)]


@pytest.mark.parametrize(
    ("on", "is_serving"),
    [(JANUARY - DAY, False), (JANUARY, True), (TODAY, True), (TODAY + DAY, False)],
)
def test_both_ends_of_a_term_belong_to_it(village, people, on, is_serving):
    in_post(village, "committee", "director", people[0], since=JANUARY, until=TODAY)
    assert bool(serving(terms_of(village), on)) is is_serving


def test_an_open_term_goes_on(village, people):
    in_post(village, "committee", "director", people[0], since=JANUARY)
    assert serving(terms_of(village), date(2040, 1, 1))


def test_holders_are_what_the_rules_on_composition_take(village, people):
    in_post(village, "working_group", "head", people[0])
    (one,) = holders(terms_of(village))
    assert (one.person, one.name) == (people[0].pk, "张书记")
    assert (one.body, one.post) == (BodyKind.WORKING_GROUP, PostKind.HEAD)


def test_findings_name_the_article_of_the_day_and_the_groups_wanted(village, people):
    for kind, post in (("party_branch", "secretary"), ("committee", "director")):
        in_post(village, kind, post, people[0])
    found = {f.key: f for f in findings_of(village, terms_of(village), TODAY, 3)}
    assert found["group_leaders"].needed == 3
    assert found["both"].law == "村民委员会组织法" and found["both"].since == JANUARY


def seat_staff(village, people):
    """Two of the staff since 2024; one of them an officer since January 2026."""
    for one in people[2:]:
        in_post(village, "working_group", "staff", one, since=date(2024, 7, 1))
    in_post(village, "association", "board_member", people[2], since=JANUARY)


def test_the_rate_of_dual_posts_on_a_day(village, people):
    seat_staff(village, people)
    in_post(village, "working_group", "head", people[0])
    in_post(village, "committee", "director", people[3])
    terms = terms_of(village)
    rate = dual_rate(terms, JANUARY)
    assert (rate.part, rate.whole, rate.percent, rate.year) == (1, 2, 50, 2026)
    assert dual_rate(terms, JANUARY - DAY).percent == 0
    assert dual_rate(terms, date(2020, 1, 1)).percent is None


def test_who_heads_another_body_is_no_officer(village, people):
    in_post(village, "working_group", "staff", people[2])
    in_post(village, "working_group", "head", people[2])
    assert dual_rate(terms_of(village), TODAY).percent == 0


def test_past_years_count_as_they_stood_on_their_last_day(village, people):
    seat_staff(village, people)
    rates, sentence = dual_trend(terms_of(village), TODAY)
    assert [(rate.year, rate.percent) for rate in rates] == [
        (2022, None),
        (2023, None),
        (2024, 0),
        (2025, 0),
        (2026, 50),
    ]
    assert sentence == "2025年0%，2026年50%，上升"


def test_the_running_year_counts_as_it_stands_today(village, people):
    seat_staff(village, people)
    rates, _ = dual_trend(terms_of(village), JANUARY)
    assert rates[-1].percent == 50
    in_post(village, "association", "president", people[3], since=TODAY)
    assert dual_trend(terms_of(village), TODAY - DAY)[0][-1].percent == 50
    assert dual_trend(terms_of(village), TODAY)[0][-1].percent == 100


def test_who_holds_more_than_one_post(village, people):
    in_post(village, "party_branch", "secretary", people[0])
    in_post(village, "working_group", "head", people[0])
    in_post(village, "committee", "director", people[1])
    ((who, rows),) = doubles(terms_of(village))
    assert who == people[0]
    assert [term.post for term in rows] == ["secretary", "head"]


def test_an_officer_is_one_of_the_association_only(village, people):
    """The same post title in another body does not count."""
    in_post(village, "working_group", "staff", people[2])
    in_post(village, "committee", "president", people[2])
    in_post(village, "association", "director", people[2])
    assert dual_rate(terms_of(village), TODAY).percent == 0


def test_the_network_reaches_from_the_head_to_the_groups(village, other_village, people):
    first, second = village.groups.all()[:2]
    people[0].group, people[1].group = first, first
    people[2].group = second
    for one in people[:3]:
        one.save()
        in_post(village, "working_group", "of_groups", one, since=JANUARY)
    in_post(village, "working_group", "head", people[3], since=JANUARY)
    in_post(village, "working_group", "head", people[0], since=TODAY + DAY)
    places = type(village).objects.filter(pk__in=[village.pk, other_village.pk])
    told = {one.village: one for one in network(places, TODAY)}
    assert told[village].heads == ["赵支委"]
    assert (told[village].groups, told[village].led) == (village.groups.count(), 2)
    assert (told[other_village].heads, told[other_village].led) == ([], 0)


def test_the_network_of_many_is_two_queries(village, other_village, django_assert_num_queries):
    with django_assert_num_queries(2):
        network(type(village).objects.all(), TODAY)
