"""Finds phrases in a text that today's law forbids or doubts, for the reviewer of a filing.

A phrase inside a prohibition (不得收取押金, 取消社会抚养费) is only mentioned, not alarmed. The
search is a net, not a judge: it prefers one flag too many, because a reviewer can dismiss a flag
but cannot see a missing one. Serves 村民委员会组织法第三十一条第二款 and the dossier's §2; the
phrases stand in `redrules`.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from villages.rules.clauses import ClauseText
from villages.rules.kinds import Alarm, ClauseKind
from villages.rules.red_flag_rules import BIRTH, BODIES, RIGHTS_LAW, RULES, RedFlagRule


@dataclass(frozen=True)
class Flag:
    """A phrase to look at, with full-width signs and blanks evened out.

    at: position of the clause; item: key of the checklist item (`legality.CHECKLIST`).
    """

    at: int
    clause: ClauseText
    item: str
    phrase: str
    why: str
    law: str
    alarm: Alarm

    @property
    def place(self) -> str:
        """Where it stands: 第五条, or 前言."""
        return self.clause.label.strip("、：:．.") or ClauseKind(self.clause.kind).label


# Width is evened out, but Chinese punctuation stays what it was.
_PUNCTUATION = str.maketrans(",;:!?()", "，；：！？（）")
_SENTENCE = re.compile(r"[^。！？；\n]+")
_FORBIDDEN = (
    "不得(?!少于|低于|超过|高于|不|拒)|不准|不许|不能|不可|不应|不再|不收|不设|不以|不因|不把|不将"
    "|严禁|禁止|杜绝|反对|防止|避免|无权|无需|不需要|不要求"
)
_FORBIDS = re.compile(_FORBIDDEN)
# These end the reach of a prohibition, or turn it round (不得拒绝, 不得少交).
_ENDS = re.compile(
    "[，：]|否则|违者|违反|但|逾期|拒|逃|欠|少[交缴]|漏|规避|抵制|阻|妨碍|不参加|不落实|无故|不[交缴]|并|且"
    "|的(处|给|要|予|缴|交)|(生育|怀孕|参加|检查|落实|履行|执行|服从|配合)[^，]{0,4}[的者]$"
)
# An abolition reaches over a plain list of nouns only.
_ABOLISHES = re.compile(
    "(?:取消|废止|废除|停止|免收|免除|清理)(?:征收|收取|执行|实行)?[^，并且征收缴交处给要]{0,16}$"
)
_ABOLISHED_BEHIND = re.compile(
    "(?:的|等|规定|做法|条款|制度|项目|已经?|予以|一律|全部|均|都|现|应当?|依法|今后|费用|征收)*"
    "(?:取消|废止|废除|停止|清理|免收|(?:不得|不再|严禁|禁止)再?(?:收|征|设|要求|处|执行|实行|使用))"
)
_FORBIDDEN_INSIDE = re.compile(f"(?:{_FORBIDDEN})(?!享有|行使)[^，]{{0,5}}$")
_SANCTION = re.compile("惩戒|惩处|处罚|批评教育|取消.{0,8}资格|违约责任|不良.{0,4}记录|责令改正")
_REMEDY = re.compile("申诉|申辩|陈述|复议|复核|异议|听取.{0,6}意见|反映|起诉|救济")
# Signs before and behind a phrase in which a prohibition is looked for.
_REACH = 60
_GRAVITY = {Alarm.MENTIONED: 0, Alarm.DOUBTFUL: 1, Alarm.UNLAWFUL: 2}


def red_flags(clauses: Sequence[ClauseText]) -> list[Flag]:
    """All flags in reading order; of several on one phrase of one item only the gravest."""
    flags: dict[tuple[int, str, str], Flag] = {}
    for at, clause in enumerate(clauses):
        for flag in _of_clause(at, clause):
            key = (at, flag.item, flag.phrase)
            if key not in flags or _GRAVITY[flag.alarm] > _GRAVITY[flags[key].alarm]:
                flags[key] = flag
    return sorted([*flags.values(), *_without_remedy(clauses)], key=lambda flag: flag.at)


def _even(text: str) -> str:
    return re.sub(r"[^\S\n]+", "", unicodedata.normalize("NFKC", text)).translate(_PUNCTUATION)


def _of_clause(at: int, clause: ClauseText) -> Iterator[Flag]:
    text = _even(clause.text)
    is_on_birth = BIRTH.search(BODIES.sub("", text)) is not None
    for sentence in _SENTENCE.findall(text):
        for rule in RULES:
            if rule.birth not in (None, is_on_birth):
                continue
            if rule.within and not rule.within.search(sentence):
                continue
            is_excused = bool(rule.unless and rule.unless.search(sentence))
            for match in rule.phrase.finditer(sentence):
                is_harmless = is_excused or _is_denied(rule, sentence, match)
                alarm = Alarm.MENTIONED if is_harmless else rule.alarm
                yield Flag(at, clause, rule.item, match.group(), rule.why, rule.law, alarm)


def _is_denied(rule: RedFlagRule, sentence: str, match: re.Match) -> bool:
    """Whether the sentence forbids or abolishes the phrase instead of setting it."""
    before = sentence[max(0, match.start() - _REACH) : match.start()]
    behind = sentence[match.end() : match.end() + _REACH]
    if rule.forbids:
        found = list(_FORBIDS.finditer(before))
        if found and not _ENDS.search(before[found[-1].end() :]):
            return True
    if rule.abolishes and (_ABOLISHES.search(before) or _ABOLISHED_BEHIND.match(behind)):
        return True
    return rule.inside and _FORBIDDEN_INSIDE.search(match.group()) is not None


def _without_remedy(clauses: Sequence[ClauseText]) -> list[Flag]:
    """A text that sanctions but names no way to be heard or to object (checklist item 12)."""
    texts = [_even(clause.text) for clause in clauses]
    if any(_REMEDY.search(text) for text in texts):
        return []
    why = "有惩戒措施，没有写明告知、申辩和申诉的途径"
    for at, (clause, text) in enumerate(zip(clauses, texts, strict=True)):
        if found := _SANCTION.search(text):
            phrase = found.group()
            return [Flag(at, clause, "rewards", phrase, why, RIGHTS_LAW, Alarm.DOUBTFUL)]
    return []
