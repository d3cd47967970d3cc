"""Who evaluates which village: a proposal that the office changes by hand.

Serves the plan's evaluation by people from elsewhere: every village has as many evaluators as the
campaign asks for, nobody evaluates the own village, nobody the same village two years running as
long as there are others, and the work is shared out evenly.
"""

from collections import defaultdict, deque
from collections.abc import Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass

from township.enumeration import first_of

FEW = 8
Pair = tuple[Hashable, Hashable]  # village, evaluator


@dataclass(frozen=True)
class Teams:
    """`pairs` (village, evaluator), those given included; `short` how many a village still lacks;
    `again` the pairs of the year before that could not be avoided."""

    pairs: frozenset[Pair]
    short: Mapping[Hashable, int]
    again: tuple[Pair, ...]


def propose(
    villages: Sequence[Hashable],
    evaluators: Sequence[Hashable],
    wanted: int,
    *,
    own: Collection[Pair] = (),
    before: Collection[Pair] = (),
    given: Collection[Pair] = (),
) -> Teams:
    """Teams of `wanted` for each village, the load of the busiest as small as it can be.

    `given` stays as it is; `own` is never proposed; `before` only where a village has not enough
    others. Every place goes along an exchange of places to whoever of those that can be reached
    has the least to do, which keeps the sum of squared loads as small as possible at every step
    (Harvey, Ladner, Lovász, Tamir: Semi-matchings for bipartite graphs).
    """
    work = _Work(evaluators, given)
    allowed = {}
    for village in villages:
        may = [one for one in evaluators if (village, one) not in own]
        fresh = [one for one in may if (village, one) not in before]
        allowed[village] = fresh + _needed(may, fresh, work.held(village), wanted)
    for _ in range(wanted):
        for village in villages:
            if len(work.held(village)) < wanted:
                work.place(village, allowed)
    lacking = {village: wanted - len(work.held(village)) for village in villages}
    return Teams(
        frozenset(work.pairs),
        {village: count for village, count in lacking.items() if count > 0},
        tuple(
            (village, one)
            for village in villages
            for one in evaluators
            if one in work.held(village)
            and (village, one) in before
            and (village, one) not in given
        ),
    )


def _needed(
    may: Sequence[Hashable], fresh: Sequence[Hashable], held: set[Hashable], wanted: int
) -> list[Hashable]:
    """Those of the year before without whom a village has not enough."""
    old = [one for one in may if one not in fresh and one not in held]
    return old[: max(wanted - len(held | set(fresh)), 0)]


class _Work:
    """Places as they are filled; those given are never exchanged."""

    def __init__(self, evaluators: Sequence[Hashable], given: Collection[Pair]) -> None:
        self.given = frozenset(given)
        self.order = {one: place for place, one in enumerate(evaluators)}
        self.villages: dict[Hashable, set] = defaultdict(set)  # of an evaluator
        self.people: dict[Hashable, set] = defaultdict(set)  # of a village
        for village, one in given:
            self._add(village, one)

    @property
    def pairs(self) -> set[Pair]:
        return {(village, one) for village, people in self.people.items() for one in people}

    def held(self, village: Hashable) -> set[Hashable]:
        return self.people[village]

    def _add(self, village: Hashable, one: Hashable) -> None:
        self.villages[one].add(village)
        self.people[village].add(one)

    def _load(self, one: Hashable) -> int:
        return len(self.villages[one])

    def place(self, village: Hashable, allowed: Mapping[Hashable, Sequence[Hashable]]) -> None:
        """One more evaluator for the village, others changing places where that is fairer."""
        came_from: dict[Hashable, tuple[Hashable, Hashable | None]] = {}
        waiting: deque[tuple[Hashable, Hashable | None]] = deque([(village, None)])
        least = min(map(self._load, self.order), default=0)
        while waiting and not any(self._load(one) == least for one in came_from):
            at, through = waiting.popleft()
            for one in allowed[at]:
                if one in came_from or one in self.people[at]:
                    continue
                came_from[one] = at, through
                waiting += [
                    (other, one)
                    for other in self.villages[one]
                    if other in allowed and (other, one) not in self.given
                ]
        if not came_from:
            return
        end: Hashable | None = min(came_from, key=lambda one: (self._load(one), self.order[one]))
        while end is not None:
            at, through = came_from[end]
            self._add(at, end)
            if through is not None:
                self.villages[through].discard(at)
                self.people[at].discard(through)
            end = through


def remarks(
    teams: Teams, wanted: int, villages: Mapping[Hashable, str], evaluators: Mapping[Hashable, str]
) -> list[str]:
    """Sentences that say what the proposal could not keep to, and why."""
    told = []
    if not evaluators:
        return ["还没有考评员账号，排不出方案。"]
    for missing in sorted(set(teams.short.values())):
        names = [villages[village] for village, one in teams.short.items() if one == missing]
        told.append(
            f"{first_of(names, FEW, '个村（居）各')}还差{missing}名：每个村要{wanted}名，"
            f"现有考评员{len(evaluators)}人，村（居）干部不能考评自己的村（居）。"
        )
    for village, one in teams.again:
        told.append(f"{villages[village]}：{evaluators[one]}去年考评过这个村，没有别的人可以换。")
    return told
