"""Who sits in the 村民委员会 (居民委员会 in a community): how many, and a woman among them.

Serves 村民委员会组织法第八条第一款、第二款 and 城市居民委员会组织法第八条第一款、第二款 (earlier
versions come with their pack). Nothing here blocks: findings are shown.
"""

from collections.abc import Collection, Hashable, Sequence

from villages.rules.bodies import BodyKind
from villages.rules.composition import Holder
from villages.rules.finding import Finding, written_in
from villages.rules.kinds import Severity
from villages.rules.statutes import Pack


def committee(holders: Sequence[Holder], law: Pack, women: Collection[Hashable]) -> list[Finding]:
    """Findings on the body; empty where nobody sits in it.

    holders: everybody in office in any body on the day asked about. women: those who are women.
    """
    members = {one.person for one in holders if one.body == BodyKind.COMMITTEE}
    if not members:
        return []
    written, got = written_in(law, law.articles["committee"]), len(members)
    least, most = law.committee_size
    told = f"成员{got}人，由主任、副主任和委员共{least}至{most}人组成"
    found = [Finding("size", least <= got <= most, told, Severity.DEFECT, least, got, **written)]
    if law.committee_has_woman:
        some = len(members & set(women))
        told = f"应当有妇女成员，现有{some}人"
        found.append(Finding("woman", some > 0, told, Severity.DEFECT, 1, some, **written))
    return found
