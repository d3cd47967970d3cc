"""One plausible set of values for every paper: what its 样张 shows, and which values it has.

A day stands as 2026-11-05 in the file, a moment as 2026-11-05T09:30:00; nobody in it is real.
"""

import datetime
import json
import re
from functools import lru_cache
from pathlib import Path

KEPT = Path(__file__).resolve().parent / "samples.json"
DAY = re.compile(r"\d{4}-\d\d-\d\d")
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d")


def sample_of(name: str) -> dict:
    """The values of a paper as its page fills them; {} for a name that is none."""
    return _samples().get(name, {})


@lru_cache(maxsize=1)
def _samples():
    return _valued(json.loads(KEPT.read_text(encoding="utf-8")))


def _valued(read):
    if isinstance(read, dict):
        return {key: _valued(value) for key, value in read.items()}
    if isinstance(read, list):
        return [_valued(value) for value in read]
    if isinstance(read, str) and DAY.fullmatch(read):
        return datetime.date.fromisoformat(read)
    if isinstance(read, str) and MOMENT.fullmatch(read):
        return datetime.datetime.fromisoformat(read)
    return read
