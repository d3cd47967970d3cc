"""What a text as a whole lacks or leaves vague: hints for whoever drafts and reviews it.

No clause is unlawful for it. A sanction needs a procedure and a remedy, a duty needs to be clear,
a rule follows the charter in force, and a charter says who decides, who watches and how it is
changed (村民委员会组织法 27–31, 35, 37; 七部门《关于做好村规民约和居民公约工作的指导意见》 2018).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from villages.rules.clauses import ClauseText
from villages.rules.competence import SUPREME
from villages.rules.kinds import ClauseKind, TextKind
from villages.rules.provinces import NATIONAL, LocalRules


@dataclass(frozen=True)
class DraftRemark:
    """place: 第五条, or 全文; phrase: its words, empty where something is missing."""

    place: str
    phrase: str
    why: str
    instead: str


_SANCTION = re.compile("惩戒|惩处|处罚|批评教育|取消.{0,8}资格|违约责任|不良.{0,4}记录|责令改正")
_REMEDY = re.compile("申诉|申辩|陈述|复议|复核|异议|听取.{0,6}意见|反映|起诉|救济")
_PROCEDURE = re.compile(
    "核实|调查|听取|告知|讨论决定|评议|集体研究|表决|由[^，。；]{1,14}(?:决定|批评|提出)"
)
_VAGUE = re.compile(
    "视情节轻重|酌情处理|从严处理|严肃处理|适当处理|按有关规定处理|给予相应(?:的)?处(?:理|罚)|后果自负"
)
# What is said as a number in a charter and in a rule under it: (subject, figure, unit).
_NUMBER = "([0-9一二三四五六七八九十]+)"
_FIGURES = (
    (
        "公开（公示）天数",
        re.compile(f"(?:公开|公示|公布)[^。；，]{{0,12}}?{_NUMBER}(?:日|天)"),
    ),
    ("答复天数", re.compile(f"{_NUMBER}(?:日|天)内[^。；，]{{0,6}}(?:答复|回复)")),
    ("任期", re.compile(f"任期[^。；，]{{0,4}}{_NUMBER}年")),
    ("会议通知天数", re.compile(f"提前{_NUMBER}(?:日|天)[^。；，]{{0,4}}通知")),
)
# What texts of a kind usually say: (words, what is missing, how it may be said).
_USUAL = {
    TextKind.CHARTER: (
        ("村民会议|居民会议", "由谁作最后决定", "写明村民（居民）会议的组成、职权和表决办法。"),
        ("监督", "由谁监督", "写明村务（居务）监督机构的产生和职责。"),
        ("公开|公示|公布", "公开什么、多久公开一次", "写明公开的内容、期限和答复办法。"),
        ("权利", "村民的权利", "写明村民的权利和义务。"),
        ("修改|修订", "怎样修改章程", "写明由谁提议修改、经什么会议通过、报哪里备案。"),
        ("施行|生效|实施", "从哪一天起施行", "写明通过后的施行日期。"),
    ),
    TextKind.COVENANT: (
        ("监督|执行|负责|落实|理事会", "由谁执行和监督", "写明由哪个组织执行、由谁监督。"),
        ("修改|修订|施行|生效|实施", "怎样修改、从哪一天起施行", "写明修改办法和施行日期。"),
    ),
}
# A text shorter than this is a fragment; what it lacks is not told yet.
_LEAST_CLAUSES = 5


def remarks(
    clauses: Sequence[ClauseText],
    kind: TextKind,
    charter: Sequence[ClauseText] = (),
    local: LocalRules = NATIONAL,
) -> list[DraftRemark]:
    """Remarks on the whole text. charter: the one in force, where the text rests on it; local: what
    the province says of sanctions."""
    return [
        *_on_sanctions(clauses),
        *(_local_sanctions(clauses, local) if kind in SUPREME else ()),
        *_vague(clauses),
        *_against(clauses, charter),
        *_lacking(clauses, kind),
    ]


def _place(clause: ClauseText) -> str:
    return clause.label.strip("、：:．.") or ClauseKind(clause.kind).label


def _on_sanctions(clauses: Sequence[ClauseText]) -> Iterator[DraftRemark]:
    found = next(
        ((clause, match) for clause in clauses if (match := _SANCTION.search(clause.text))), None
    )
    if not found:
        return
    clause, match = found
    if not any(_REMEDY.search(one.text) for one in clauses):
        yield DraftRemark(
            _place(clause),
            match.group(),
            "有惩戒措施，没有写明告知、申辩和申诉的途径",
            "作出处理前告知本人并听取意见；本人不服的，可以向村务监督委员会或者镇政府反映。",
        )
    if not any(_PROCEDURE.search(one.text) for one in clauses):
        yield DraftRemark(
            _place(clause),
            match.group(),
            "有惩戒措施，没有写明由谁核实、由谁决定",
            "由村民委员会核实情况、听取本人意见后提出，由村民代表会议讨论决定。",
        )


def _local_sanctions(clauses: Sequence[ClauseText], local: LocalRules) -> Iterator[DraftRemark]:
    """Beside the first sanction, what the province lets a text lay down, where it says so."""
    if not local.sanctions:
        return
    for clause in clauses:
        if match := _SANCTION.search(clause.text):
            yield DraftRemark(
                _place(clause),
                match.group(),
                f"本省可以规定的措施是{'、'.join(local.sanctions)}，见{local.told('sanctions')}",
                "逐项核对，超出这些的另找法律、法规依据或者删去。",
            )
            return


def _vague(clauses: Sequence[ClauseText]) -> Iterator[DraftRemark]:
    for clause in clauses:
        if match := _VAGUE.search(clause.text):
            yield DraftRemark(
                _place(clause),
                match.group(),
                "说得不清楚，执行时没有尺度",
                "写明在什么情况下、由谁、采取什么措施。",
            )


def _against(clauses: Sequence[ClauseText], charter: Sequence[ClauseText]) -> Iterator[DraftRemark]:
    for subject, figure in _FIGURES:
        agreed = _said(charter, figure)
        said = _said(clauses, figure)
        if agreed and said and not {number for *_, number in said} & {n for *_, n in agreed}:
            (clause, phrase, _), (theirs, _, number) = said[0], agreed[0]
            yield DraftRemark(
                _place(clause),
                phrase,
                f"{subject}与现行自治章程{_place(theirs)}（{number}）不一致",
                "与自治章程一致，或者先修改自治章程。",
            )


def _said(clauses: Sequence[ClauseText], figure: re.Pattern) -> list[tuple[ClauseText, str, str]]:
    return [(c, match.group(), match[1]) for c in clauses for match in figure.finditer(c.text)]


def _lacking(clauses: Sequence[ClauseText], kind: TextKind) -> Iterator[DraftRemark]:
    if sum(clause.kind == ClauseKind.ARTICLE for clause in clauses) < _LEAST_CLAUSES:
        return
    whole = "\n".join(clause.text for clause in clauses)
    for words, missing, instead in _USUAL.get(kind, ()):
        if not re.search(words, whole):
            yield DraftRemark("全文", "", f"没有写{missing}", instead)
