"""The facts of one campaign, read from a preset file: `campaigns/presets/<name>.toml`.

Serves the plan as data: period, villages, targets, levels, rewards, composition of groups, topics,
texts, archive categories and standards. Another campaign is
another file. Loading only reads and checks; nothing here knows the database.
"""

from __future__ import annotations

from pathlib import Path

from campaigns.rules import preset_checks
from campaigns.rules.preset_reading import PresetError, build, read_tables
from campaigns.rules.preset_tables import Preset

FOLDER = Path(__file__).parent.parent / "presets"

__all__ = ["Preset", "PresetError", "load", "names"]


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
