"""A number with its name, as components/stat.html shows a row of them."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Stat:
    """`url` leads to the rows that were counted; `hint` says a word more about the number."""

    label: str
    value: Any
    unit: str = ""
    tone: str = ""
    url: str = ""
    hint: str = ""
