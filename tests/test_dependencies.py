"""Every name in a requirements file is accounted for in docs/dependencies.md, and no other."""

import re
from pathlib import Path

ROOT = Path(__file__).parent.parent
CELLS = ("name", "what for", "licence", "last release", "who keeps it", "MB", "replacement")


def asked_for():
    """Names in all requirements*.in, in small letters."""
    for path in ROOT.glob("requirements*.in"):
        for line in path.read_text().splitlines():
            if found := re.match(r"[A-Za-z0-9][A-Za-z0-9._-]*", line):
                yield found[0].lower()


def accounted():
    """{name: cells} of the tables."""
    told = (ROOT / "docs" / "dependencies.md").read_text()
    rows = [line.strip("| ").split(" | ") for line in told.splitlines() if line.startswith("| ")]
    return {cells[0].lower(): cells for cells in rows if cells[0] != "name"}


def test_every_dependency_is_accounted_for_and_none_that_is_gone():
    names = list(asked_for())
    assert len(names) > 40 and len(names) == len(set(names))
    assert set(accounted()) == set(names)


def test_each_says_what_for_whose_it_is_and_what_would_replace_it():
    for name, cells in accounted().items():
        assert len(cells) == len(CELLS) and all(cells), name
        assert re.fullmatch(r"20\d\d-(0[1-9]|1[0-2])", cells[3]), name
        assert float(cells[5]) > 0, name
