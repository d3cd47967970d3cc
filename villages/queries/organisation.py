"""Who holds which post on a day, as the rules on composition want to know it, and the rate of
staff who are officers of the association too, year by year (plan, clauses 39 and 55)."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from django.db.models import Count, QuerySet

from villages.models import (
    AssociationMember,
    OversightCheck,
    Person,
    Representative,
    Term,
    Village,
)
from villages.options import local_rules
from villages.rules.bodies import OFFICERS, BodyKind, PostKind
from villages.rules.committee import committee
from villages.rules.composition import Holder, Rate, dual_posts, trend, working_group
from villages.rules.finding import Finding
from villages.rules.kinds import PlaceKind
from villages.rules.oversight import oversight
from villages.rules.statutes import pack_on

YEARS = 5

Held = TypeVar("Held", Term, Representative, AssociationMember)


def terms_of(village: Village) -> list[Term]:
    """All terms of a village, one query, in the order the posts are listed."""
    rows = Term.objects.filter(body__village=village)
    rows = rows.select_related("person", "body__village__township")
    order = {post.value: place for place, post in enumerate(PostKind)}
    return sorted(rows, key=lambda term: (order[term.post], term.since, term.pk))


def serving(terms: Sequence[Held], on: date) -> list[Held]:
    """Those of the terms or seats that hold on a day, both ends included."""
    return [t for t in terms if t.since <= on and (t.until is None or t.until >= on)]


def holders(terms: Sequence[Term]) -> list[Holder]:
    """Who holds which post, as the rule of composition reads it."""
    return [
        Holder(term.person_id, term.person.name, BodyKind(term.body.kind), PostKind(term.post))
        for term in terms
    ]


def findings_of(village: Village, terms: Sequence[Term], on: date, groups: int) -> list[Finding]:
    """Findings on the working group; `terms` are those in office on the day."""
    place = PlaceKind(village.kind)
    law = pack_on(place, on)
    staff = village.post_name(PostKind.STAFF)
    return working_group(holders(terms), place, groups=groups, law=law, staff=staff)


def committee_findings(village: Village, terms: Sequence[Term], on: date) -> list[Finding]:
    """Findings on the committee; `terms` are those in office on the day."""
    women = {t.person_id for t in terms if t.person.is_woman}
    return committee(holders(terms), pack_on(PlaceKind(village.kind), on), women)


def oversight_findings(village: Village, terms: Sequence[Term], on: date) -> list[Finding]:
    """Findings on the 监督委员会; `terms` are those in office on the day."""
    check = OversightCheck.objects.filter(
        body__village=village, body__kind=BodyKind.OVERSIGHT
    ).first()
    newest = max((t.since for t in terms if t.body.kind == BodyKind.OVERSIGHT), default=None)
    law = pack_on(PlaceKind(village.kind), on)
    local = local_rules(village, on)
    women = {t.person_id for t in terms if t.person.is_woman}
    return oversight(holders(terms), law, check and check.declared, newest, local, women)


def dual_rate(terms: Sequence[Term], on: date) -> Rate:
    """Rate of staff who are also officers of the association on a day."""
    now = serving(terms, on)
    staff = {
        t.person_id
        for t in now
        if t.body.kind == BodyKind.WORKING_GROUP and t.post == PostKind.STAFF
    }
    officers = {
        t.person_id for t in now if t.body.kind == BodyKind.ASSOCIATION and t.post in OFFICERS
    }
    return dual_posts(staff, officers, on.year)


def dual_trend(terms: Sequence[Term], today: date) -> tuple[list[Rate], str]:
    """(rates of the last years, sentence): a past year counts as it stood on its last day."""
    days = [date(year, 12, 31) for year in range(today.year - YEARS + 1, today.year)]
    rates = [dual_rate(terms, day) for day in [*days, today]]
    return rates, trend(rates)


def doubles(terms: Sequence[Term]) -> list[tuple[Person, list[Any]]]:
    """[(person, [terms])] of people who hold more than one post; `terms` are those in office."""
    held = {}
    for term in terms:
        held.setdefault(term.person_id, []).append(term)
    return [(rows[0].person, rows) for rows in held.values() if len(rows) > 1]


@dataclass(frozen=True)
class VillageNetwork:
    """Who leads the campaign in a village: heads of its working group, and how many of its groups
    have their leader in it."""

    village: Village
    heads: Sequence[str]
    groups: int
    led: int


def network(villages: QuerySet[Village], on: date) -> list[VillageNetwork]:
    """The township's network down to the groups (plan, clause 35), as it stands on a day; two
    queries."""
    heads, led = defaultdict(list), defaultdict(set)
    rows = Term.objects.serving(on).filter(
        body__village__in=villages,
        body__kind=BodyKind.WORKING_GROUP,
        post__in=(PostKind.HEAD, PostKind.OF_GROUPS),
    )
    told = rows.order_by("since", "pk").values_list(
        "body__village", "post", "person__name", "person__group"
    )
    for village, post, name, group in told:
        if post == PostKind.HEAD:
            heads[village].append(name)
        elif group:
            led[village].add(group)
    return [
        VillageNetwork(one, heads[one.pk], one.group_count, len(led[one.pk]))
        for one in villages.annotate(group_count=Count("groups"))
    ]
