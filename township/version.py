"""The version of the program, which stands in pyproject.toml alone."""

import tomllib
from pathlib import Path

_TOLD = Path(__file__).resolve().parent.parent / "pyproject.toml"
VERSION: str = tomllib.loads(_TOLD.read_text(encoding="utf-8"))["project"]["version"]
