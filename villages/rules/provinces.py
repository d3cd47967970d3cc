"""What a province's measures add to the national rules, for villages and for communities.

One file a province lies in `villages/measures/`: name and day of the last amendment of each
measure, and each figure with its article, as read in the text. Where a province has no file, or no
part for a kind of place, only the national law is known here. A measure that the law of 2026 came
after is older than the law it serves: from then on it says so wherever it decides (`note`), and the
law goes first (立法法 art. 99). A meeting held before the text that was
read was in force is judged by the national law alone (`missing`).
"""

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from datetime import date
from pathlib import Path

from township.dates import cn_date
from villages.rules.kinds import PlaceKind
from villages.rules.shares import Share

FOLDER = Path(__file__).parent.parent / "measures"
# The organic laws in force since 2026 were adopted on this day; a measure amended since knows them.
_LAWS_ADOPTED = date(2025, 10, 28)
_LAWS_IN_FORCE = date(2026, 1, 1)


@dataclass(frozen=True)
class LocalRules:
    """What a measure says about the places of one kind in a township.

    name: title of the measure, quoted in verdicts; empty means national rules only.
    reps_notice_days: days of notice before a meeting of representatives.
    reps_may_notify_late: 特殊情况 (救灾应急) excuse a late notice of it.
    call_days: days within which a demanded meeting of representatives is called.
    reps_minimum: ascending (population from, fewest representatives).
    reps_are_usual: that number is what is usual (一般) where the groups choose, no bound.
    excludes_absent: villagers away and unreachable, or unable to return, leave the total of a
        村民会议 counted by person, if their number is told to the meeting.
    women_attending: share of the women representatives who must attend for it to be held.
    women_among_reps: a third of the representatives are women too, beside the national third of
        the 组成人员.
    assembly_months, assembly_times: a 村民会议 or 居民会议 is held so many times (at least) in each
        period of so many months.
    needs_written_delegation: a delegation is given in writing.
    voids_breach: what representatives decide against the procedure is void.
    needs_posted_delegation: a delegation must name its scope, be posted and be filed.
    needs_prereview: a draft of a charter or 村规民约 goes to the township before the vote.
    answer_days: days within which a question on 村务公开 is answered.
    sanctions: what a charter or 村规民约 may lay down against breaches of it; empty where the
        measure draws no line.
    party_first: what either meeting is asked was discussed by the Party organisation before, also
        where the law of the day did not ask for it yet.
    drafts_to_reps: the draft of a charter or 村规民约 goes to the representatives before the vote.
    assembly_by_ballot: what the law keeps for the assembly is voted by ballot (投票表决).
    reps_list, delegation_way, posting_way, calling_way, appraisal_way, leaving_way: what becomes
        of the list of representatives, how the assembly lends its powers, how and when is posted,
        what goes with a notice, how members are appraised, what follows when one leaves or is
        elected in between; told beside the form, without full stop.
    appraisal_apart_months: the least time between two 民主评议 of the same people.
    oversight_sizes: the numbers that a 村务监督委员会 may have; empty where it says nothing.
    oversight_is_usual: those numbers are what is usual (一般), no bound.
    oversight_has_woman: one of its members is a woman.
    oversight_way: who chooses and recalls its members, where only the assembly may; told beside the
        form and with the vote of representatives, whom the law lets choose too.
    recall_days, recall_months: within which a meeting votes on a demanded recall.
    recall_again_months: within which one that failed is not demanded again on the same grounds.
    articles: field name → article of the measure; `charter` is the one that keeps it for the
        assembly.
    laws: field name → title of another rule where the figure is not the measure's.
    laws_since: field name → the day from which that other rule is in force.
    note: that the measure is older than the law, where it is on the day in question.
    since: the day from which the measure is in force as it was read.
    missing: why nothing of the province's measure is applied; empty where it is, or has none.
    """

    name: str = ""
    reps_notice_days: int | None = None
    reps_may_notify_late: bool = False
    call_days: int | None = None
    reps_minimum: tuple[tuple[int, int], ...] = ()
    reps_are_usual: bool = False
    excludes_absent: bool = False
    women_attending: Share | None = None
    women_among_reps: bool = False
    assembly_months: int | None = None
    assembly_times: int = 1
    needs_written_delegation: bool = False
    voids_breach: bool = False
    needs_posted_delegation: bool = False
    needs_prereview: bool = False
    answer_days: int | None = None
    sanctions: tuple[str, ...] = ()
    party_first: bool = False
    drafts_to_reps: bool = False
    reps_list: str = ""
    delegation_way: str = ""
    posting_way: str = ""
    calling_way: str = ""
    appraisal_way: str = ""
    leaving_way: str = ""
    assembly_by_ballot: bool = False
    appraisal_apart_months: int | None = None
    oversight_sizes: tuple[int, ...] = ()
    oversight_is_usual: bool = False
    oversight_has_woman: bool = False
    oversight_way: str = ""
    recall_days: int | None = None
    recall_months: int | None = None
    recall_again_months: int | None = None
    articles: Mapping[str, str] = field(default_factory=dict)
    laws: Mapping[str, str] = field(default_factory=dict)
    laws_since: Mapping[str, date] = field(default_factory=dict)
    note: str = ""
    since: date | None = None
    missing: str = ""

    def law_of(self, key: str) -> str:
        """Title of the rule that gives a figure."""
        return self.laws.get(key) or self.name or "本地规定"

    def cite(self, key: str) -> str:
        """“四川省实施…办法第十六条”; without article where it was not read."""
        return f"{self.law_of(key)}{self.articles.get(key, '')}"

    def told(self, key: str) -> str:
        """`cite`, and that the measure is older than the law where it is the measure's figure."""
        is_own = self.law_of(key) == self.name
        return f"{self.cite(key)}（{self.note}）" if self.note and is_own else self.cite(key)

    def hint(self, key: str) -> str:
        """What the measure says there in words, with its article; "" where it says nothing."""
        words = getattr(self, key)
        return f"{words}（{self.cite(key)}）。" if words else ""

    def on(self, day: date) -> "LocalRules":
        """The same without figures of other rules that were not in force on that day."""
        gone = {key for key, since in self.laws_since.items() if day < since}
        kept = {key: told for key, told in self.articles.items() if key not in gone}
        return replace(self, articles=kept, **{key: getattr(NATIONAL, key) for key in gone})

    def with_own(self, law: str, **figures) -> "LocalRules":
        """The same with a township's own figures, each under the title of the rule it rests on."""
        articles = {key: told for key, told in self.articles.items() if key not in figures}
        laws = {**self.laws, **dict.fromkeys(figures, law)}
        return replace(self, articles=articles, laws=laws, **figures)

    def fewest_reps(self, population: int | None) -> int | None:
        """Smallest lawful number of representatives; the lowest step when population is unknown."""
        steps = [number for start, number in self.reps_minimum if start <= (population or 0)]
        return steps[-1] if steps else None

    def as_dict(self) -> dict:
        """JSON-able; `from_dict` reads it back."""
        days = {key: day.isoformat() for key, day in self.laws_since.items()}
        since = self.since and self.since.isoformat()
        return {**asdict(self), "since": since, "laws_since": days}

    @classmethod
    def from_dict(cls, stored: Mapping) -> "LocalRules":
        """Reads `as_dict` output; unknown keys are ignored, missing ones take the default."""
        known = {f.name: stored[f.name] for f in fields(cls) if f.name in stored}
        if known.get("women_attending"):
            known["women_attending"] = Share(**known["women_attending"])
        if known.get("since"):
            known["since"] = date.fromisoformat(known["since"])
        days = known.get("laws_since", {})
        known["laws_since"] = {key: date.fromisoformat(day) for key, day in days.items()}
        for name in ("sanctions", "oversight_sizes"):
            known[name] = tuple(known.get(name, ()))
        known["reps_minimum"] = tuple(tuple(step) for step in known.get("reps_minimum", ()))
        return cls(**known)


NATIONAL = LocalRules()


def _share(written: str) -> Share:
    part, whole = (int(number) for number in written.split("/"))
    return Share(part, whole, label=f"{'一二三四五'[whole - 1]}分之{'一二三四五'[part - 1]}以上")


_READ: dict[str, Callable] = {
    "women_attending": _share,
    "sanctions": tuple,
    "oversight_sizes": tuple,
    "reps_minimum": lambda steps: tuple(tuple(step) for step in steps),
}


def _rules(written: Mapping) -> LocalRules:
    """One part of a file: `field = [value, article]`, with the title and the first day of another
    rule where that gives it; `charter = article`."""
    amended = written["amended"]
    note = f"{cn_date(amended)}的文本，早于{cn_date(_LAWS_IN_FORCE)}施行的法律，不一致的以法律为准"
    values, articles = {}, {"charter": written["charter"]} if "charter" in written else {}
    laws, laws_since = {}, {}
    for key, told in written.items():
        if key not in ("name", "amended", "in_force", "charter"):
            value, articles[key], *other = told
            values[key] = _READ.get(key, lambda same: same)(value)
            if other:
                laws[key], laws_since[key] = other
    is_older = amended < _LAWS_ADOPTED
    told = note if is_older else ""
    return LocalRules(
        name=written["name"],
        note=told,
        since=written["in_force"],
        articles=articles,
        laws=laws,
        laws_since=laws_since,
        **values,
    )


def _read(path: Path) -> tuple[str, Mapping[PlaceKind, LocalRules]]:
    written = tomllib.loads(path.read_text(encoding="utf-8"))
    rules = {kind: _rules(written[kind]) for kind in PlaceKind if kind.value in written}
    return written["province"], rules


_FILES = {path.stem: _read(path) for path in sorted(FOLDER.glob("*.toml"))}
# (code, name) of every province that can be chosen.
PROVINCES = [("", "只按国家法律"), *((code, name) for code, (name, _) in _FILES.items())]


def rules_of(code: str, place: PlaceKind = PlaceKind.VILLAGE, on: date | None = None) -> LocalRules:
    """The measure of a province for places of a kind; the national rules where none is known, or
    none of that day."""
    rules = _FILES[code][1].get(place, NATIONAL) if code else NATIONAL
    if on and rules.since and on < rules.since:
        told = (
            f"《{rules.name}》自{cn_date(rules.since)}起施行，以前的文本没有收录，只按国家法律判断"
        )
        return LocalRules(missing=told)
    if on is None:
        return rules
    return replace(rules.on(on), note="" if on < _LAWS_IN_FORCE else rules.note)
