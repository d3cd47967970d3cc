"""Whether a village may be applied for at a level, and if not, everything that stands in the way.

Serves the plan's gate: what reaches the standard at the yearly evaluation is passed on to the
district (clauses 56–57), after its announcement in the township with objections settled, and one
rung of the ladder after the other. The application itself and its approvals are elsewhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from campaigns.rules.scoring import LevelOutcome
from township.dates import cn_date


@dataclass(frozen=True)
class ApplicationFacts:
    """One village and one level. `required_level` is the name of the rung below, "" for none.

    The announcement's dates are both included; None means it has not been posted.
    """

    village: str
    level_name: str
    outcome: LevelOutcome | None
    is_evaluation_final: bool
    has_target: bool
    required_level: str = ""
    holds_required: bool = False
    holds_level: bool = False
    was_taken_back: bool = False  # what this very evaluation led to was revoked since
    has_open_application: bool = False
    open_rectifications: int = 0
    announced_from: date | None = None
    announced_to: date | None = None
    open_objections: int = 0


@dataclass(frozen=True)
class Eligibility:
    """`reasons` say why not; `notes` are worth knowing and stop nothing."""

    is_eligible: bool
    reasons: tuple[str, ...]
    notes: tuple[str, ...]


def judge(
    facts: ApplicationFacts, on: date, least_days: int, needs_target: bool = False
) -> Eligibility:
    """Eligible on the day `on` when nothing stands in the way.

    least_days: how long results have to be announced. needs_target: only targets are applied for.
    """
    reasons = [
        *_ladder(facts),
        *_evaluation(facts),
        *_announcement(facts, on, least_days),
    ]
    notes = []
    if not facts.has_target:
        missing = f"{facts.village}没有下达{facts.level_name}的创建目标"
        if needs_target:
            reasons.append(f"{missing}，请先调整目标。")
        else:
            notes.append(f"{missing}，达到标准也可以申报。")
    return Eligibility(not reasons, tuple(reasons), tuple(notes))


def _ladder(facts: ApplicationFacts) -> list[str]:
    reasons = []
    if facts.holds_level:
        reasons.append(f"{facts.village}已经命名为{facts.level_name}。")
    if facts.was_taken_back:
        reasons.append(f"凭这次考评命名的{facts.level_name}已被撤销，要凭以后年度的考评重新申报。")
    if facts.has_open_application:
        reasons.append(f"{facts.village}已有一份{facts.level_name}申报正在办理。")
    if facts.required_level and not facts.holds_required:
        reasons.append(
            f"申报{facts.level_name}须先取得{facts.required_level}，{facts.village}尚未取得。"
        )
    return reasons


def _evaluation(facts: ApplicationFacts) -> list[str]:
    reasons = []
    if facts.outcome is None:
        reasons.append("本年度还没有考评结果。")
    elif not facts.is_evaluation_final:
        reasons.append("本年度考评尚未定稿。")
    if facts.outcome is not None and not facts.outcome.is_reached:
        reasons += facts.outcome.reasons
    if facts.open_rectifications:
        reasons.append(f"还有{facts.open_rectifications}项整改没有完成。")
    return reasons


def _announcement(facts: ApplicationFacts, on: date, least: int) -> list[str]:
    if facts.announced_from is None or facts.announced_to is None:
        reasons = ["结果还没有在镇内公示。"]
    else:
        days = (facts.announced_to - facts.announced_from).days + 1
        reasons = [f"公示只安排了{days}天，至少须{least}天。"] if days < least else []
        if on <= facts.announced_to:
            end = facts.announced_to
            reasons.append(f"公示到{cn_date(end)}结束，期满后才能申报。")
    if facts.open_objections:
        reasons.append(f"还有{facts.open_objections}件异议没有答复。")
    return reasons
