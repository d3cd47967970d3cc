"""The rows a preset file may hold: one frozen dataclass a table, and `Preset`, the whole file.

Serves the plan's clauses 1–60 as data. Codes are ours and stable; names are what users see. `due`
and `from_year` count the campaign's years from 1, since its first year is given on loading.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from campaigns.rules.criteria import Criteria, CriteriaCategory, ThresholdRule, VetoRule


@dataclass(frozen=True)
class CampaignFacts:
    """`historical_*` is how it was put in the plan's time: shown as such, never as today's aim."""

    name: str
    short_name: str
    purpose: str
    years: int
    plan_start: int
    historical_name: str = ""
    historical_purpose: str = ""


@dataclass(frozen=True)
class Place:
    district_name: str
    township_name: str


@dataclass(frozen=True)
class Settings:
    """Days are calendar days. `spread_limit` is points between two evaluators' totals."""

    filing_days: int
    notice_days: int
    notice_days_min: int
    rereview_years: int
    posting_days: int
    query_days: int
    aggregation: str
    spread_limit: Decimal
    evaluators_per_village: int
    reward_method: str
    application_needs_target: bool
    deeds_max_chars: int


@dataclass(frozen=True)
class Organisation:
    code: str
    name: str
    tier: str
    historical_name: str = ""


@dataclass(frozen=True)
class Basis:
    """The document a campaign rests on. A naming without one would be the township's own."""

    title: str
    number: str
    issuers: tuple[str, ...]
    note: str = ""


@dataclass(frozen=True)
class DecisionRow:
    by: str
    summary: str
    note: str = ""


@dataclass(frozen=True)
class PresetVillage:
    code: str
    name: str
    kind: str
    fonds_code: str
    groups: int
    households: int
    population: int
    adults: int
    committee: int
    representatives: int
    women_representatives: int


@dataclass(frozen=True)
class LevelRow:
    """A rung of the ladder; `requires` is the level that must be held before applying."""

    code: str
    name: str
    community_name: str
    rank: int
    named_by: str
    standard: str
    total: Decimal
    category_percent: Decimal
    requires: str = ""


@dataclass(frozen=True)
class TargetRow:
    village: str
    level: str
    due: int
    commitment: str
    rationale: str


@dataclass(frozen=True)
class RewardRow:
    """`payer_name` is empty where the township itself pays."""

    level: str
    amount: Decimal
    payer: str
    payer_name: str = ""
    from_year: int = 1


@dataclass(frozen=True)
class Post:
    name: str
    holder: str


@dataclass(frozen=True)
class BodyRow:
    """A body of the township that leads the campaign: leading_group or leading_office."""

    code: str
    posts: tuple[Post, ...]


@dataclass(frozen=True)
class TopicRow:
    code: str
    name: str
    historical_name: str
    reading: str
    warning: str = ""


@dataclass(frozen=True)
class TextNeed:
    """How many texts of a kind a village needs in force; a kind that is left out needs none."""

    code: str
    least: int


@dataclass(frozen=True)
class MetadataRow:
    key: str
    name: str


@dataclass(frozen=True)
class RequirementRow:
    """What must be there: `count` records for each `per`; `text_kind` and `stage` narrow it. Each
    record must hold what `holds` names: a "photo", a signed "sign_in"."""

    key: str
    name: str
    per: str
    count: int = 1
    text_kind: str = ""
    stage: str = ""
    holds: str = ""


@dataclass(frozen=True)
class ArchiveCategory:
    code: str
    name: str
    retention: str
    metadata: tuple[MetadataRow, ...]
    requirements: tuple[RequirementRow, ...]
    is_restricted: bool = False


@dataclass(frozen=True)
class IssuedStandard:
    """A standard as the file names it; its thresholds come from the levels that use it."""

    code: str
    name: str
    version: str


@dataclass(frozen=True)
class Preset:
    """One campaign. All standards share the indicators and differ in what their levels ask."""

    code: str
    campaign: CampaignFacts
    place: Place
    settings: Settings
    basis: Basis
    decision: DecisionRow
    organisations: tuple[Organisation, ...]
    levels: tuple[LevelRow, ...]
    archive_categories: tuple[ArchiveCategory, ...]
    issued_standards: tuple[IssuedStandard, ...]
    categories: tuple[CriteriaCategory, ...]
    vetoes: tuple[VetoRule, ...] = ()
    villages: tuple[PresetVillage, ...] = ()
    targets: tuple[TargetRow, ...] = ()
    rewards: tuple[RewardRow, ...] = ()
    bodies: tuple[BodyRow, ...] = ()
    charter_topics: tuple[TopicRow, ...] = ()
    text_kinds: tuple[TextNeed, ...] = ()

    @cached_property
    def standards(self) -> tuple[Criteria, ...]:
        """The issued standards, with the thresholds of the levels judged by them, lowest first."""
        return tuple(
            Criteria(
                code=issued.code,
                name=issued.name,
                version=issued.version,
                categories=self.categories,
                vetoes=self.vetoes,
                thresholds=tuple(
                    ThresholdRule(level.code, level.name, level.total, level.category_percent)
                    for level in sorted(self.levels, key=lambda level: level.rank)
                    if level.standard == issued.code
                ),
            )
            for issued in self.issued_standards
        )

    def organisation(self, code: str) -> Organisation:
        return next(one for one in self.organisations if one.code == code)

    @staticmethod
    def year(start: int, due: int) -> int:
        """The calendar year of the campaign's `due`-th year, the first being `start`."""
        return start + due - 1
