"""The facts of one campaign, read from a preset file: `campaigns/presets/<name>.toml`.

Serves the plan as data: period, villages, targets, levels, rewards, composition of groups, topics,
channels, contents, five-haves, texts, archive categories and standards. Another campaign is
another file. Loading only reads and checks; nothing here knows the database.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from campaigns.rules import preset_checks
from campaigns.rules import preset_tables as tables
from campaigns.rules.criteria import Criteria, CriteriaCategory, ThresholdRule, VetoRule
from campaigns.rules.preset_reading import PresetError, build, read_tables

FOLDER = Path(__file__).parent.parent / "presets"

__all__ = ["Preset", "PresetError", "load", "names"]


@dataclass(frozen=True)
class Preset:
    """One campaign. All standards share the indicators and differ in what their levels ask."""

    code: str
    campaign: tables.CampaignFacts
    place: tables.Place
    settings: tables.Settings
    basis: tables.Basis
    decision: tables.DecisionRow
    organisations: tuple[tables.Organisation, ...]
    levels: tuple[tables.LevelRow, ...]
    archive_categories: tuple[tables.ArchiveCategory, ...]
    issued_standards: tuple[tables.IssuedStandard, ...]
    categories: tuple[CriteriaCategory, ...]
    vetoes: tuple[VetoRule, ...] = ()
    villages: tuple[tables.PresetVillage, ...] = ()
    targets: tuple[tables.TargetRow, ...] = ()
    rewards: tuple[tables.RewardRow, ...] = ()
    bodies: tuple[tables.BodyRow, ...] = ()
    charter_topics: tuple[tables.TopicRow, ...] = ()
    channels: tuple[tables.TermRow, ...] = ()
    contents: tuple[tables.TermRow, ...] = ()
    haves: tuple[tables.TermRow, ...] = ()
    stages: tuple[tables.TermRow, ...] = ()
    text_kinds: tuple[tables.TextKindRow, ...] = ()

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

    def standard_for(self, level: str) -> Criteria:
        """The standard by which the level with this code is judged."""
        code = next(one.standard for one in self.levels if one.code == level)
        return next(one for one in self.standards if one.code == code)

    def organisation(self, code: str) -> tables.Organisation:
        return next(one for one in self.organisations if one.code == code)

    @staticmethod
    def year(start: int, due: int) -> int:
        """The calendar year of the campaign's `due`-th year, the first being `start`."""
        return start + due - 1


def names() -> tuple[str, ...]:
    """The presets that ship with the project."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.toml")))


def load(name_or_path: str | Path) -> Preset:
    """A shipped preset by its name, or any file by its path. Raises PresetError."""
    shipped = str(name_or_path) in names()
    path = FOLDER / f"{name_or_path}.toml" if shipped else Path(name_or_path)
    preset = build(Preset, read_tables(path), path.name, "")
    for key, fault in preset_checks.faults(preset):
        raise PresetError(path.name, key, fault)
    return preset
