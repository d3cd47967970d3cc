"""What stands on the days of one person's calendar: only what the person may open now.

Last days come from the to-do list, so that what is done leaves the calendar; for the office also
those that its villages have to keep.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import F, Q
from django.utils import timezone

from campaigns.models import Round
from township.crud.counting import at_once, is_any
from township.dashboard.awaited import village_matters
from township.dashboard.owing import open_to
from township.dashboard.todos import MATTERS
from villages.models import Meeting, Posting

# More of one kind in one month are not shown day by day.
MOST = 300
DEADLINE, MEETING, POSTING, ROUND = "期限", "会议", "公示", "考评"
TONES = {DEADLINE: "warn", MEETING: "active", POSTING: "neutral", ROUND: "waiting"}


@dataclass(frozen=True)
class DayEntry:
    """One line on one day. `uid` stays the same as long as the thing does, `noun` is the kind of
    row that it is about."""

    day: date
    kind: str
    title: str
    url: str
    uid: str
    noun: str

    @property
    def tone(self) -> str:
        return TONES[self.kind]


def entries(user, first: date, last: date) -> list[DayEntry]:
    """Of the days from `first` to `last`, by day and kind."""
    sources = (_deadlines, _meetings, _postings, _rounds)
    found = {one.uid: one for source in sources for one in source(user, first, last)}
    order = list(TONES)
    return sorted(found.values(), key=lambda one: (one.day, order.index(one.kind), one.title))


def _deadlines(user, first, last) -> Iterator[DayEntry]:
    asked = []
    for matter in MATTERS:
        if matter.due and (rows := matter.rows(user)) is not None:
            asked.append((matter, rows))
    if user.may("reminder.send"):
        for matter in village_matters():
            if matter.due:
                rows = matter.rows_of_others(user, "reminder.send")
                asked.append((matter, rows.select_related(rows.scope["village"])))
    found = []
    for matter, rows in asked:
        rows = rows.annotate(due_day=F(matter.due))
        found.append((matter, rows.filter(due_day__range=(first, last))))
    there = at_once(user, [is_any(rows) for _, rows in found])
    for (matter, rows), is_there in zip(found, there, strict=True):
        for row in rows.select_related(*matter.select)[:MOST] if is_there else ():
            title = f"{matter.title(row)}（最后一天）"
            where = open_to(user, matter.address(row), row)
            yield _entry(row, DEADLINE, row.due_day, title, where)


def _meetings(user, first, last) -> Iterator[DayEntry]:
    if not user.may("meeting.view"):
        return
    rows = Meeting.objects.for_user(user, "meeting.view").select_related("village")
    rows = rows.exclude(status=Meeting.Status.CANCELLED)
    for row in rows.filter(held_at__date__gte=first, held_at__date__lte=last)[:MOST]:
        at = timezone.localtime(row.held_at)
        place = "" if str(row.village) in row.title else row.village
        title = f"{place}{row.title}（{at:%H:%M}）"
        yield _entry(row, MEETING, at.date(), title, row.get_absolute_url())


def _postings(user, first, last) -> Iterator[DayEntry]:
    if not user.may("posting.view"):
        return
    rows = Posting.objects.for_user(user, "posting.view").select_related("village")
    rows = rows.filter(status=Posting.Status.POSTED)
    within = Q(posted_on__range=(first, last)) | Q(until__range=(first, last))
    for row in rows.filter(within)[:MOST]:
        yield from _span(
            row, POSTING, f"{row.village}：{row}", row.posted_on, row.until, first, last
        )


def _rounds(user, first, last) -> Iterator[DayEntry]:
    if not user.may("round.view"):
        return
    rows = Round.objects.for_user(user, "round.view").select_related("campaign")
    for row in rows.current():
        name, url = f"{row.campaign.called}{row}", row.get_absolute_url()
        for what, day in (("自评截止", row.self_due), ("评分截止", row.scoring_due)):
            if first <= day <= last:
                yield _entry(row, ROUND, day, f"{name}：{what}", url, what)
        if row.announced_on:
            span = (row.announced_on, row.announced_until, first, last)
            yield from _span(row, ROUND, f"{name}：结果公示", *span)


def _span(row, kind, title, begin, end, first, last) -> Iterator[DayEntry]:
    """Its first and its last day, as far as they lie within."""
    for told, day in (("开始", begin), ("最后一天", end)):
        if first <= day <= last:
            yield _entry(row, kind, day, f"{title}（{told}）", row.get_absolute_url(), told)


def _entry(row, kind, day, title, url, what=""):
    noun = row._meta.label_lower
    return DayEntry(day, kind, title, url, f"{kind}-{noun}-{row.pk}{what and '-'}{what}", noun)
