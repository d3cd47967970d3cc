"""Checks who sits where: the working group, the association, the rosters.

Serves the plan's clauses 37 (five haves), 39 (staff who are also officers of the association) and
55 (组长 = 村支书, 副组长 = 村主任; 专干, 支委 and 小组长 as members), 村民委员会组织法第八条 (the
secretary may be director too), 第二十九条 and 城市居民委员会组织法第八条, 第十三条, 第二十八条.
Nothing here blocks: findings are shown and counted.
"""

from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from villages.rules.bodies import BodyKind, PostKind, post_name
from villages.rules.finding import Finding, older
from villages.rules.kinds import REPRESENTATIVE, MeetingKind, Mode, PlaceKind, Severity
from villages.rules.provinces import NATIONAL, LocalRules
from villages.rules.seats import seats
from villages.rules.statutes import Pack
from villages.rules.tally import Roll


@dataclass(frozen=True)
class Holder:
    """One person in one post of one body. person: any key that tells people apart."""

    person: Hashable
    name: str
    body: BodyKind
    post: PostKind


_TITLES = {
    PlaceKind.VILLAGE: ("村党组织书记", "村民委员会主任", "村民小组长"),
    PlaceKind.COMMUNITY: ("社区党组织书记", "居民委员会主任", "居民小组长"),
}
_BRANCH = (PostKind.DEPUTY_SECRETARY, PostKind.BRANCH_MEMBER)


def working_group(
    holders: Iterable[Holder],
    place: PlaceKind,
    *,
    groups: int,
    law: Pack | None = None,
    staff: str = PostKind.STAFF.label,
) -> list[Finding]:
    """Whether the 创建工作小组 is composed as the plan's clause 55 asks.

    holders: everybody in office in any body of the place on the day asked about. groups: number
    of 小组, each of which sends its leader. law: names the article on one person in two posts.
    staff: what the township calls its 专（兼）职人员.
    """
    holders = list(holders)
    secretary, director, leader = _TITLES[PlaceKind(place)]
    secretaries = _at(holders, BodyKind.PARTY_BRANCH, PostKind.SECRETARY)
    directors = _at(holders, BodyKind.COMMITTEE, PostKind.DIRECTOR)
    heads = _at(holders, BodyKind.WORKING_GROUP, PostKind.HEAD)
    deputies = _at(holders, BodyKind.WORKING_GROUP, PostKind.DEPUTY_HEAD)
    both = secretaries.keys() & directors.keys()
    found = [
        _filled("head", "组长", heads, secretary, secretaries),
        _deputy(deputies, director, directors, bool(both)),
        _enough("staff", staff, holders, PostKind.STAFF, 1),
        _branch(holders),
        _enough("group_leaders", leader, holders, PostKind.OF_GROUPS, groups),
    ]
    if both:
        name = secretaries[min(both, key=str)]
        cited = _committee_article(law)
        sentence = f"{name}同时担任{secretary}和{director}，法律允许"
        found.append(Finding("both", True, sentence, Severity.NOTE, **cited))
    return found + _twice(holders, PlaceKind(place), staff)


def _at(holders: Iterable[Holder], body: BodyKind, *posts: PostKind) -> dict[Hashable, str]:
    return {h.person: h.name for h in holders if h.body == body and h.post in posts}


def _filled(key: str, post: str, inside: Mapping, title: str, outside: Mapping) -> Finding:
    """The post inside the working group is held by whoever holds the title outside."""
    names, wanted = "、".join(inside.values()), "、".join(outside.values())
    if not inside:
        sentence = f"{post}空缺，应由{title}{wanted}担任"
    elif not outside:
        sentence = f"{post}{names}，没有登记{title}，无法核对"
    elif inside.keys() & outside.keys():
        return Finding(key, True, f"{post}{names}，是{title}", Severity.DEFECT)
    else:
        sentence = f"{post}{names}，应由{title}{wanted}担任"
    return Finding(key, False, sentence, Severity.DEFECT)


def _deputy(deputies: Mapping, director: str, directors: Mapping, is_one: bool) -> Finding:
    if deputies and is_one and not deputies.keys() & directors.keys():
        names = "、".join(deputies.values())
        sentence = f"书记、主任由一人担任，副组长由{names}担任"
        return Finding("deputy", True, sentence, Severity.DEFECT)
    return _filled("deputy", "副组长", deputies, director, directors)


def _enough(key: str, title: str, holders: Iterable[Holder], post: PostKind, needed: int):
    got = len(_at(holders, BodyKind.WORKING_GROUP, post))
    sentence = f"成员中的{title}应有{needed}人，现有{got}人"
    return Finding(key, got >= needed, sentence, Severity.DEFECT, needed, got)


def _branch(holders: Iterable[Holder]) -> Finding:
    """Every member of the Party branch's committee sits in the working group in some post."""
    members = _at(holders, BodyKind.PARTY_BRANCH, *_BRANCH)
    inside = {h.person for h in holders if h.body == BodyKind.WORKING_GROUP}
    left_out = [name for person, name in members.items() if person not in inside]
    got = len(members) - len(left_out)
    if not members:
        got = len(_at(holders, BodyKind.WORKING_GROUP, PostKind.OF_BRANCH))
        sentence = f"没有登记支委成员，工作小组中有支委{got}人"
        return Finding("branch", got > 0, sentence, Severity.DEFECT, 1, got)
    sentence = f"支委{len(members)}人，在工作小组中{got}人"
    if left_out:
        sentence += f"，缺{'、'.join(left_out)}"
    return Finding("branch", not left_out, sentence, Severity.DEFECT, len(members), got)


def _twice(holders: Iterable[Holder], place: PlaceKind, staff: str) -> list[Finding]:
    """One person in two posts of the working group is allowed and shown."""
    posts: dict[Hashable, list[Holder]] = {}
    for holder in holders:
        if holder.body == BodyKind.WORKING_GROUP:
            posts.setdefault(holder.person, []).append(holder)
    return [
        Finding(
            "twice",
            True,
            f"{held[0].name}在工作小组兼任"
            + "、".join(_called(h.post, place, staff) for h in held),
            Severity.NOTE,
        )
        for held in posts.values()
        if len(held) > 1
    ]


def _called(post: PostKind, place: PlaceKind, staff: str) -> str:
    return staff if post == PostKind.STAFF else post_name(post, place == PlaceKind.COMMUNITY)


def _committee_article(law: Pack | None) -> dict:
    if law is None:
        return {}
    return {"law": law.law, "article": law.articles["committee"], "since": law.since}


@dataclass(frozen=True)
class HaveClaim:
    """One of the association's “five haves” in one year."""

    label: str
    is_met: bool
    has_evidence: bool


def five_haves(haves: Sequence[HaveClaim]) -> list[Finding]:
    """One finding each; met without evidence does not count (plan, clause 37)."""
    found = []
    for have in haves:
        said = "具备" if have.is_met else "不具备"
        proof = "有佐证" if have.has_evidence else "没有佐证"
        sentence = f"{have.label}：{said}，{proof}" if have.is_met else f"{have.label}：{said}"
        ok = have.is_met and have.has_evidence
        found.append(Finding("have", ok, sentence, Severity.DEFECT))
    return found


@dataclass(frozen=True)
class Rate:
    """part of whole people; `year` for a trend."""

    part: int
    whole: int
    year: int | None = None

    @property
    def percent(self) -> int | None:
        """Whole percent, halves up; None without people."""
        return (self.part * 200 + self.whole) // (2 * self.whole) if self.whole else None


def dual_posts(
    staff: Collection[Hashable], officers: Collection[Hashable], year: int | None = None
) -> Rate:
    """How many of the 专(兼)职人员 are officers of the association too (plan, clause 39)."""
    return Rate(len(set(staff) & set(officers)), len(set(staff)), year)


def trend(rates: Sequence[Rate]) -> str:
    """“2025年50%，2026年100%，上升”; empty without two years that can be compared."""
    known = [rate for rate in rates if rate.whole]
    if len(known) < 2:
        return ""
    first, last = known[-2], known[-1]
    step = last.part * first.whole - first.part * last.whole
    word = "上升" if step > 0 else "下降" if step < 0 else "持平"
    return f"{first.year}年{first.percent}%，{last.year}年{last.percent}%，{word}"


def roster(
    kind: MeetingKind,
    pack: Pack,
    *,
    committee: int,
    reps: int,
    women_reps: int,
    both: int = 0,
    population: int | None = None,
    local: LocalRules = NATIONAL,
) -> list[Finding]:
    """Composition of a meeting of representatives, asked of the roster before any meeting.

    committee: members of the 村(居)委会; both: those of them who are representatives too and
    count once among the 组成人员. Empty where the law of the day prescribes nothing.
    """
    body = pack.body(kind)
    if kind not in REPRESENTATIVE or body is None:
        return []
    total = committee + reps - both
    roll = Roll(Mode.MEMBER, total, 0, reps=reps, women_reps=women_reps, population=population)
    found = list(seats(roll, pack, body, local))
    return [*found, *older(local, found)]


@dataclass(frozen=True)
class GroupSeats:
    """One 小组 with its households and how many representatives speak for it."""

    name: str
    households: int
    reps: int


def ratio(groups: Iterable[GroupSeats], pack: Pack) -> list[Finding]:
    """Households behind each representative, group by group (村民委员会组织法第二十九条第二款: five
    to fifteen, 城市居民委员会组织法第十三条第二款: usually twenty to fifty). Both laws allow other
    ways, so this informs only. Empty where the law of the day names no range."""
    if pack.households_per_rep is None:
        return []
    least, most = pack.households_per_rep
    found = []
    for group in groups:
        fewest, many = -(-group.households // most), max(1, group.households // least)
        ok = fewest <= group.reps <= many and group.reps > 0
        sentence = (
            f"{group.name}{group.households}户，代表{group.reps}人，"
            f"按每{least}至{most}户一人为{fewest}至{many}人"
        )
        found.append(
            Finding(
                "ratio",
                ok,
                sentence,
                Severity.NOTE,
                fewest,
                group.reps,
                law=pack.law,
                article=pack.articles["ratio"],
                since=pack.since,
            )
        )
    return found
