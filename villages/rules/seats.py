"""Whether a meeting of representatives is lawfully composed: shares, women, the smallest number.

Serves 村民委员会组织法第二十九条第一款 and 城市居民委员会组织法第二十八条第一款 (as of 2026;
earlier versions come with their pack), and what a province's measure adds.
"""

from collections.abc import Iterable
from dataclasses import replace

from villages.rules.finding import Finding, local_to, written_in
from villages.rules.kinds import PlaceKind, Severity
from villages.rules.provinces import LocalRules
from villages.rules.shares import THIRD, Share
from villages.rules.statutes import BodyLaw, Pack
from villages.rules.tally import Roll

# Keys of what `seats` finds.
SEATS = ("reps", "women", "women_among_reps", "reps_minimum")


def seats(roll: Roll, pack: Pack, body: BodyLaw, local: LocalRules) -> Iterable[Finding]:
    """Whether a meeting of representatives is lawfully composed: their share of the 组成人员, the
    women's share, the province's smallest number (村民委员会组织法第二十九条第一款, 城市居民委员会
    组织法第二十八条第一款). Uses `roll.total`, `.reps`, `.women_reps` and `.population`."""
    written = written_in(pack, body.articles.get("composition", ""))
    if body.reps:
        yield _share("reps", "代表", body.reps.needed(roll.total or 0), roll.reps, **written)
    if body.women:
        needed = body.women.needed(roll.total or 0)
        yield _share("women", "妇女代表", needed, roll.women_reps, **written)
    # Beside the national share, never in its place: a measure cannot lower the law.
    if body.women and local.women_among_reps:
        needed = THIRD.needed(roll.reps)
        cited = local_to(local, "women_among_reps")
        yield _share("women_among_reps", "妇女代表", needed, roll.women_reps, **cited)
    fewest = local.fewest_reps(roll.population)
    if fewest and pack.place == PlaceKind.VILLAGE:
        cited = local_to(local, "reps_minimum")
        found = _share("reps_minimum", "村民代表", fewest, roll.reps, **cited)
        yield _usual(found) if local.reps_are_usual else found


def women_attending(roll: Roll, local: LocalRules, share: Share) -> Finding:
    """山东办法第二十四条第四款: without them the meeting may not be held, so it is a quorum."""
    needed, came = share.needed(roll.women_reps), roll.women_reps_present
    ok = came >= needed
    sentence = (
        f"妇女代表{roll.women_reps}人，法定到会为{share.label}即{needed}人，实到{came}人，"
        f"{'达到' if ok else '未达到'}法定人数"
    )
    cited = local_to(local, "women_attending")
    return Finding("women_attending", ok, sentence, Severity.DECISIVE, needed, came, **cited)


def _share(key: str, whom: str, needed: int, got: int, **written) -> Finding:
    ok = got >= needed
    sentence = f"{whom}应有{needed}人以上，现有{got}人，{'符合' if ok else '不符合'}规定"
    return Finding(key, ok, sentence, Severity.DEFECT, needed, got, **written)


def _usual(found: Finding) -> Finding:
    """北京规定第二十二条第二款: what groups usually choose binds nobody."""
    sentence = f"由村民小组推选的，村民代表一般不少于{found.needed}人，现有{found.got}人"
    return replace(found, sentence=sentence, severity=Severity.NOTE)
