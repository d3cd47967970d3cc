"""What a province's 实施《村民委员会组织法》办法 adds to the national rules for villages.

A township keeps one `LocalRules`, taken from a preset and adjusted. The presets hold only what was
read in the measures of 四川 (2015), 重庆, 海南 (2025-12-03), 山东 and 浙江; all but that of 海南
are older than the law of 2026 (`note`). They say nothing about communities.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields

from villages.rules.statutes import TWO_THIRDS, Share

_OLDER = "本办法早于2026年1月1日施行的法律，请核对是否已修订"


@dataclass(frozen=True)
class LocalRules:
    """Settings of one township.

    name: title of the measure, quoted in verdicts; empty means national rules only.
    reps_notice_days: days of notice before a 村民代表会议.
    reps_minimum: ascending (population from, fewest representatives).
    excludes_absent: villagers away and unreachable, or unable to return, leave the total of a
        村民会议 counted by person, if their number is told to the meeting.
    reps_may_notify_late: 特殊情况 (救灾应急) excuse a late notice of a 村民代表会议.
    women_attending: share of the women representatives who must attend for it to be held.
    women_among_reps: a third of the representatives are women too, beside the national third of
        the 组成人员.
    villagers_months: longest interval between 村民会议.
    needs_posted_delegation: a delegation must name its scope, be posted and be filed.
    filing_days: days from adoption to 备案 (宁波, 湖州 and the opinion of 2018 say ten).
    articles: field name → article of the measure.
    """

    name: str = ""
    reps_notice_days: int | None = None
    reps_may_notify_late: bool = False
    reps_minimum: tuple[tuple[int, int], ...] = ()
    excludes_absent: bool = False
    women_attending: Share | None = None
    women_among_reps: bool = False
    villagers_months: int | None = None
    needs_posted_delegation: bool = False
    filing_days: int = 10
    articles: Mapping[str, str] = field(default_factory=dict)
    note: str = ""

    def cite(self, key: str) -> str:
        """“四川省实施…办法第十六条”; without article where it was not read."""
        return f"{self.name or '本地规定'}{self.articles.get(key, '')}"

    def fewest_reps(self, population: int | None) -> int | None:
        """Smallest lawful number of representatives; the lowest step when population is unknown."""
        steps = [number for start, number in self.reps_minimum if start <= (population or 0)]
        return steps[-1] if steps else None

    def as_dict(self) -> dict:
        """JSON-able; `from_dict` reads it back."""
        return asdict(self)

    @classmethod
    def from_dict(cls, stored: Mapping) -> "LocalRules":
        """Reads `as_dict` output; unknown keys are ignored, missing ones take the default."""
        known = {f.name: stored[f.name] for f in fields(cls) if f.name in stored}
        if known.get("women_attending"):
            known["women_attending"] = Share(**known["women_attending"])
        known["reps_minimum"] = tuple(tuple(step) for step in known.get("reps_minimum", ()))
        return cls(**known)


NATIONAL = LocalRules()

PRESETS: Mapping[str, LocalRules] = {
    "": NATIONAL,
    "sichuan": LocalRules(
        name="四川省《中华人民共和国村民委员会组织法》实施办法",
        reps_notice_days=3,
        reps_may_notify_late=True,
        reps_minimum=((0, 20),),
        villagers_months=6,
        needs_posted_delegation=True,
        articles={
            "reps_notice_days": "第十六条第一款",
            "reps_minimum": "第十八条第一款",
            "villagers_months": "第十二条第二款",
            "needs_posted_delegation": "第十七条",
            "charter": "第二十六条",
        },
        note=_OLDER,
    ),
    "chongqing": LocalRules(
        name="重庆市实施《中华人民共和国村民委员会组织法》办法",
        reps_notice_days=3,
        excludes_absent=True,
        articles={
            "reps_notice_days": "第十二条第二款",
            "excludes_absent": "第七条第三款",
            "charter": "第十条第二款",
        },
        note=_OLDER,
    ),
    "hainan": LocalRules(
        name="海南省实施《中华人民共和国村民委员会组织法》办法",
        reps_notice_days=3,
        reps_minimum=((0, 20),),
        women_among_reps=True,
        articles={
            "reps_notice_days": "第十四条第二款",
            "reps_minimum": "第十二条第二款",
            "women_among_reps": "第十二条第一款",
            "charter": "第十一条第二款第二项",
        },
    ),
    "shandong": LocalRules(
        name="山东省实施《中华人民共和国村民委员会组织法》办法",
        reps_notice_days=5,
        women_attending=TWO_THIRDS,
        needs_posted_delegation=True,
        articles={
            "reps_notice_days": "第二十四条第二款",
            "women_attending": "第二十四条第四款、第五款",
            "needs_posted_delegation": "第二十三条第二款",
        },
        note=_OLDER,
    ),
    "zhejiang": LocalRules(
        name="浙江省实施《中华人民共和国村民委员会组织法》办法",
        reps_notice_days=3,
        reps_minimum=((0, 30), (500, 40), (1000, 50)),
        articles={
            "reps_notice_days": "第二十三条第二款",
            "reps_minimum": "第十八条第三款",
        },
        note=_OLDER,
    ),
}

PROVINCES = [
    ("", "只按国家法律"),
    ("sichuan", "四川省"),
    ("chongqing", "重庆市"),
    ("hainan", "海南省"),
    ("shandong", "山东省"),
    ("zhejiang", "浙江省"),
]
