"""What a village owes that is no row of its own: meetings of the law, 换届, gaps of its archive.

The village reads it on its own home page; here it is gathered over many villages, so that the
office reminds of it and everybody is told of the last day.
"""

from collections import defaultdict

from django.urls import reverse
from django.utils import timezone

from archives.queries.completeness import shelves
from campaigns.queries.reminder import Awaited
from township.access import opens
from township.dashboard import meetings, terms
from township.history.chain import its_village
from villages.models import Village

MEETING, TERM, ARCHIVE = "会议和评议", "任期", "归档"
KINDS = (MEETING, TERM, ARCHIVE)


def owing(user, permission, village=None, kind="", kinds=KINDS):
    """[Awaited] of the kinds, over villages in use that the user reaches by `permission`."""
    rows = Village.objects.for_user(user, permission).in_use()
    if village:
        rows = rows.filter(pk=village.pk)
    wanted = [one for one in kinds if kind in ("", one)]
    if not wanted:
        return []
    villages = list(rows.select_related("township"))
    return [
        _awaited(name, user, place, errand, told)
        for name in wanted
        for place, errand, told in OWED[name](villages, user, timezone.localdate())
    ]


def open_to(user, address, row):
    """The page of what a village has to do, or the village's own for whoever may only remind."""
    return address if opens(user, address) else its_village(row).get_absolute_url()


def _awaited(kind, user, village, errand, told):
    return Awaited(
        errand=f"village.{errand}",
        kind=kind,
        row=village,
        village=village,
        title=told["title"],
        hint=told["hint"],
        url=open_to(user, told["url"], village),
        due=told.get("due"),
        waiting=Village.objects.in_use(),
    )


def _meetings(villages, user, on):
    for village, one in meetings.pressing(villages, on):
        name = getattr(one, "kind", "appraisal")
        yield village, f"{name}.{one.until:%Y%m%d}", meetings.own(village, one)


def _terms(villages, user, on):
    for village, ends in terms.ending(villages, on):
        told = terms.own(village, ends)
        yield village, f"term.{told['due']:%Y%m%d}", told


def _gaps(villages, user, on):
    """What should be in the archive by now and is not; what is not due yet is no gap."""
    towns = defaultdict(list)
    for village in villages:
        towns[village.township].append(village)
    for township, own in towns.items():
        found = shelves(township, own, on.year, user=user, today=on)
        for village in own:
            counts = found[village.pk].counts
            if lacking := counts.missing + counts.partial:
                address = reverse("archives:village_completeness", args=[village.pk])
                told = {
                    "title": f"{village}：{on.year}年档案缺{lacking}项",
                    "hint": found[village.pk].sentence,
                    "url": f"{address}?year={on.year}",
                }
                yield village, f"archive.{on.year}", told


OWED = {MEETING: _meetings, TERM: _terms, ARCHIVE: _gaps}
