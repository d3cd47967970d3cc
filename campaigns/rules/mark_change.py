"""What changes when a mark is written over another, and the sentence that tells of it.

Serves the plan's evaluation: whoever disputes a score must find who gave it, what stood there
before, and with which reason it was changed.
"""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class MarkWritten:
    """What stands for one indicator; `cited` are ids of records, in ascending order."""

    points: Decimal | None = None
    reason: str = ""
    cited: tuple[int, ...] = ()


def changes(old: MarkWritten, new: MarkWritten) -> dict[str, list]:
    """{label: [from, to]} of what differs, empty when nothing does; points are text or None."""
    told: dict[str, list] = {}
    if old.points != new.points:
        told["得分"] = [_plain(old.points), _plain(new.points)]
    if old.reason != new.reason:
        told["理由"] = [old.reason, new.reason]
    if old.cited != new.cited:
        told["佐证"] = [list(old.cited), list(new.cited)]
    return told


def _plain(points: Decimal | None) -> str | None:
    return None if points is None else f"{points:.1f}"


def sentence(indicator: str, old: MarkWritten, new: MarkWritten) -> str:
    """A change in words: 指标B1由没有评分改为7.0分（理由：…）."""
    parts = []
    if old.points != new.points:
        parts.append(f"由{_in_words(old.points)}改为{_in_words(new.points)}")
    elif old.reason != new.reason:
        parts.append("改写理由")
    if old.cited != new.cited:
        parts.append(f"引用佐证{len(new.cited)}件")
    reason = f"（理由：{new.reason}）" if new.reason and old.reason != new.reason else ""
    return f"“{indicator}”{'，'.join(parts)}{reason}"


def _in_words(points: Decimal | None) -> str:
    return "没有评分" if points is None else f"{points:.1f}分"
