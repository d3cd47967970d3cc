"""What the system already knows about a village, as proposed points with the reasoning.

Serves the yearly evaluation: five-haves, stages, deadlines, coverage and number gaps are
recorded anyway, so the evaluator is offered points and accepts or overrides them with a reason.
The rules stand in the standard (`Deduction`); this module only says which fact each rule measures.
An unknown fact proposes nothing: it is never guessed and never a zero.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from campaigns.rules.criteria import ZERO, Criteria, Deduction, IndicatorRule, one_place
from campaigns.rules.scoring import points


@dataclass(frozen=True)
class VillageFacts:
    """One village's year as counted by the system. None means not known. Percent are 0–100."""

    has_working_group: bool | None = None
    working_group_missing: int | None = None  # kinds of required members lacking
    has_selection_record: bool | None = None
    is_selection_posted: bool | None = None
    duties_written: int | None = None  # of party branch, committee, association
    five_haves: int | None = None
    staff: int | None = None
    dual_staff: int | None = None  # staff who also hold an office of the association
    has_charter: bool | None = None
    adoption_defects: int | None = None  # of notice, Party step, women's share
    topics_covered: int | None = None
    consult_channels: int | None = None
    unhandled_opinions: int | None = None
    rules_adopted: int | None = None
    rules_defective: int | None = None  # not frozen, or without the charter they rest on
    has_covenant: bool | None = None
    has_agreement: bool | None = None
    is_reviewed: bool | None = None
    filing_delay_days: int | None = None  # from adoption to filing
    posting_days: int | None = None
    quarters_published: int | None = None
    postings_defective: int | None = None  # shorter than asked, or no dated photo
    queries_late: int | None = None
    channels_used: int | None = None
    contents_reached: int | None = None  # contents that reached every group
    awareness_percent: Decimal | None = None
    board_quarters: int | None = None  # quarters in which the association's board met
    theme_activities: int | None = None
    stages_present: int | None = None
    records_unreconciled: int | None = None
    record_kinds_missing: int | None = None
    number_gaps: int | None = None
    catalogues_missing: int | None = None
    fixity_failures: int | None = None
    late_filings: int | None = None
    rectifications_overdue: int | None = None
    satisfaction_percent: Decimal | None = None
    self_evaluation_days_late: int | None = None


@dataclass(frozen=True)
class Applied:
    key: str
    sentence: str
    amount: Decimal


@dataclass(frozen=True)
class Proposal:
    code: str
    points: Decimal
    reason: str


Measure = Callable[[VillageFacts], Decimal | int | None]


def _lacks(name: str) -> Measure:
    def measure(facts: VillageFacts) -> int | None:
        has = getattr(facts, name)
        return None if has is None else int(not has)

    return measure


def _count(name: str) -> Measure:
    return lambda facts: getattr(facts, name)


def _has_none(name: str) -> Measure:
    def measure(facts: VillageFacts) -> int | None:
        count = getattr(facts, name)
        return None if count is None else int(count == 0)

    return measure


def _staff_apart(facts: VillageFacts) -> int | None:
    if facts.staff is None or facts.dual_staff is None:
        return None
    return facts.staff - facts.dual_staff


# Name of the check (an indicator's `auto`) → key of the deduction → what it measures.
CHECKS: dict[str, dict[str, Measure]] = {
    "working_group": {
        "absent": _lacks("has_working_group"),
        "roles": _count("working_group_missing"),
    },
    "selection": {
        "absent": _lacks("has_selection_record"),
        "unposted": _lacks("is_selection_posted"),
    },
    "duties": {"written": _count("duties_written")},
    "five_haves": {"haves": _count("five_haves")},
    "dual_posts": {"none": _has_none("dual_staff"), "apart": _staff_apart},
    "charter_vote": {"absent": _lacks("has_charter"), "defects": _count("adoption_defects")},
    "charter_topics": {"topics": _count("topics_covered")},
    "consultation": {
        "none": _has_none("consult_channels"),
        "channels": _count("consult_channels"),
        "unhandled": _count("unhandled_opinions"),
    },
    "rules": {
        "none": _has_none("rules_adopted"),
        "adopted": _count("rules_adopted"),
        "defective": _count("rules_defective"),
    },
    "covenant_agreement": {
        "covenant": _lacks("has_covenant"),
        "agreement": _lacks("has_agreement"),
    },
    "filing": {
        "unreviewed": _lacks("is_reviewed"),
        "late": _count("filing_delay_days"),
        "short": _count("posting_days"),
    },
    "quarters": {"published": _count("quarters_published")},
    "postings": {"defective": _count("postings_defective")},
    "queries": {"late": _count("queries_late")},
    "channels": {"used": _count("channels_used")},
    "contents": {"reached": _count("contents_reached")},
    "awareness": {"percent": _count("awareness_percent")},
    "association_life": {
        "board": _count("board_quarters"),
        "themes": _count("theme_activities"),
    },
    "text_stages": {"stages": _count("stages_present")},
    "records_reconcile": {"unreconciled": _count("records_unreconciled")},
    "record_kinds": {"missing": _count("record_kinds_missing")},
    "archive_order": {
        "gaps": _count("number_gaps"),
        "catalogues": _count("catalogues_missing"),
        "fixity": _count("fixity_failures"),
        "late": _count("late_filings"),
    },
    "rectifications": {"overdue": _count("rectifications_overdue")},
    "satisfaction": {"percent": _count("satisfaction_percent")},
    "self_evaluation": {"days_late": _count("self_evaluation_days_late")},
}


def propose(indicator: IndicatorRule, facts: VillageFacts) -> Proposal | None:
    """Points the facts speak for, or None where the system cannot know (all of) them."""
    if not indicator.auto:
        return None
    measures = CHECKS[indicator.auto]
    applied = []
    for rule in indicator.deductions:
        measure = measures[rule.key](facts)
        if measure is None:
            return None
        amount = rule.amount(measure)
        if amount >= indicator.points:
            # The indicator as a whole is missing: its details would only repeat that.
            applied = [Applied(rule.key, _sentence(rule, measure, indicator.points), amount)]
            break
        if amount > ZERO:
            applied.append(Applied(rule.key, _sentence(rule, measure, amount), amount))
    reached = points(indicator, [one.amount for one in applied])
    grounds = "；".join(one.sentence for one in applied) or "系统核对未发现扣分情形"
    return Proposal(indicator.code, reached, f"{grounds}。")


def propose_all(standard: Criteria, facts: VillageFacts) -> dict[str, Proposal]:
    """Proposals by indicator code, for those indicators the facts suffice for."""
    found = {one.code: propose(one, facts) for one in standard.indicators}
    return {code: proposal for code, proposal in found.items() if proposal is not None}


def _sentence(rule: Deduction, measure: Decimal | int, amount: Decimal) -> str:
    label = rule.label.replace("{n}", str(measure)).replace("{start}", f"{rule.start:f}")
    return f"{label}，扣{one_place(amount)}分"
