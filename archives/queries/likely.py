"""What scans look like that stand under another category, or nowhere yet: for the report of gaps.

A machine read them and nobody has looked, so none of it counts: it is told beside the gap, with the
way to where a person confirms it or says what it is.
"""

from collections import defaultdict
from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone

from archives.models import PartFile, Record, ScanPage
from archives.queries.scan import likenesses
from archives.rules.page_likeness import Likeness, likeness
from township.users.models import User
from villages.models import Village

# So many of the newest pages and records are looked at.
MOST_LOOKED_AT = 60


@dataclass(frozen=True)
class LikelyPaper:
    """A scan that may be what a category lacks; `where` says where it lies now."""

    likeness: Likeness
    where: str
    url: str


def likely_papers(village: Village, year: int, user: User) -> dict[str, list[LikelyPaper]]:
    """{category code: [LikelyPaper]} of a village, as far as `user` may see them; what bears a day
    of another year is left out."""
    told = defaultdict(list)
    for one in [*_waiting(village, user), *_misplaced(village, year, user)]:
        code, on = one.likeness.category, one.likeness.on
        if code and (on is None or on.year == year):
            told[code].append(one)
    return dict(told)


def _waiting(village, user):
    """Pages of 扫描收件 whose place nobody has said yet."""
    rows = ScanPage.objects.for_user(user, "scan.file").codeless().select_related("batch")
    rows = rows.filter(batch__village=village)
    pages = {page.pk: page for page in rows.order_by("-batch", "order")[:MOST_LOOKED_AT]}
    for pk, found in likenesses(pages.values()).items():
        page = pages[pk]
        yield LikelyPaper(found, f"扫描收件“{page.batch.name}”{page}", page.get_absolute_url())


def _misplaced(village, year, user):
    """Open records brought by hand whose scan looks like another category's."""
    rows = Record.objects.for_user(user, "record.view").filter(village=village, year=year)
    rows = rows.filter(status=Record.Status.OPEN, source="")
    rows = rows.filter(parts__files__file__scan__state="read").distinct()
    records = {one.pk: one for one in rows.order_by("-pk")[:MOST_LOOKED_AT]}
    files = PartFile.objects.filter(part__record__in=records, file__scan__state="read")
    files = files.select_related("part", "file__scan", "part__record__category")
    seen = set()
    for version in files.order_by("-part__record", "part__order", "-number"):
        record = version.part.record
        if record.pk in seen:
            continue
        seen.add(record.pk)
        found = likeness(version.file.scan.lines_of(1), timezone.localdate())
        if found and found.category != record.category.code:
            url = reverse("archives:record", args=[record.pk])
            yield LikelyPaper(found, f"{record.category}“{record}”", url)
