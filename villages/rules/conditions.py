"""The conditions a vote must meet, each measured on its own: the findings of a verdict.

One function a condition: competent body, quorum, majority, composition, women, notice, Party
discussion. Serves 村民委员会组织法第二十五至三十二条 and 城市居民委员会组织法第二十六至三十条
(as of 2026; earlier versions come with their pack). Whole numbers only.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from township.dates import cn_date, months_later
from villages.rules.competence import SUPREME, Delegation, Override, competence, subject
from villages.rules.finding import Finding, local_to, older, written_in
from villages.rules.four_steps import BEFORE, LAW, before_told, lacking
from villages.rules.kinds import (
    ASSEMBLIES,
    OF_GROUP,
    REPRESENTATIVE,
    Matter,
    MeetingKind,
    Mode,
    PlaceKind,
    Severity,
    VotingMethod,
)
from villages.rules.provinces import NATIONAL, LocalRules
from villages.rules.recall_law import RecallLaw
from villages.rules.register import REGISTER_PERCENT, deviation_told, is_much_smaller
from villages.rules.seats import seats, women_attending
from villages.rules.shares import HALF
from villages.rules.statutes import BodyLaw, Pack
from villages.rules.tally import Roll, VoteCounts

_UNITS = {Mode.PERSON: "人", Mode.HOUSEHOLD: "户", Mode.DELEGATE: "名小组代表", Mode.MEMBER: "人"}


def may_exclude(meeting: MeetingKind, mode: Mode, local: LocalRules) -> bool:
    """Whether villagers away leave the total: a 村民会议 by person, in such a province."""
    return local.excludes_absent and meeting == MeetingKind.VILLAGERS and mode == Mode.PERSON


@dataclass(frozen=True)
class Question:
    """Everything a verdict depends on. about: a value of `kinds.SUBJECTS`.

    is_special: 特殊情况 that excuse a late notice, with their `special_reason`.
    noticed_on, party_on: days of the notice and of the Party organisation's discussion.
    register_percent: by how much 应到 may fall short of the register without a ground.
    appraised_on: day of the last 民主评议 before this meeting.
    steps: days of 四议两公开 before the meeting, where the township requires them; else None.
    """

    place: PlaceKind
    meeting: MeetingKind
    on: date
    about: str
    roll: Roll
    counts: VoteCounts
    noticed_on: date | None = None
    is_special: bool = False
    special_reason: str = ""
    party_on: date | None = None
    delegation: Delegation | None = None
    override: Override | None = None
    local: LocalRules = NATIONAL
    register_percent: int = REGISTER_PERCENT
    steps: Mapping[str, date] | None = None
    appraised_on: date | None = None

    @property
    def may_exclude(self) -> bool:
        """Whether villagers away leave the total: a 村民会议 by person, in such a province."""
        return may_exclude(self.meeting, self.roll.mode, self.local)

    @property
    def base(self) -> int:
        """The number the quorum is taken of."""
        return (self.roll.total or 0) - (self.roll.excluded if self.may_exclude else 0)


def conditions(question: Question, pack: Pack) -> tuple[Finding, ...]:
    """All findings in the order a reader asks: may they, were they enough, did they agree, and
    was the meeting properly formed and called."""
    body = pack.body(question.meeting) or BodyLaw(MeetingKind(question.meeting), {})
    found = (
        *_measure(question),
        *_competence(question, pack),
        *_election(question, pack),
        *_overseers(question),
        *_draft(question),
        *_ballot(question),
        *_apart(question),
        *_register(question),
        *_exclusion(question),
        *_enough(question, pack, body),
        *_composition(question, pack),
        *_women_present(question),
        _notice(question, pack, body),
        _party(question, pack),
        *_four_steps(question, pack),
    )
    found = (*found, *_void(question, found))
    return (*older(question.local, found), *found)


def _enough(question: Question, pack: Pack, body: BodyLaw) -> Iterable[Finding]:
    """Were they enough, and did they agree: by the rules of the meeting, or the matter's own."""
    about = subject(question.about)
    if about == Matter.RECALL and pack.recall:
        yield _turnout(question, pack, pack.recall)
        yield _recalled(question, pack, pack.recall)
        return
    yield _quorum(question, pack, body)
    if about == Matter.APPRAISAL:
        sentence = "评议不表决赞成反对，按各人得票分别评定"
        yield Finding("rated", True, sentence, Severity.DECISIVE)
        return
    yield _majority(question, pack, body)


def _measure(question: Question) -> Iterable[Finding]:
    if question.local.missing:
        yield Finding("measure", True, question.local.missing, Severity.NOTE)


def _void(question: Question, found: Iterable[Finding]) -> Iterable[Finding]:
    """山东办法第二十四条第五款: what representatives decide against the procedure is void. Whether
    it was against it a court or the township says, so this stands on the record."""
    is_of_village = question.meeting == MeetingKind.VILLAGE_REPS
    faults = [one for one in found if one.key in ("delegation", "notice") and not one.ok]
    if question.local.voids_breach and is_of_village and faults:
        sentence = "不符合规定程序的，村民代表会议所作决定无效，请补正程序后重新表决"
        cited = local_to(question.local, "voids_breach")
        yield Finding("void", False, sentence, Severity.DEFECT, **cited)


def _competence(question: Question, pack: Pack) -> Iterable[Finding]:
    reasons = competence(
        question.about,
        question.meeting,
        pack,
        on=question.on,
        delegation=question.delegation,
        override=question.override,
        local=question.local,
    )
    if not any(reason.blocks or reason.key == "competence" for reason in reasons):
        about, meeting = subject(question.about), MeetingKind(question.meeting)
        own = pack.either.get(about, "")
        lent = "经授权" if meeting in REPRESENTATIVE and not own else ""
        given = pack.adopting(about) if about in SUPREME else ""
        article = own or (pack.articles.get("delegation", "") if lent else given)
        sentence = f"{meeting.label}{lent}有权表决{about.label}"
        yield Finding("competence", True, sentence, Severity.DECISIVE, **written_in(pack, article))
    for reason in reasons:
        yield Finding(
            reason.key,
            reason.severity == Severity.NOTE,
            reason.sentence,
            reason.severity,
            law=reason.law if reason.article else "",
            article=reason.article,
            since=pack.since if reason.article and reason.law == pack.law else None,
        )


def _election(question: Question, pack: Pack) -> Iterable[Finding]:
    """A by-election follows the rules of an election, which are no count of yes and no."""
    if subject(question.about) != Matter.BY_ELECTION:
        return
    sentence = "补选程序参照选举的规定：提名候选人、无记名投票、公开计票，得票情况另附"
    written = written_in(pack, pack.either.get(Matter.BY_ELECTION, ""))
    yield Finding("election", True, sentence, Severity.NOTE, **written)


def _overseers(question: Question) -> Iterable[Finding]:
    """河南办法第五十六条第三款: the assembly elects the 村务监督委员会. The law gives it to either
    meeting (第三十七条第一款), so a choice of representatives is told and not undone."""
    local, is_reps = question.local, question.meeting == MeetingKind.VILLAGE_REPS
    if local.oversight_way and is_reps and subject(question.about) == Matter.SELECTION:
        cited = local_to(local, "oversight_way")
        yield Finding("oversight_way", True, local.oversight_way, Severity.NOTE, **cited)


def _draft(question: Question) -> Iterable[Finding]:
    """海南办法第十条: the representatives discuss a draft before the assembly decides on it."""
    local, is_assembly = question.local, question.meeting in ASSEMBLIES
    if local.drafts_to_reps and is_assembly and subject(question.about) in SUPREME:
        sentence = "草案应当先提交村民代表会议讨论，再提交村民会议，请核对会议记录"
        cited = local_to(local, "drafts_to_reps")
        yield Finding("drafts_to_reps", True, sentence, Severity.NOTE, **cited)


def _ballot(question: Question) -> Iterable[Finding]:
    """浙江办法第十七条: 投票表决. Raised hands are told beside it, and whether they are one is no
    question of the figures."""
    local, about = question.local, subject(question.about)
    is_kept = about in SUPREME or about == Matter.DELEGATION
    if not (local.assembly_by_ballot and is_kept and question.meeting == MeetingKind.VILLAGERS):
        return
    ok = question.counts.method == VotingMethod.SECRET
    sentence = f"应当由村民会议投票表决，这次是{VotingMethod(question.counts.method).label}"
    cited = local_to(local, "assembly_by_ballot")
    yield Finding("ballot", ok, sentence, Severity.NOTE, **cited)


def _apart(question: Question) -> Iterable[Finding]:
    """重庆办法第三十六条第一款, 山东办法第二十九条第二款: the time between two 民主评议."""
    months, last = question.local.appraisal_apart_months, question.appraised_on
    if not months or last is None or subject(question.about) != Matter.APPRAISAL:
        return
    first = months_later(last, months)
    ok = question.on >= first
    sentence = f"评议间隔不得少于{months}个月，上次是{cn_date(last)}"
    sentence += "" if ok else f"，这次不能早于{cn_date(first)}"
    cited = local_to(question.local, "appraisal_apart_months")
    yield Finding("apart", ok, sentence, Severity.DEFECT, **cited)


def _register(question: Question) -> Iterable[Finding]:
    """应到 beside the register of its day: whoever understates it makes any quorum."""
    roll = question.roll
    if sentence := deviation_told(roll):
        is_fault = is_much_smaller(roll, question.register_percent) and not roll.ground.strip()
        severity = Severity.DEFECT if is_fault else Severity.NOTE
        yield Finding("register", not is_fault, sentence, severity, roll.registered, roll.total)


def _exclusion(question: Question) -> Iterable[Finding]:
    roll, local = question.roll, question.local
    if not roll.excluded:
        return
    if not question.may_exclude:
        sentence = f"没有依据扣除外出的{roll.excluded}人，仍按应到{roll.total}计算"
        yield Finding("exclusion", False, sentence, Severity.NOTE, got=roll.excluded)
        return
    sentence = f"外出不能到会的{roll.excluded}人不计入应到人数"
    if not roll.is_exclusion_announced:
        sentence += "，但没有向会议说明人数"
    yield Finding(
        "exclusion",
        roll.is_exclusion_announced,
        sentence,
        Severity.DEFECT,
        got=roll.excluded,
        **local_to(local, "excludes_absent"),
    )


def _quorum(question: Question, pack: Pack, body: BodyLaw) -> Finding:
    roll, base = question.roll, question.base
    unit = _UNITS[Mode(roll.mode)]
    share = body.quorum.get(roll.mode)
    if share is None:
        sentence = f"当时的法律没有规定{body.kind.label}的到会人数，实到{roll.present}{unit}"
        return Finding("quorum", True, sentence, Severity.NOTE, got=roll.present)
    needed = share.needed(base)
    ok = (roll.present or 0) >= needed
    sentence = (
        f"应到{base}{unit}，法定到会为{share.label}即{needed}{unit}，实到{roll.present}{unit}，"
        f"{'达到' if ok else '未达到'}法定人数"
    )
    written = written_in(pack, body.articles["decision"])
    return Finding("quorum", ok, sentence, Severity.DECISIVE, needed, roll.present, **written)


def _majority(question: Question, pack: Pack, body: BodyLaw) -> Finding:
    present, yes = question.roll.present or 0, question.counts.yes
    needed = body.majority.needed(present)
    ok = yes >= needed
    article = body.articles.get("decision", "")
    rule = "" if article else "（当时的法律没有规定，按少数服从多数计算）"
    sentence = (
        f"到会{present}{_UNITS[Mode(question.roll.mode)]}，{body.majority.label}为{needed}票，赞成{yes}票，"
        f"{'已过半数' if ok else '未过半数'}{rule}"
    )
    written = written_in(pack, article)
    return Finding("majority", ok, sentence, Severity.DECISIVE, needed, yes, **written)


def _turnout(question: Question, pack: Pack, law: RecallLaw) -> Finding:
    """A recall counts those who voted, not those who came (村民委员会组织法第十九条第二款,
    城市居民委员会组织法第二十条第二款)."""
    roll, written = question.roll, written_in(pack, law.vote_article)
    share = law.turnout.get(Mode(roll.mode))
    if share is None:
        sentence = f"罢免要由登记参加选举的人投票，不能{Mode(roll.mode).label}计算"
        return Finding("quorum", False, sentence, Severity.DECISIVE, **written)
    of_reps = roll.mode == Mode.MEMBER
    base = (roll.reps if of_reps else roll.total) or 0
    whom, unit = "代表" if of_reps else "登记参加选举的", _UNITS[Mode(roll.mode)]
    needed, cast = share.needed(base), _cast(question)
    ok = cast >= needed
    sentence = (
        f"{whom}{base}{unit}，法定投票为{share.label}即{needed}{unit}，实际投票{cast}{unit}，"
        f"{'达到' if ok else '未达到'}法定人数"
    )
    return Finding("quorum", ok, sentence, Severity.DECISIVE, needed, cast, **written)


def _cast(question: Question) -> int:
    returned = question.counts.returned
    return (question.roll.present or 0) if returned is None else returned


def _recalled(question: Question, pack: Pack, law: RecallLaw) -> Finding:
    cast, yes = _cast(question), question.counts.yes
    needed = HALF.needed(cast)
    ok = yes >= needed
    sentence = (
        f"投票{cast}{_UNITS[Mode(question.roll.mode)]}，{HALF.label}为{needed}票，赞成罢免{yes}票，"
        f"{'已过半数' if ok else '未过半数'}"
    )
    written = written_in(pack, law.vote_article)
    return Finding("majority", ok, sentence, Severity.DECISIVE, needed, yes, **written)


def _composition(question: Question, pack: Pack) -> Iterable[Finding]:
    body = pack.body(question.meeting)
    if question.meeting not in REPRESENTATIVE or body is None:
        return
    roll, local = question.roll, question.local
    yield from seats(roll, pack, body, local)
    if local.women_attending and pack.place == PlaceKind.VILLAGE:
        yield women_attending(roll, local, local.women_attending)


def _women_present(question: Question) -> Iterable[Finding]:
    """2018年七部门指导意见: an appropriate share of women takes part in voting 村规民约."""
    women = question.roll.women_present
    if women is None or question.meeting in REPRESENTATIVE:
        return
    ok = women > 0
    sentence = f"到会妇女{women}人" if ok else "没有妇女到会，表决村规民约应有一定比例的妇女参加"
    yield Finding("women_present", ok, sentence, Severity.NOTE, got=women)


def _notice(question: Question, pack: Pack, body: BodyLaw) -> Finding:
    local, days, may_be_late = question.local, body.notice_days, body.may_notify_late
    written = written_in(pack, body.articles.get("call", ""))
    if question.meeting in REPRESENTATIVE and local.reps_notice_days:
        days, written = local.reps_notice_days, local_to(local, "reps_notice_days")
        may_be_late = local.reps_may_notify_late
    if days is None:
        sentence = f"法律没有规定{body.kind.label}提前通知的天数"
        return Finding("notice", True, sentence, Severity.NOTE)
    if question.noticed_on is None:
        got, said = None, "没有登记通知日期"
    else:
        got = (question.on - question.noticed_on).days
        said = f"实际提前{got}日"
    sentence = f"应当提前{days}日通知，{said}"
    ok = got is not None and got >= days
    if not ok and question.is_special:
        ok = may_be_late
        sentence += f"；特殊情况临时通知：{question.special_reason.strip()}"
        sentence += "" if ok else "（所依据的规定没有这一例外）"
    return Finding("notice", ok, sentence, Severity.DEFECT, days, got, **written)


def _party(question: Question, pack: Pack) -> Finding:
    article, local = pack.articles.get("party", ""), question.local
    on = question.party_on
    said = f"{cn_date(on)}经党组织研究讨论" if on else "没有登记党组织研究讨论日期"
    written = written_in(pack, article) if article else {}
    if not article and local.party_first:
        written = local_to(local, "party_first")
    if not written:
        sentence = f"{said}（当时的法律没有要求）"
        return Finding("party", True, sentence, Severity.NOTE)
    if question.meeting not in pack.bodies or question.meeting in OF_GROUP:
        return Finding("party", True, said, Severity.NOTE)
    sentence = f"重要事项应当先经党组织研究讨论，{said}"
    return Finding("party", on is not None, sentence, Severity.DEFECT, **written)


def _four_steps(question: Question, pack: Pack) -> Iterable[Finding]:
    """A township may require what the organic laws do not: a fault on the record, no more."""
    if question.steps is None:
        return
    law = LAW if pack.place == PlaceKind.VILLAGE else ""
    ok = not lacking(question.steps, BEFORE)
    sentence = before_told(question.steps)
    yield Finding("four_steps", ok, sentence, Severity.DEFECT, law=law)
