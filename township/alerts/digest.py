"""一周小结: what waits, is late and comes soon, by the rules of home, to-dos and 催办; as a
page that prints, and as one line each Monday."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from django.urls import reverse

from campaigns.rules.reminding import WEEK_AHEAD, days_late
from township.access import Role
from township.alerts.models import AlertKind
from township.alerts.sending import LETTERS
from township.alerts.telling import Told
from township.crud.counting import at_once, count_of
from township.dashboard.awaited import awaited
from township.dashboard.figures import figures
from township.dashboard.navigation import own_village
from township.dashboard.owing import owing
from township.dashboard.todos import MATTERS, standing, todos
from township.dates import cn_date
from township.history import anchors
from township.users.models import User
from villages.models import Village

MONDAY = 0


@dataclass(frozen=True)
class WeekCount:
    """How many matters wait for a person; `late` and `soon` of those that have a last day."""

    waiting: int
    late: int
    soon: int

    @property
    def sentence(self) -> str:
        if not self.waiting:
            return "没有要办的事"
        return f"要办{self.waiting}件，其中逾期{self.late}件，{WEEK_AHEAD}天内到期{self.soon}件"


@dataclass(frozen=True)
class VillageCount:
    village: Village
    waiting: int
    late: int


def tally(user: User, on: date) -> WeekCount:
    """All of them, those that wait as rows counted in one query."""
    until = on + timedelta(days=WEEK_AHEAD)
    mine = [(one, rows) for one in MATTERS if (rows := one.rows(user)) is not None]
    dated = [(one, rows) for one, rows in mine if one.due]
    late = [rows.filter(**{f"{one.due}__lt": on}) for one, rows in dated]
    soon = [rows.filter(**{f"{one.due}__range": (on, until)}) for one, rows in dated]
    asked = [*(rows for _, rows in mine), *late, *soon]
    counts = at_once(user, [count_of(rows) for rows in asked])
    ends = len(mine), len(mine) + len(late)
    parts = counts[: ends[0]], counts[ends[0] : ends[1]], counts[ends[1] :]
    standing_days = [one.get("due") for one in standing(user)]
    days = [day for day in standing_days if day]
    return WeekCount(
        sum(parts[0]) + len(standing_days),
        sum(parts[1]) + sum(day < on for day in days),
        sum(parts[2]) + sum(on <= day <= until for day in days),
    )


def digest(user: User, on: date) -> dict:
    """What the page shows."""
    items = todos(user)
    until = on + timedelta(days=WEEK_AHEAD)
    late = [one for one in items if one.get("due") and one["due"] < on]
    soon = [one for one in items if one.get("due") and on <= one["due"] <= until]
    rest = [one for one in items if one not in late and one not in soon]
    others = "其他要办的" if late or soon else "要办的"
    told = (("已经逾期", late), (f"{WEEK_AHEAD}天内到期", soon), (others, rest))
    return {
        "tally": tally(user, on),
        "stats": figures(user, own_village(user)),
        "groups": [group for group in told if group[1]],
        "villages": list(_villages(user, on)),
        "head": _head(user),
    }


def _head(user) -> str:
    """Of the own history, to the office: what is printed or mailed lies outside the database."""
    township = about(user) if Role.OFFICE in user.roles else None
    return (township and anchors.sentence(township)) or ""


def _villages(user, on) -> Iterator[VillageCount]:
    """To whoever may remind them: what waits for each village."""
    if not user.may("reminder.send"):
        return
    matters = awaited(user) + owing(user, "reminder.send")
    matters = sorted(matters, key=lambda one: (one.village.order, one.village.pk))
    for _, group in groupby(matters, key=lambda one: one.village.pk):
        rows = list(group)
        late = sum(days_late(one.due, on) > 0 for one in rows)
        yield VillageCount(rows[0].village, len(rows), late)


def weekly(user: User, on: date) -> Iterator[Told]:
    """The line of Monday, to villages, the office and leaders, where anything waits."""
    row = about(user)
    if on.weekday() != MONDAY or row is None:
        return
    found = tally(user, on)
    if found.waiting:
        year, week, _ = on.isocalendar()
        yield Told(
            user=user.pk,
            key=f"digest:{year}-{week}",
            kind=AlertKind.DIGEST,
            row=row,
            title=f"一周小结：{row}{found.sentence}",
            path=reverse("digest"),
        )


def about(user):
    """Whose week it is: the own village, or the township; None for others."""
    if user.roles & {Role.OFFICE, Role.LEADER}:
        return user.township_for("settings.view")
    own = own_village(user)
    return own and Village.objects.select_related("township").get(pk=own.pk)


def letter(user: User, on: date) -> str:
    """The whole week as plain text, as it is mailed."""
    told = digest(user, on)
    lines = [f"{told['tally'].sentence}。"]
    for label, items in told["groups"]:
        lines += ["", f"{label}："]
        lines += [_line(number, item) for number, item in enumerate(items, 1)]
    if told["villages"]:
        lines += ["", "等村（社区）办的："]
        lines += [
            f"{one.village}：{one.waiting}件，其中逾期{one.late}件" for one in told["villages"]
        ]
    if told["head"]:
        lines += ["", f"{told['head']}。"]
    return "\n".join(lines)


def _line(number, item):
    left = item.get("left") or (cn_date(item["due"]) if item.get("due") else "")
    said = f"（{left}）" if left else ""
    return f"{number}. {item['title']}{said}"


LETTERS[AlertKind.DIGEST] = letter
