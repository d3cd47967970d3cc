"""The glossary maps each Chinese term to one identifier, and back."""

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


def test_the_plans_levels_and_archive_categories_are_in_it():
    known = {identifier: term for term, identifier in rows()}
    plan = preset.load("renkou-zizhi")
    assert {one.code: one.name for one in plan.levels}.items() <= known.items()
    assert {one.code for one in plan.archive_categories} <= set(known)
