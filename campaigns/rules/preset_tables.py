"""The rows a preset file may hold: one frozen dataclass a table.

Serves the plan's clauses 1–60 as data. Codes are ours and stable; names are what users see. `due`
and `from_year` count the campaign's years from 1, since its first year is given on loading.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class CampaignFacts:
    """`historical_*` is how it was put in the plan's time: shown as such, never as today's aim."""

    name: str
    short_name: str
    topic: str
    purpose: str
    years: int
    plan_start: int
    historical_name: str = ""
    historical_purpose: str = ""
    actors: tuple[str, ...] = ()
    tiers: tuple[str, ...] = ()
    elements: tuple[str, ...] = ()
    self_activities: tuple[str, ...] = ()
    headings: tuple[str, ...] = ()


@dataclass(frozen=True)
class Place:
    district_name: str
    township_name: str
    township_short: str  # as in a document number
    office_name: str
    province: str = ""


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
    is_number_incomplete: bool = False
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
    level: str
    amount: Decimal
    payer: str
    payer_name: str
    from_year: int = 1


@dataclass(frozen=True)
class Post:
    """`most` 0 means any number; the same person may hold posts in several bodies."""

    name: str
    holder: str
    community_holder: str = ""
    least: int = 1
    most: int = 0


@dataclass(frozen=True)
class BodyRow:
    code: str
    name: str
    tier: str
    duty: str
    posts: tuple[Post, ...]
    community_name: str = ""


@dataclass(frozen=True)
class TopicRow:
    code: str
    name: str
    historical_name: str
    reading: str
    warning: str = ""


@dataclass(frozen=True)
class TermRow:
    code: str
    name: str
    note: str = ""


@dataclass(frozen=True)
class TextKindRow:
    code: str
    name: str
    community_name: str
    archive_category: str
    least: int
    adopted_by: str
    community_adopted_by: str
    stages: tuple[str, ...]


@dataclass(frozen=True)
class MetadataRow:
    key: str
    name: str


@dataclass(frozen=True)
class RequirementRow:
    """What must be there: `count` records for each `per`; `text_kind` and `stage` narrow it."""

    key: str
    name: str
    per: str
    count: int = 1
    text_kind: str = ""
    stage: str = ""


@dataclass(frozen=True)
class RetentionException:
    when: str
    retention: str


@dataclass(frozen=True)
class ArchiveCategory:
    code: str
    name: str
    retention: str
    metadata: tuple[MetadataRow, ...]
    requirements: tuple[RequirementRow, ...]
    is_restricted: bool = False
    exceptions: tuple[RetentionException, ...] = ()


@dataclass(frozen=True)
class IssuedStandard:
    """A standard as the file names it; its thresholds come from the levels that use it."""

    code: str
    name: str
    version: str
