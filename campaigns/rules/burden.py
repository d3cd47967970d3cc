"""What a township asks of a village in a year, counted: papers, photos, forms, meetings, visits.

Serves 基层减负 (村民委员会组织法第四十三条第二款: 建立健全整治形式主义为基层减负长效机制).
What is asked is told by month and by who asks, what two ask for is named, and what the system
writes by itself from an act is told apart. Pure: asks go in, counts come out.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeVar

Who = TypeVar("Who", bound=Hashable)


class BurdenKind(StrEnum):
    PAPER = "paper"
    PHOTO = "photo"
    FORM = "form"
    MEETING = "meeting"
    VISIT = "visit"

    @property
    def label(self) -> str:
        return {
            "paper": "材料",
            "photo": "照片",
            "form": "表格和签收",
            "meeting": "会议",
            "visit": "走访",
        }[self]

    @property
    def unit(self) -> str:
        return {"paper": "份", "photo": "组", "form": "份", "meeting": "次", "visit": "次"}[self]


@dataclass(frozen=True)
class Ask:
    """So many pieces of a kind, asked for a day by `asker`; `is_known` where the system writes them
    from what was done here."""

    kind: BurdenKind
    asker: str
    on: date
    count: int = 1
    is_known: bool = False


@dataclass(frozen=True)
class Burden:
    """One village's year. `months`: {kind: count} of January to December; `askers`: {who: count};
    `known`: how many of all the system writes itself."""

    months: tuple[Mapping[BurdenKind, int], ...]
    askers: Mapping[str, int]
    known: int

    @property
    def by_month(self) -> tuple[int, ...]:
        return tuple(sum(month.values()) for month in self.months)

    @property
    def whole(self) -> int:
        return sum(self.by_month)

    @property
    def own(self) -> int:
        """What the village makes itself: the whole without what the system writes."""
        return self.whole - self.known

    def of(self, kind: BurdenKind) -> int:
        return sum(month.get(kind, 0) for month in self.months)


def burden(asks: Iterable[Ask], year: int) -> Burden:
    """What was asked for days of that year; asks of other years do not count."""
    months: list[Counter[BurdenKind]] = [Counter() for _ in range(12)]
    askers: Counter[str] = Counter()
    known = 0
    for ask in asks:
        if ask.on.year == year and ask.count > 0:
            months[ask.on.month - 1][ask.kind] += ask.count
            askers[ask.asker] += ask.count
            known += ask.count if ask.is_known else 0
    return Burden(tuple(months), dict(askers.most_common()), known)


def asked_twice(wanted: Iterable[tuple[str, Who]]) -> dict[str, tuple[Who, ...]]:
    """{what: who asks for it} of (what, who), where two or more different ones do."""
    askers: dict[str, dict[Who, None]] = defaultdict(dict)
    for what, who in wanted:
        askers[what][who] = None
    return {what: tuple(found) for what, found in askers.items() if len(found) > 1}


@dataclass(frozen=True)
class Need:
    """What a year asks of one evidence kind: papers, and photos to go with them."""

    papers: int = 1
    photos: int = 0


@dataclass(frozen=True)
class Cost:
    """What a standard costs a village in a year. `known`: papers that the system writes itself;
    `shared`: kinds that two or more indicators ask for, where one paper serves all."""

    papers: int
    photos: int
    known: int
    shared: int

    @property
    def sentence(self) -> str:
        if not self.papers:
            return "这一版标准没有要交的材料。"
        told = f"每个村一年大约要备材料{self.papers}份、照片{self.photos}组（按次要的各算一次）"
        if self.known:
            told += f"，其中{self.known}份由系统在办事时自动归档，不用另交"
        if self.shared:
            told += f"；有{self.shared}类材料两项以上指标都要，一份可以共用"
        return f"{told}。"


def cost(
    indicators: Iterable[Collection[str]], needs: Mapping[str, Need], known: Collection[str]
) -> Cost:
    """Of indicators, each by the evidence kinds it names; a kind is counted once, however many
    name it. A kind that `needs` does not have is one paper."""
    times = Counter(code for codes in indicators for code in set(codes))
    asked = {code: needs.get(code, Need()) for code in times}
    return Cost(
        papers=sum(need.papers for need in asked.values()),
        photos=sum(need.photos for need in asked.values()),
        known=sum(need.papers for code, need in asked.items() if code in known),
        shared=sum(count > 1 for count in times.values()),
    )
