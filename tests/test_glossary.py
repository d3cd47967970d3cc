"""The glossary maps each Chinese term to one identifier, and back."""

import re
from collections import Counter
from pathlib import Path

from campaigns.rules import preset

GLOSSARY = Path(__file__).parent.parent / "docs" / "glossary.md"


def rows():
    for line in GLOSSARY.read_text(encoding="utf-8").splitlines():
        if line.startswith("|") and "`" in line:
            term, identifier, _ = (cell.strip() for cell in line.strip("|").split("|"))
            yield term, identifier.strip("`")


def test_no_term_and_no_identifier_occurs_twice():
    for column in zip(*rows(), strict=True):
        assert [word for word, times in Counter(column).items() if times > 1] == []


def test_every_identifier_stands_in_the_code():
    """A term that the code has given up, or never had, leads whoever looks for it astray."""
    base = GLOSSARY.parent.parent
    words = set()
    for app in ("township", "villages", "archives", "campaigns"):
        for path in [*(base / app).rglob("*.py"), *(base / app).rglob("*.toml")]:
            words |= set(re.findall(r"\w+", path.read_text(encoding="utf-8")))
    missing = [
        identifier for _, identifier in rows() if not set(re.findall(r"\w+", identifier)) <= words
    ]
    assert missing == []


def test_the_plans_levels_and_archive_categories_are_in_it():
    known = {identifier: term for term, identifier in rows()}
    plan = preset.load("renkou-zizhi")
    assert {one.code: one.name for one in plan.levels}.items() <= known.items()
    assert {one.code for one in plan.archive_categories} <= set(known)
