"""提请审核: the township is heard on a draft before the people vote on it, and decides nothing.

Serves the opinion of seven ministries of 2018 on 村规民约 and 居民公约, which puts 提请审核 before
审议表决, and 四川省村民委员会组织法实施办法第二十六条第一款第三项. The days are the township's own:
when they are over, or when its opinion is answered, the village goes on.
"""

from dataclasses import dataclass
from datetime import date

from township.dates import cn_date, days_told

OPINION_2018 = "七部门《关于做好村规民约和居民公约工作的指导意见》（2018年）"
PREREVIEW_DAYS = 15


@dataclass(frozen=True)
class Sent:
    """A draft that was sent. has_advice: the township asks for changes."""

    sent_on: date
    due_on: date
    given_on: date | None = None
    has_advice: bool = False
    is_answered: bool = False


def waits_for(sent: Sent | None, on: date) -> str:
    """What the village still waits for before it settles the text, as a sentence; "" when it may
    go on. A draft that was never sent waits for nothing: that it lacks is only told."""
    if sent is None:
        return ""
    if sent.given_on is None:
        left = left_told(sent.due_on, on)
        return "" if on > sent.due_on else f"草案已送审，{left}，请等审核意见。"
    if sent.has_advice and not sent.is_answered:
        return "审核提出了修改意见，请先答复采纳情况；不采纳的写明理由，由村（社区）决定。"
    return ""


def left_told(due_on: date, on: date) -> str:
    """审核意见应在2026年3月5日前给出，还有4天."""
    late = (on - due_on).days
    left = f"已经超过{late}天" if late > 0 else days_told(due_on, on)
    return f"审核意见应在{cn_date(due_on)}前给出，{left}"


def advice_told(sent: Sent | None, basis: str) -> str:
    """What the review of an adopted text says of the step; "" where it was not asked and not taken.

    basis: the rule that asks for the step here, empty where none does.
    """
    if sent is None:
        return f"表决前没有提请镇里审核，依据{basis}" if basis else ""
    said = f"{cn_date(sent.sent_on)}提请审核"
    if sent.given_on is None:
        return f"{said}，到期没有收到审核意见"
    said += f"，{cn_date(sent.given_on)}收到审核意见"
    if not sent.has_advice:
        return f"{said}，没有修改意见"
    return f"{said}，有修改意见，{'已答复' if sent.is_answered else '没有答复'}"
