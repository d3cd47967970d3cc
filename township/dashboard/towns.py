"""How the townships of a district stand, for its reviewer: applications and honours."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Count
from django.urls import reverse

from campaigns.models import Application, Honour
from township.access import Role
from township.users.models import Township, User

DONE = (Application.Status.ACCEPTED, Application.Status.REFUSED)


@dataclass(frozen=True)
class Town:
    """`url` lists what it applied for; empty where that is nothing."""

    name: str
    waiting: int
    decided: int
    honours: int
    url: str


def towns(user: User) -> Iterator[Town]:
    """Every township of the districts that the user reviews for, by name; four queries at most."""
    districts = [one.district_id for one in user.current_memberships if one.role == Role.DISTRICT]
    if not districts:
        return
    applied = _count(Application.objects.for_user(user, "application.view"), "status")
    honours = _count(Honour.objects.for_user(user, "honour.view").held(), "status")
    address = reverse("campaigns:applications")
    for town in Township.objects.filter(district__in=districts).order_by("name", "pk"):
        by_status = applied.get(town.pk, Counter())
        yield Town(
            name=town.name,
            waiting=by_status[Application.Status.DISTRICT],
            decided=sum(by_status[status] for status in DONE),
            honours=sum(honours.get(town.pk, Counter()).values()),
            url=f"{address}?{urlencode({'township': town.pk})}" if by_status else "",
        )


def _count(rows, field):
    """{township: Counter by the field's value}."""
    found = {}
    told = rows.order_by().values_list("village__township", field).annotate(n=Count("pk"))
    for town, value, count in told:
        found.setdefault(town, Counter())[value] = count
    return found
