"""登记表: what is known of one matter, a line each (templates/papers/fact_sheet.md)."""

from collections.abc import Iterable
from datetime import date
from typing import Any


def fact_sheet(
    title: str, rows: Iterable[tuple[str, Any]], *, on: date, author: str = ""
) -> dict[str, Any]:
    """Values of the paper; `rows` are (what it is called, what is known), unknown ones left out."""
    known = [(label, value) for label, value in rows if value not in (None, "")]
    return {"title": title, "rows": known, "on": on, "author": author}
