"""How each mark of a score sheet stands, and which one is to be looked at next.

Serves the plan's yearly evaluation: an unscored indicator is not a zero, points below or above the
full ones carry a reason, and what came with a sheet taken over is confirmed one by one.
"""

from collections.abc import Hashable, Sequence
from decimal import Decimal
from enum import StrEnum


class MarkState(StrEnum):
    EMPTY = "empty"
    UNREASONED = "unreasoned"
    TAKEN_OVER = "taken_over"
    PROPOSED = "proposed"
    SAVED = "saved"

    @property
    def label(self) -> str:
        return LABELS[self]

    @property
    def is_left(self) -> bool:
        """Has somebody still to look at it before the sheet can be handed in?"""
        return self in (MarkState.EMPTY, MarkState.UNREASONED, MarkState.TAKEN_OVER)


LABELS = {
    MarkState.EMPTY: "未评分",
    MarkState.UNREASONED: "缺理由",
    MarkState.TAKEN_OVER: "接手的分待确认",
    MarkState.PROPOSED: "采用建议",
    MarkState.SAVED: "已评分",
}


def state_of(
    points: Decimal | None,
    reason: str,
    *,
    full: Decimal,
    proposed: Decimal | None = None,
    is_taken_over: bool = False,
) -> MarkState:
    """The state of one mark; what is missing is told before where the points come from."""
    if points is None:
        return MarkState.EMPTY
    if points != full and not reason.strip():
        return MarkState.UNREASONED
    if is_taken_over:
        return MarkState.TAKEN_OVER
    return MarkState.PROPOSED if points == proposed else MarkState.SAVED


def next_left(
    states: Sequence[tuple[Hashable, MarkState]], after: Hashable = None
) -> Hashable | None:
    """The key of the next mark that is left, from the one behind `after` round to `after` itself.

    None when nothing is left; an `after` that is not there begins at the first.
    """
    keys = [key for key, _ in states]
    start = keys.index(after) + 1 if after in keys else 0
    for key, state in [*states[start:], *states[:start]]:
        if state.is_left:
            return key
    return None
