"""罢免要求: whether enough people demand it together, and until when a meeting votes on it.

Serves 村民委员会组织法第十九条第一款 and 城市居民委员会组织法第二十条第一款 (earlier versions come
with their pack). Neither law names a time for the meeting; a province's may. Only numbers are kept:
who signed is on the paper that the village has.
"""

from datetime import date, timedelta

from township.dates import cn_date, months_later
from villages.rules.finding import Finding
from villages.rules.kinds import Petitioners, Severity
from villages.rules.provinces import LocalRules
from villages.rules.statutes import Pack

UNITS = {Petitioners.VOTERS: "人", Petitioners.HOUSEHOLDS: "户", Petitioners.REPS: "名"}


def demanded(by: Petitioners, signers: int, base: int, pack: Pack) -> Finding:
    """Whether the demand has the number that the law of its day asks for."""
    by = Petitioners(by)
    if pack.recall is None:
        sentence = f"{pack.cite('')}没有规定罢免要求的联名人数"
        return Finding("demand", False, sentence, Severity.NOTE)
    written: dict = {"law": pack.law, "article": pack.recall.demand_article, "since": pack.since}
    share = pack.recall.demand.get(by)
    if share is None:
        sentence = f"法律没有规定可以由{by.label}联名提出"
        return Finding("demand", False, sentence, Severity.DECISIVE, **written)
    needed, unit = share.needed(base), UNITS[by]
    ok = signers >= needed
    sentence = (
        f"{by.label}{base}{unit}，联名要{share.label}即{needed}{unit}，实有{signers}{unit}，"
        f"{'够数' if ok else '不够数'}"
    )
    return Finding("demand", ok, sentence, Severity.DECISIVE, needed, signers, **written)


def vote_until(received: date, local: LocalRules) -> date | None:
    """The last day on which the meeting may vote; None where nobody says one."""
    if local.recall_days:
        return received + timedelta(days=local.recall_days)
    if local.recall_months:
        return months_later(received, local.recall_months)
    return None


def told_again(failed_on: date, received: date, local: LocalRules) -> str:
    """What a demand soon after one that failed has to be compared for; "" where nothing bars it."""
    months = local.recall_again_months
    until = months_later(failed_on, months) if months else None
    if until is None or not failed_on < received <= until:
        return ""
    return (
        f"对这个人的罢免要求{cn_date(failed_on)}未通过，{cn_date(until)}以前不得以同一事实和理由"
        f"再次提出（{local.told('recall_again_months')}），请核对理由是否相同"
    )
