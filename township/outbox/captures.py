"""Which forms a person takes along to where there is no signal: pages of the site, as they are.

The phone fetches each of them beforehand and sends it later to its own address; what may be saved
is decided there, as always.
"""

from dataclasses import asdict, dataclass
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from campaigns.models import Evaluation
from township.access import Role
from township.dashboard.navigation import own_village
from township.users.models import User
from villages.models import Meeting, Village
from villages.queries.demand import has_association
from villages.queries.roll import entitled

# Meetings whose attendance may still be written down, and those that are about to be held.
PAST, AHEAD = timedelta(days=30), timedelta(days=14)
MOST = 40
TAKES = (Role.CADRE, Role.EVALUATOR)


@dataclass(frozen=True)
class Capture:
    """A form to take along. `mark` changes with what the form shows: it is fetched anew then."""

    label: str
    place: str
    icon: str
    address: str
    mark: str = ""


# What a cadre writes down in the own village: (label, icon, address, permission).
IN_VILLAGE = (
    ("登记活动", "calendar-event", "villages:activity_create", "activity.edit"),
    ("登记宣传", "megaphone", "villages:publicity_create", "publicity.edit"),
    ("登记公示（拍公开栏）", "pin-angle", "villages:posting_create", "posting.edit"),
)


def takes_along(user: User) -> bool:
    """Does the person's work lead to where there is no signal?"""
    return any(role in TAKES for role in user.roles)


def captures_of(user: User) -> list[dict]:
    """The forms that this person takes along, those of the own village first."""
    found = []
    if own := own_village(user):
        found += _of_village(Village.objects.get(pk=own.pk), user)
    if user.may("site_visit.edit") and Role.EVALUATOR in user.roles:
        found += _of_evaluations(user)
    return [asdict(one) for one in found[:MOST]]


def _of_village(village, user):
    place, year = str(village), timezone.localdate().year
    for label, icon, name, permission in IN_VILLAGE:
        if user.may(permission):
            yield Capture(label, place, icon, reverse(name, args=[village.pk]))
    if user.may("organisation.edit") and has_association(village):
        address = reverse("villages:haves_edit", args=[village.pk, year])
        yield Capture(f"登记{year}年协会“五有”", place, "check2-square", address)
    if user.may("meeting.edit"):
        yield from _of_meetings(village)


def _of_meetings(village):
    now = timezone.now()
    rows = Meeting.objects.filter(
        village=village,
        status=Meeting.Status.PLANNED,
        held_at__range=(now - PAST, now + AHEAD),
    )
    for meeting in rows.select_related("village__township").order_by("held_at"):
        has_roll = meeting.is_of_representatives and entitled(meeting)
        page = "villages:meeting_roll" if has_roll else "villages:meeting_attendance"
        address = reverse(page, args=[meeting.pk]) + ("" if has_roll else "?along=yes")
        yield Capture("登记到会", str(meeting), "people", address, str(meeting.version))


def _of_evaluations(user):
    rows = Evaluation.objects.for_user(user, "site_visit.edit").filter(
        status__in=(Evaluation.Status.OPEN, Evaluation.Status.SETTLED)
    )
    for evaluation in rows.select_related("village").order_by("village__order", "pk"):
        address = reverse("campaigns:site_visit_create", args=[evaluation.pk])
        yield Capture("现场检查：走访记录", str(evaluation.village), "clipboard-check", address)
