"""Which meeting may adopt what (dossier §1.3).

A charter or covenant of a village belongs to the 村民会议 (村民委员会组织法 2026 第三十一条; the
measures of 四川, 重庆, 海南, 河北 and 上海 rule out delegation); in a community the 居民会议 may
delegate it (城市居民委员会组织法 2026 第三十条第二款). Meetings of representatives decide only what
was delegated to them, and what the law itself gives to either of the two. Party, leaders', yard
and committee meetings adopt nothing.
"""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date

from township.dates import cn_date
from villages.rules.kinds import (
    NOT_DECIDING,
    OF_GROUP,
    SUBJECTS,
    Matter,
    MeetingKind,
    PlaceKind,
    Severity,
    TextKind,
)
from villages.rules.provinces import NATIONAL, LocalRules
from villages.rules.statutes import PACKS, Pack

SUPREME = frozenset({TextKind.CHARTER, TextKind.COVENANT})
GROUP_MATTERS = frozenset({Matter.SELECTION, Matter.OTHER})
# What the law itself gives to the representatives needs no lending; bodies that a campaign wants
# beside those of the law are selected under a delegation.
_THEIR_OWN = {matter for pack in PACKS for matter in pack.either} - {Matter.SELECTION}
_ASSEMBLY = {
    PlaceKind.VILLAGE: MeetingKind.VILLAGERS,
    PlaceKind.COMMUNITY: MeetingKind.RESIDENTS,
}
_OF_REPRESENTATIVES = {
    PlaceKind.VILLAGE: MeetingKind.VILLAGE_REPS,
    PlaceKind.COMMUNITY: MeetingKind.RESIDENT_REPS,
}


@dataclass(frozen=True)
class Delegation:
    """授权: the 村民会议/居民会议 lends matters to the representatives for a term.

    matters: values of `kinds.SUBJECTS`. Both ends of the term belong to it.
    posted_on, filed_on: 公告 and filing with the township (四川办法第十七条).
    is_written: there is a paper of it, or the record of the meeting that gave it.
    """

    granted_on: date
    valid_from: date
    valid_until: date
    matters: Collection[str] = field(default_factory=frozenset)
    scope: str = ""
    posted_on: date | None = None
    filed_on: date | None = None
    is_written: bool = False


@dataclass(frozen=True)
class Override:
    """Local law that lets representatives adopt a charter, quoted word by word."""

    basis: str
    article: str
    quotation: str

    def is_complete(self) -> bool:
        return all(part.strip() for part in (self.basis, self.article, self.quotation))


@dataclass(frozen=True)
class Reason:
    """Why a meeting may not adopt something (DECISIVE), or what goes on record although it may.

    key: competence or delegation. article, law: where it is written; empty when it is practice.
    """

    key: str
    sentence: str
    law: str
    article: str
    severity: Severity = Severity.DECISIVE

    @property
    def blocks(self) -> bool:
        return self.severity == Severity.DECISIVE


def subject(stored: str) -> TextKind | Matter:
    """The enumeration member behind a stored subject; ValueError for an unknown one."""
    return TextKind(stored) if stored in TextKind.values else Matter(stored)


def lendable(place: PlaceKind) -> list[tuple[str, str]]:
    """(value, words) of what the assembly of a place may lend to the representatives."""
    kept = {Matter.DELEGATION, Matter.RECALL, *_THEIR_OWN}
    if place == PlaceKind.VILLAGE:
        kept |= SUPREME
    return [(value, label) for value, label in SUBJECTS if value not in kept]


def competence(
    about: str,
    meeting: MeetingKind,
    pack: Pack,
    *,
    on: date,
    delegation: Delegation | None = None,
    override: Override | None = None,
    local: LocalRules = NATIONAL,
) -> list[Reason]:
    """Reasons against (or notes upon) a decision of that meeting; empty when all is in order.

    about: a value of `kinds.SUBJECTS`. on: the day of the meeting.
    """
    about, meeting = subject(about), MeetingKind(meeting)
    if meeting in NOT_DECIDING:
        return [_advisory(about, meeting, pack)]
    if meeting in OF_GROUP and pack.body(meeting):
        return [] if about in GROUP_MATTERS else [_beyond_group(about, meeting, pack)]
    if meeting == _ASSEMBLY[pack.place]:
        return []
    if meeting != _OF_REPRESENTATIVES[pack.place]:
        return [_wrong_place(meeting, pack)]
    return _of_representatives(about, meeting, pack, on, delegation, override, local)


def _of_representatives(about, meeting, pack, on, delegation, override, local) -> list[Reason]:
    if about == Matter.DELEGATION:
        sentence = f"授权只能由{_ASSEMBLY[pack.place].label}作出，{meeting.label}不能给自己授权"
        return [Reason("competence", sentence, pack.law, pack.articles.get("delegation", ""))]
    if about in pack.either:
        return []
    if about == Matter.RECALL:
        return [_reserved(about, meeting, pack, NATIONAL)]
    may_delegate = about not in SUPREME or (
        pack.place == PlaceKind.COMMUNITY and "delegation" in pack.articles
    )
    if may_delegate:
        return delegation_faults(about, pack, on=on, delegation=delegation, local=local)
    if override is None:
        return [_reserved(about, meeting, pack, local)]
    if not override.is_complete():
        sentence = "以地方规定为由放行时，应写明法规名称、条款并抄录原文"
        return [Reason("competence", sentence, pack.law, pack.articles["charter"])]
    return [
        Reason(
            "competence",
            f"{meeting.label}表决{about.label}，依据《{override.basis.strip().strip('《》')}》"
            f"{override.article.strip()}：“{override.quotation.strip()}”",
            pack.law,
            pack.articles["charter"],
            severity=Severity.NOTE,
        )
    ]


def delegation_faults(
    about: str,
    pack: Pack,
    *,
    on: date,
    delegation: Delegation | None,
    local: LocalRules = NATIONAL,
) -> list[Reason]:
    """What is wrong with the delegation behind a decision of representatives on that day.

    Missing, out of term or silent on the matter blocks (村民委员会组织法第二十九条第一款); a
    missing scope, posting or filing is noted where the province asks for it.
    """
    about = subject(about)
    law, article = pack.law, pack.articles.get("delegation", "")
    assembly = _ASSEMBLY[pack.place].label
    if delegation is None:
        sentence = f"没有{assembly}的授权记录，代表会议不能表决{about.label}"
        return [Reason("delegation", sentence, law, article)]
    faults = []
    if about not in delegation.matters:
        faults.append(f"{assembly}的授权事项不包括{about.label}")
    if delegation.granted_on > on:
        faults.append(f"授权作出于{cn_date(delegation.granted_on)}，晚于本次会议")
    elif not delegation.valid_from <= on <= delegation.valid_until:
        term = f"{cn_date(delegation.valid_from)}至{cn_date(delegation.valid_until)}"
        faults.append(f"授权期限为{term}，会议日期{cn_date(on)}不在期限内")
    reasons = [Reason("delegation", sentence, law, article) for sentence in faults]
    if not article:
        sentence = f"{pack.cite('')}没有规定居民代表会议，本次表决只有授权为依据"
        reasons.append(Reason("delegation", sentence, law, "", Severity.NOTE))
    if local.needs_posted_delegation and pack.place == PlaceKind.VILLAGE:
        reasons += _unposted(delegation, local)
    is_asked = local.needs_written_delegation and pack.place == PlaceKind.VILLAGE
    if is_asked and not delegation.is_written:
        law = local.law_of("needs_written_delegation")
        article = local.articles.get("needs_written_delegation", "")
        sentence = "授权没有书面材料，请补上授权决议或者作出授权的会议记录"
        reasons.append(Reason("delegation", sentence, law, article, Severity.DEFECT))
    return reasons


def _unposted(delegation: Delegation, local: LocalRules) -> list[Reason]:
    missing = {
        "授权没有写明范围": not delegation.scope.strip(),
        "授权没有向村民公告": delegation.posted_on is None,
        "授权没有报乡镇政府备案": delegation.filed_on is None,
    }
    law = local.law_of("needs_posted_delegation")
    article = local.articles.get("needs_posted_delegation", "")
    return [
        Reason("delegation", sentence, law, article, Severity.DEFECT)
        for sentence, is_missing in missing.items()
        if is_missing
    ]


def _reserved(about, meeting, pack, local) -> Reason:
    assembly = _ASSEMBLY[pack.place].label
    sentence = f"{about.label}应由{assembly}表决，{meeting.label}不能代替"
    if local.articles.get("charter"):
        sentence += f"（另见{local.cite('charter')}）"
    is_recall = about == Matter.RECALL and pack.recall
    article = pack.recall.vote_article if is_recall else pack.adopting(about)
    return Reason("competence", sentence, pack.law, article)


def _advisory(about, meeting, pack) -> Reason:
    if isinstance(about, Matter) and about != Matter.DELEGATION:
        sentence = f"{meeting.label}的表决只作为意见，不是{pack.place.label}的决定"
        return Reason("competence", sentence, pack.law, "", Severity.NOTE)
    sentence = f"{meeting.label}可以讨论，不能表决通过{about.label}"
    article = "delegation" if about == Matter.DELEGATION else "charter"
    return Reason("competence", sentence, pack.law, pack.articles.get(article, ""))


def _beyond_group(about, meeting, pack) -> Reason:
    sentence = f"{meeting.label}只决定本组事项，不能表决{about.label}"
    return Reason("competence", sentence, pack.law, pack.articles["charter"])


def _wrong_place(meeting, pack) -> Reason:
    sentence = f"{meeting.label}不是{pack.place.label}的会议"
    return Reason("competence", sentence, pack.law, "")
