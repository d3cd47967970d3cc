"""Which meetings the law asks for in a period, and since when one is lacking.

Serves 村民委员会组织法第二十五条第三款, 第三十条第一款 and 城市居民委员会组织法第二十八条第二款:
村民会议 each year, 村民代表会议 each quarter, 居民代表会议 each half-year. Periods are those of
the calendar. A meeting without its quorum was not held (方可召开).
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from types import MappingProxyType

from township.dates import cn_date
from villages.rules.kinds import ASSEMBLIES, REPRESENTATIVE, MeetingKind, Mode
from villages.rules.provinces import NATIONAL, LocalRules
from villages.rules.statutes import BodyLaw, Pack

PERIODS = {3: "季度", 6: "半年", 12: "年"}
# So many days before a period ends, what is still lacking becomes pressing.
PRESSING_DAYS = 30


@dataclass(frozen=True)
class Due:
    """A meeting that the law asks for and that was not held yet in the period of a day.

    since: first day of the first period without one; of the running one if none is on record.
    until: last day of the running period. is_missed: an earlier period ended without one.
    law: law and article, as they are quoted. times: how often in the period, once or twice.
    """

    kind: MeetingKind
    months: int
    since: date
    until: date
    is_missed: bool
    last: date | None
    law: str
    times: int = 1

    @property
    def label(self) -> str:
        return self.kind.label

    @property
    def task(self) -> str:
        return f"召开{self.label}"

    def is_pressing(self, on: date) -> bool:
        return self.is_missed or (self.until - on).days < PRESSING_DAYS

    @property
    def sentence(self) -> str:
        label, period = self.kind.label, PERIODS[self.months]
        last = f"上次是{cn_date(self.last)}" if self.last else "还没有开会记录"
        missed = f"，{cn_date(self.since)}以来没有开过" if self.is_missed else ""
        lacking = f"还没有召开{label}" if self.times == 1 else f"召开{label}不足{self.times}次"
        return f"本{period}{lacking}（{last}{missed}），要在{cn_date(self.until)}前召开。"

    @property
    def basis(self) -> str:
        often = "召开一次" if self.times == 1 else f"至少召开{self.times}次"
        return f"{self.law}：{self.kind.label}每{PERIODS[self.months]}{often}。"


def period_of(day: date, months: int) -> tuple[date, date]:
    """First and last day of the calendar's quarter, half-year or year around a day."""
    first = date(day.year, (day.month - 1) // months * months + 1, 1)
    after = first.month + months
    following = date(first.year + after // 13, (after - 1) % 12 + 1, 1)
    return first, following - timedelta(days=1)


def was_held(body: BodyLaw, mode: Mode, present: int, total: int) -> bool:
    """Whether enough came for the meeting to be one; true where the law names no quorum."""
    share = body.quorum.get(mode)
    return share is None or share.holds(present, total)


def due(
    pack: Pack,
    on: date,
    last: Mapping[MeetingKind, date],
    has_representatives: bool,
    local: LocalRules = NATIONAL,
    before: Mapping[MeetingKind, date] = MappingProxyType({}),
) -> list[Due]:
    """What is lacking on a day, `last` being when each kind of meeting was held last, `before` when
    the time before that.

    Meetings of representatives are asked only of a place that has representatives (可以设立). A
    local measure may ask for the assembly more often than the law, never more seldom.
    """
    found = []
    for body in pack.bodies.values():
        months, times, law = interval(pack, body, local)
        if months is None or (body.kind in REPRESENTATIVE and not has_representatives):
            continue
        first, until = period_of(on, months)
        newest = last.get(body.kind)
        held = newest if times == 1 else before.get(body.kind)
        if held is None or held < first:
            one = _due(pack, body, months, law, first, until, held)
            found.append(one if times == 1 else _of_several(one, times, newest, first))
    return found


def _of_several(one: Due, times: int, last: date | None, first: date) -> Due:
    """Of two in a period only the running one is told of: an earlier may have had one of them."""
    return replace(one, times=times, last=last, since=first, is_missed=False)


def interval(pack: Pack, body: BodyLaw, local: LocalRules) -> tuple[int | None, int, str]:
    """(Months of a period, meetings in each, where it is written): the stricter of law and
    measure."""
    national = body.every_months
    own = local.assembly_months if body.kind in ASSEMBLIES else None
    if own and (national is None or own < national * local.assembly_times):
        return own, local.assembly_times, local.told("assembly_months")
    return national, 1, pack.cite(body.articles["frequency"]) if national else ""


def _due(
    pack: Pack, body: BodyLaw, months: int, law: str, first: date, until: date, held: date | None
) -> Due:
    since = first
    if held:
        since = period_of(held, months)[1] + timedelta(days=1)
    # What the law did not ask for before it was in force cannot have been missed.
    since = max(since, pack.since)
    return Due(body.kind, months, since, until, since < first, held, law)


def demand(body: BodyLaw, local: LocalRules = NATIONAL) -> str:
    """Who may demand such a meeting, as the law's own rule; "" where it names nobody."""
    who = [f"{share.label}{people}" for people, share in body.on_demand.items()]
    if not who:
        return ""
    told = f"{'或者'.join(who)}提议的，应当召集{body.kind.label}（{body.articles['call']}）"
    if local.call_days and body.kind in REPRESENTATIVE:
        told += f"，在{local.call_days}日内召集，见{local.told('call_days')}"
    return f"{told}。"
