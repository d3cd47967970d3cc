"""Each promise of docs/promises.md is attacked by something that exists."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
ROW = re.compile(r"^\| (\d+) \| (.+) \| (.+) \| (.+) \|$", re.MULTILINE)
NAMED = re.compile(r"`([^`]+)`")
ROWS = ROW.findall((ROOT / "docs/promises.md").read_text(encoding="utf-8"))
TARGETS = re.findall(r"^(\w+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)


def test_all_twenty_eight_are_told_in_order():
    assert [int(number) for number, *_ in ROWS] == list(range(1, 29))


@pytest.mark.parametrize(("number", "attacks"), [(row[0], row[2]) for row in ROWS])
def test_what_attacks_it_is_there(number, attacks):
    names = NAMED.findall(attacks)
    assert names, "nothing attacks it"
    for name in names:
        assert exists(name), name


def exists(name):
    """Is it a target of the Makefile, a test of that name, or a whole file of tests?"""
    if name.startswith("make "):
        return name.removeprefix("make ") in TARGETS
    path, _, test = name.partition("::")
    source = (ROOT / path).read_text(encoding="utf-8")
    return f"def {test}(" in source if test else "def test_" in source


@pytest.mark.parametrize("name", ["make nothing", "tests/test_promises.py::test_nothing"])
def test_what_is_not_there_is_noticed(name):
    assert not exists(name)
