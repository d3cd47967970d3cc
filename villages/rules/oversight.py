"""Who sits in the 村务监督委员会 (居务监督委员会 in a community), and what was checked of them.

Serves 村民委员会组织法第三十七条第一款 and 城市居民委员会组织法第三十六条第一款: no member of the
committee, and none of their near relatives; in a village some know accounting or management. The
number is of the province's measure, else of the guidance of 2017. Kinship is declared by
the village: no register of families is kept. Nothing here blocks: findings are shown.
"""

from collections.abc import Collection, Hashable, Sequence
from dataclasses import dataclass
from datetime import date

from township.dates import cn_date
from villages.rules.bodies import BodyKind
from villages.rules.composition import Holder
from villages.rules.finding import Finding, written_in
from villages.rules.kinds import PlaceKind, Severity
from villages.rules.provinces import NATIONAL, LocalRules
from villages.rules.statutes import Pack

GUIDANCE = "2017年《关于建立健全村务监督委员会的指导意见》"
USUAL: tuple[int, ...] = (3, 4, 5)


@dataclass(frozen=True)
class Declared:
    """What the village declared on a day of those who sit there."""

    on: date
    is_kin_free: bool
    is_skilled: bool


def oversight(
    holders: Sequence[Holder],
    law: Pack,
    declared: Declared | None,
    newest: date | None,
    local: LocalRules = NATIONAL,
    women: Collection[Hashable] = (),
) -> list[Finding]:
    """Findings on the body; empty where nobody sits in it.

    holders: everybody in office in any body on the day asked about. newest: the day on which the
    last of its members took office. women: those of all who are women.
    """
    members = {one.person: one.name for one in holders if one.body == BodyKind.OVERSIGHT}
    if not members:
        return []
    committee = {one.person for one in holders if one.body == BodyKind.COMMITTEE}
    found = [_size(len(members), local), _apart(members, committee, law)]
    if local.oversight_has_woman:
        found.append(_woman(len(members.keys() & set(women)), local))
    found += _declared(declared, newest, law)
    return found


def _written(law: Pack) -> dict:
    return written_in(law, law.articles.get("oversight", ""))


def _size(got: int, local: LocalRules) -> Finding:
    sizes, written, usually = USUAL, GUIDANCE, "一般"
    if local.oversight_sizes:
        sizes, written = local.oversight_sizes, local.told("oversight_sizes")
        usually = "一般" if local.oversight_is_usual else ""
    odd = "单数" if all(number % 2 for number in sizes) else ""
    sentence = f"成员{got}人，{usually}由{sizes[0]}至{sizes[-1]}人{odd}组成（{written}）"
    return Finding("size", got in sizes, sentence, Severity.NOTE, sizes[0], got)


def _woman(got: int, local: LocalRules) -> Finding:
    sentence = f"成员中应当有妇女（{local.told('oversight_has_woman')}），现有{got}人"
    return Finding("woman", got > 0, sentence, Severity.DEFECT, 1, got)


def _apart(members: dict, committee: set, law: Pack) -> Finding:
    both = [name for person, name in members.items() if person in committee]
    told = f"{'、'.join(both)}是委员会成员，不得担任" if both else "没有委员会成员担任"
    return Finding("apart", not both, told, Severity.DEFECT, **_written(law))


def _declared(declared: Declared | None, newest: date | None, law: Pack) -> list[Finding]:
    if declared is None or (newest and newest > declared.on):
        why = "以后成员有变动" if declared else "还没有核对"
        day = cn_date(declared.on) if declared else ""
        again = f"{day}核对{why}，请重新核对近亲属回避" if declared else f"{why}近亲属回避"
        return [Finding("kin", False, again, Severity.DEFECT, **_written(law))]
    day = cn_date(declared.on)
    kin = "没有委员会成员的近亲属" if declared.is_kin_free else "有委员会成员的近亲属，不得担任"
    found = [
        Finding("kin", declared.is_kin_free, f"{day}核对：{kin}", Severity.DEFECT, **_written(law))
    ]
    if law.place == PlaceKind.VILLAGE:
        word = "有" if declared.is_skilled else "没有"
        told = f"{day}核对：{word}具备财会、管理知识的人员"
        skilled = Finding("skilled", declared.is_skilled, told, Severity.DEFECT, **_written(law))
        found.append(skilled)
    return found
