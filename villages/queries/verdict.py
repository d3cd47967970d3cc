"""From the rows of a motion to the question that the law of its day answers, and back.

Everything a verdict rests on is gathered here once and frozen with it (plan, row 21).
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import asdict, replace
from datetime import date
from typing import Any

from township.enumeration import first_of
from township.workflow import Mendable
from villages.models import Authorisation, Figures, Meeting, Motion, Tally, Village
from villages.options import local_rules
from villages.queries.appraisal import appraised_before, unrated
from villages.queries.four_steps import required_of
from villages.queries.register import registered_of
from villages.rules import verdict
from villages.rules.calling import Calling
from villages.rules.competence import Delegation, Override, Reason, competence
from villages.rules.conditions import Question, may_exclude
from villages.rules.kinds import MeetingKind, Mode, PlaceKind, VotingMethod
from villages.rules.statutes import pack_on
from villages.rules.tally import Roll, VoteCounts, compare_tallies, roll_problems
from villages.rules.verdict import Verdict

OUTCOMES = {
    "passed": Motion.Status.PASSED,
    "failed": Motion.Status.FAILED,
    "no_quorum": Motion.Status.NO_QUORUM,
    "incompetent": Motion.Status.BLOCKED,
}


def place_of(village: Village) -> PlaceKind:
    """Which organic law a village is under."""
    return PlaceKind.COMMUNITY if village.is_community else PlaceKind.VILLAGE


def delegation_of(village: Village, about: str, day: date) -> Delegation | None:
    """The authorisation that bears on a matter as a rule's value, or None."""
    row = Authorisation.objects.covering(village, about, day)
    return row and Delegation(
        granted_on=row.granted_on,
        valid_from=row.since,
        valid_until=row.until,
        matters=tuple(row.matters),
        scope=row.scope,
        posted_on=row.posted_on,
        filed_on=row.filed_on,
        is_written=bool(row.file_id or row.meeting_id),
    )


def override_of(motion: Motion) -> Override | None:
    """Local law that the village quotes for a vote before another body, or None."""
    parts = (motion.override_basis, motion.override_article, motion.override_quote)
    return Override(*parts) if any(part.strip() for part in parts) else None


def competence_reasons(motion: Motion) -> list[Reason]:
    """Reasons against (or notes upon) a vote on this motion in its meeting."""
    meeting, day = motion.meeting, motion.meeting.held_on
    return competence(
        motion.about,
        MeetingKind(meeting.kind),
        pack_on(place_of(meeting.village), day),
        on=day,
        delegation=delegation_of(meeting.village, motion.about, day),
        override=override_of(motion),
        local=local_rules(meeting.village, day),
    )


def calling_of(meeting: Any) -> Any:
    """How a meeting was called, as a rule's value."""
    return Calling(
        kind=MeetingKind(meeting.kind),
        mode=Mode(meeting.mode),
        on=meeting.held_on,
        noticed_on=meeting.noticed_on,
        party_on=meeting.party_on,
        is_special=meeting.is_special,
        special_reason=meeting.special_reason,
    )


def attendance_problems(meeting: Any) -> Any:
    """Sentences on attendance figures that cannot be true, as they will be asked at closing."""
    local = local_rules(meeting.village, meeting.held_on)
    can = may_exclude(meeting.kind, meeting.mode, local)
    return [f"{sentence}。" for sentence in roll_problems(attendance_of(meeting), can)]


def begin_asking(meeting: Meeting) -> None:
    """From now on what the verdicts of this meeting rest on is asked once for the row in hand."""
    meeting.__dict__["facts_in_hand"] = {}


def asked_once(meeting: Meeting, what: str, ask: Callable[..., Any], *args: Any) -> Any:
    """`ask(*args)`; once a meeting where `begin_asking` said so."""
    known = meeting.__dict__.get("facts_in_hand")
    if known is None:
        return ask(*args)
    if what not in known:
        known[what] = ask(*args)
    return known[what]


def roll_of(meeting: Meeting) -> Roll:
    """Attendance figures of a meeting with the village's population and what its register gives
    for 应到, as a rule's value."""
    figures = asked_once(meeting, "figures", Figures.objects.latest_of, meeting.village)
    return replace(
        attendance_of(meeting),
        population=figures and figures.population,
        registered=asked_once(meeting, "registered", registered_of, meeting),
    )


def attendance_of(meeting: Any) -> Any:
    """Attendance figures of a meeting as a rule's value (no query)."""
    return Roll(
        mode=Mode(meeting.mode),
        total=meeting.total or 0,
        present=meeting.present or 0,
        excluded=meeting.excluded,
        is_exclusion_announced=meeting.is_exclusion_told,
        reps=meeting.reps,
        women_reps=meeting.women_reps,
        women_reps_present=meeting.women_reps_present,
        women_present=meeting.women_present,
        ground=meeting.total_note,
    )


def counts_from(tally: Tally, method: str) -> VoteCounts:
    """One count as a rule's value; open votes have no ballots."""
    is_secret = method == VotingMethod.SECRET
    return VoteCounts(
        method=VotingMethod(method),
        yes=tally.yes,
        no=tally.no,
        abstain=tally.abstain,
        invalid=tally.invalid if is_secret else 0,
        issued=tally.issued if is_secret else None,
        returned=tally.returned if is_secret else None,
    )


def counts_of(motion: Motion) -> tuple[VoteCounts | None, list[str]]:
    """(Counts, reasons): the count to be judged, or why there is none yet."""
    if motion.is_rated:
        return _rated(motion)
    if motion.is_roll_call:
        return _called(motion)
    tallies = [counts_from(tally, motion.method) for tally in motion.tallies.all()]
    if not tallies:
        told = f"“{motion}”还没有录入计票结果。"
        return None, [Mendable(told, "villages:motion_tally", motion.pk)]
    if not motion.is_secret:
        return tallies[0], []
    if len(tallies) < 2:
        return None, [
            f"“{motion}”是无记名投票，还要由另一个人再录入一次计票结果；"
            "只有一个账号的，由镇创建办公室录入。"
        ]
    if differences := compare_tallies(*tallies):
        return None, [f"“{motion}”两次计票不一致：{'；'.join(differences)}。"]
    return tallies[0], []


def _rated(motion):
    """Nobody votes yes or no; everybody who is rated needs a result."""
    open_names = [str(one.person) for one in unrated(motion)]
    if open_names:
        told = f"“{motion}”还没有登记评议结果：{first_of(open_names, 5)}。"
        return None, [Mendable(told, "villages:motion_ratings", motion.pk)]
    if not motion.appraisals.exists():
        told = "没有登记会议当天在任的委员会成员，先在“组织和岗位”里登记。"
        return None, [Mendable(told, "villages:organisation", motion.meeting.village_id)]
    return VoteCounts(method=VotingMethod(motion.method), yes=0, no=0, abstain=0), []


def _called(motion):
    """Counts of a roll-call: every person present must have been asked."""
    present = list(motion.meeting.attendances.filter(is_present=True).select_related("person"))
    cast = dict(motion.ballots.values_list("person_id", "choice"))
    open_names = [str(row.person) for row in present if row.person_id not in cast]
    if not present:
        told = f"“{motion}”是逐人记名表决，请先按花名册登记到会人员。"
        return None, [Mendable(told, "villages:meeting_roll", motion.meeting_id)]
    if open_names:
        shown = first_of(open_names, 5)
        told = f"“{motion}”还有{len(open_names)}人没有登记表决意见：{shown}。"
        return None, [Mendable(told, "villages:motion_ballots", motion.pk)]
    found = Counter(cast.values())
    return VoteCounts(
        method=VotingMethod.ROLL_CALL, yes=found["yes"], no=found["no"], abstain=found["abstain"]
    ), []


def question_of(motion: Motion, counts: VoteCounts) -> Question:
    """Everything that the verdict on a motion depends on."""
    meeting = motion.meeting
    day = meeting.held_on
    return Question(
        place=place_of(meeting.village),
        meeting=MeetingKind(meeting.kind),
        on=day,
        about=motion.about,
        roll=roll_of(meeting),
        counts=counts,
        noticed_on=meeting.noticed_on,
        is_special=meeting.is_special,
        special_reason=meeting.special_reason,
        party_on=meeting.party_on,
        delegation=asked_once(
            meeting, motion.about, delegation_of, meeting.village, motion.about, day
        ),
        override=override_of(motion),
        local=local_rules(meeting.village, day),
        register_percent=meeting.village.township.setting("register_percent"),
        steps=required_of(motion),
        appraised_on=appraised_before(motion),
    )


def obstacles(motion: Motion) -> list[str]:
    """Sentences why the vote on a motion cannot be closed yet; empty when it can. Then the row in
    hand keeps the question for `judge`, which is asked next."""
    motion.__dict__.pop("question_in_hand", None)
    meeting = motion.meeting
    if not meeting.is_over:
        return [f"会议还没有开（{meeting.held_on.month}月{meeting.held_on.day}日），开完才能结束。"]
    if not meeting.has_attendance:
        return [Mendable("还没有登记到会人数。", "villages:meeting_attendance", meeting.pk)]
    counts, reasons = counts_of(motion)
    if counts is None:
        return reasons
    question = question_of(motion, counts)
    motion.__dict__["question_in_hand"] = question
    found = verdict.problems(question)
    if motion.recall and not motion.recall.defence.strip():
        found = ["还没有登记被要求罢免的人怎样申辩，放弃申辩的也要写明", *found]
    return [f"“{motion}”：{sentence}。" for sentence in found]


def judge(motion: Motion) -> tuple[dict[str, bool | dict[Any, Any] | str | None], Verdict]:
    """(question as JSON, Verdict) of a motion without obstacles; ValueError where it has some."""
    question = motion.__dict__.pop("question_in_hand", None)
    if question is None:
        counts, reasons = counts_of(motion)
        if counts is None:
            raise ValueError(reasons)
        question = question_of(motion, counts)
    return plain(asdict(question)), verdict.verdict(question)


def verdict_of(motion: Motion) -> Verdict | None:
    """The frozen verdict of a closed motion, None while it is open."""
    return Verdict.from_dict(motion.verdict) if motion.verdict else None


def plain(value: Any) -> Any:
    """A value as JSON takes it: days as ISO text, sets and tuples as lists."""
    if isinstance(value, dict):
        return {key: plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple | frozenset):
        return [plain(one) for one in value]
    return value.isoformat() if hasattr(value, "isoformat") else value
