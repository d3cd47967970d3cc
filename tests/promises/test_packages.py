"""Promise 26: what is installed is what was chosen, by its sum."""

import re
from importlib.metadata import version
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LOCKS = sorted(ROOT.glob("requirements*.txt"))


def packages(lock):
    """(name, version, number of sums) of each package of a lock."""
    text = lock.read_text()
    for found in re.finditer(
        r"^([\w.\[\],-]+)==(\S+)([^\\\n]*(?:\\\n\s+--hash=\S+ ?)*)", text, re.M
    ):
        yield found[1], found[2], found[3].count("--hash=sha256:")


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_every_package_is_pinned_with_its_sums(lock):
    found = list(packages(lock))
    lines = [one for one in lock.read_text().splitlines() if re.match(r"[\w]", one)]
    assert len(found) == len(lines) > 5
    assert all(sums for *_, sums in found), lock


def test_the_installed_django_is_the_locked_one_of_the_long_term_line():
    locked = {name.lower(): number for name, number, _ in packages(ROOT / "requirements.txt")}
    assert locked["django"] == version("django") and locked["django"].startswith("5.2.")


def test_nothing_is_installed_past_the_lock():
    assert "--require-hashes --no-deps" in (ROOT / "Makefile").read_text()
