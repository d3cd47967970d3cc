"""The rows a preset file may hold: one frozen dataclass a table, and `Preset`, the whole file.

Serves the plan's clauses 1–60 as data. Codes are ours and stable; names are what users see. A file
names no place: who issues and names is told as a role, and the township fills in the name.
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
class Settings:
    """Days are calendar days. `spread_limit` is points between two evaluators' totals."""

    notice_days: int
    notice_days_min: int
    rereview_years: int
    aggregation: str
    spread_limit: Decimal
    evaluators_per_village: int
    reward_method: str
    application_needs_target: bool
    deeds_max_chars: int


@dataclass(frozen=True)
class Organisation:
    """An organ in its role; `name` only where the whole country has but one of the kind."""

    code: str
    role: str
    tier: str
    kind: str
    name: str = ""
    historical_name: str = ""


@dataclass(frozen=True)
class Basis:
    """The document a campaign is to rest on, as what is asked for: the township registers its own.

    A naming without one would be the township's own.
    """

    title: str
    issuers: tuple[str, ...]
    note: str = ""


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
class ReviewQuestionRow:
    """What a campaign wants looked at when a text is reviewed. `question` as it is printed."""

    code: str
    question: str
    basis: str


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
    """A standard as the file names it; its thresholds come from the levels that use it.

    `is_proposal`: points and thresholds are this project's own and wait for the official document.
    """

    code: str
    name: str
    version: str
    is_proposal: bool = False


@dataclass(frozen=True)
class Preset:
    """One campaign. All standards share the indicators and differ in what their levels ask.

    `village_bodies`: which bodies beside those of the law it asks a village to have.
    """

    code: str
    campaign: CampaignFacts
    settings: Settings
    basis: Basis
    organisations: tuple[Organisation, ...]
    levels: tuple[LevelRow, ...]
    archive_categories: tuple[ArchiveCategory, ...]
    issued_standards: tuple[IssuedStandard, ...]
    categories: tuple[CriteriaCategory, ...]
    vetoes: tuple[VetoRule, ...] = ()
    village_bodies: tuple[str, ...] = ()
    bodies: tuple[BodyRow, ...] = ()
    charter_topics: tuple[TopicRow, ...] = ()
    text_kinds: tuple[TextNeed, ...] = ()
    review_questions: tuple[ReviewQuestionRow, ...] = ()

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
