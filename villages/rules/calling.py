"""Contradictions in a meeting's own facts: how it was called, and how its heads are counted.

Asked when a meeting is written down and again when its vote is closed. Sentences have no full
stop, so that several can be joined.
"""

from dataclasses import dataclass
from datetime import date

from township.dates import cn_date
from villages.rules.kinds import NOT_DECIDING, REPRESENTATIVE, MeetingKind, Mode
from villages.rules.statutes import Pack


@dataclass(frozen=True)
class Calling:
    """How a meeting was called. noticed_on, party_on: days of the notice and of the Party
    organisation's discussion. is_special: 特殊情况 that excuse a late notice."""

    kind: MeetingKind
    mode: Mode
    on: date
    noticed_on: date | None = None
    party_on: date | None = None
    is_special: bool = False
    special_reason: str = ""


def modes_of(pack: Pack, kind: MeetingKind) -> list[Mode]:
    """How heads may be counted at such a meeting, the usual way first."""
    if kind in REPRESENTATIVE:
        return [Mode.MEMBER]
    if kind in NOT_DECIDING:
        return [Mode.PERSON]
    body = pack.body(kind)
    return list(body.quorum) if body and body.quorum else [Mode.PERSON, Mode.HOUSEHOLD]


def calling_problems(calling: Calling, pack: Pack) -> dict[str, str]:
    """{field: sentence} of what cannot be true."""
    found, on = {}, cn_date(calling.on)
    modes = modes_of(pack, calling.kind)
    if calling.mode not in modes:
        shown = "或者".join(mode.label for mode in modes)
        found["mode"] = f"{MeetingKind(calling.kind).label}只能{shown}计算到会人数"
    if calling.noticed_on and calling.noticed_on > calling.on:
        day = cn_date(calling.noticed_on)
        found["noticed_on"] = f"会议通知日期{day}晚于会议日期{on}"
    if calling.party_on and calling.party_on > calling.on:
        day = cn_date(calling.party_on)
        found["party_on"] = f"党组织研究讨论应在会前，日期{day}晚于会议日期{on}"
    if calling.is_special and not calling.special_reason.strip():
        found["special_reason"] = "以特殊情况临时通知的，请写明是什么特殊情况"
    return found
