"""What a cadre of one village has at hand: the forms of every day, meetings that are still to be
held, and what the archive of the year still lacks, each with the place where it is made."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils import timezone

from archives.queries.completeness import shelf
from archives.queries.filling import ways_to_fill
from archives.rules.completeness import listed, urgent_gaps
from township.dashboard.meetings import later
from township.users.models import User
from villages.models import Village

MOST = 4


@dataclass(frozen=True)
class Shortcut:
    label: str
    icon: str
    url_name: str
    permission: str


SHORTCUTS = (
    Shortcut("拍照上传", "camera", "archives:record_create", "record.edit"),
    Shortcut("登记会议", "people", "villages:meeting_create", "meeting.edit"),
    Shortcut("登记活动", "calendar-event", "villages:activity_create", "activity.edit"),
    Shortcut("登记宣传", "megaphone", "villages:publicity_create", "publicity.edit"),
)


def at_hand(user: User, own: Village | None) -> dict[str, Any]:
    """{"shortcuts": [{"label", "icon", "url"}], "meetings": to-dos of those that are not due soon,
    "shelf": what the year lacks, or None}.

    own: the one village of a cadre, or None; only its number is looked at.
    """
    if own is None:
        return {}
    village = Village.objects.select_related("township").get(pk=own.pk)
    return {
        "shortcuts": [
            {"label": one.label, "icon": one.icon, "url": reverse(one.url_name, args=[own.pk])}
            for one in SHORTCUTS
            if user.may(one.permission)
        ],
        "meetings": later(village) if user.may("meeting.edit") else [],
        "shelf": _shelf(village, user) if user.may("completeness.view") else None,
    }


def _shelf(village, user):
    year = timezone.localdate().year
    one = shelf(village, year, user=user)
    url = reverse("archives:village_completeness", args=[village.pk])
    counts = one.counts
    return {
        "year": year,
        "url": f"{url}?year={year}",
        "share": counts.share,
        "open": counts.missing + counts.partial,
        "sentence": one.sentence,
        "gaps": [
            {
                "title": cell.requirement.name,
                "hint": f"缺{listed(cell.gaps)}",
                "due": cell.due_on,
                "way": next(iter(ways_to_fill(cell, village, user)), None),
            }
            for cell in urgent_gaps(one.cells, MOST)
        ],
    }
