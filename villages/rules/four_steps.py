"""四议两公开: the dated steps of a big decision, in their order.

Serves 《中国共产党农村基层组织工作条例》, which asks for them in 村级重大事项; neither organic law
does, so a township says whether a missing step is told, or stands on the record as a fault. The
decision itself is the meeting's own day; what is posted is dated by the board.
"""

from collections.abc import Collection, Mapping
from datetime import date
from itertools import pairwise

from township.dates import cn_date
from villages.rules.kinds import DECIDING, Matter, MeetingKind, TextKind

LAW = "中国共产党农村基层组织工作条例"
STEPS = {
    "proposed": "党组织提议",
    "discussed": "两委会商议",
    "reviewed": "党员大会审议",
    "resolved": "会议决议",
    "decision_posted": "决议公开",
    "result_posted": "实施结果公开",
}
BEFORE = ("proposed", "discussed", "reviewed")
# The result is posted when there is one; nobody knows on what day it is owed.
OWED = (*BEFORE, "decision_posted")
ENTERED = tuple(key for key in STEPS if key != "resolved")
# Of persons the law has its own ways.
_BIG = frozenset({*TextKind, Matter.DELEGATION, Matter.OTHER})


def step_name(key: str, meeting: str) -> str:
    """What a step is called of such a meeting: 村民代表会议决议."""
    return f"{MeetingKind(meeting).label}决议" if key == "resolved" else STEPS[key]


def is_big(meeting: str, about: str) -> bool:
    """Whether a vote on this in such a meeting is one that the steps lead to."""
    return meeting in DECIDING and about in _BIG


def order_faults(days: Mapping[str, date], held_on: date) -> dict[str, str]:
    """{step: sentence} of each step that is dated out of its order."""
    all_days = {**days, "resolved": held_on}
    known = [(key, day) for key in STEPS if (day := all_days.get(key))]
    found = {}
    for (before, first), (after, second) in pairwise(known):
        if second >= first:
            continue
        if after == "resolved":
            found[before] = f"“{STEPS[before]}”晚于会议日期（{cn_date(held_on)}），请检查。"
        elif before == "resolved":
            found[after] = f"“{STEPS[after]}”早于会议日期（{cn_date(held_on)}），请检查。"
        else:
            found[after] = f"“{STEPS[after]}”早于“{STEPS[before]}”，请检查。"
    return found


def lacking(days: Mapping[str, date], owed: Collection[str] = OWED) -> list[str]:
    """Names of the steps that are owed and have no day."""
    return [STEPS[key] for key in STEPS if key in owed and not days.get(key)]


def before_told(days: Mapping[str, date]) -> str:
    """One sentence on the three steps before the meeting: their days, or which are lacking."""
    if names := lacking(days, BEFORE):
        return f"四议两公开没有登记{'、'.join(names)}"
    return "四议两公开：" + "、".join(f"{STEPS[key]}{cn_date(days[key])}" for key in BEFORE)
