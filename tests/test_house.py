"""The house keeps its measures: one meaning a name, short functions, modules a person can read."""

import re
from pathlib import Path

from django.conf import settings

from tests import house

NAMED = re.compile(r"`([\w./{},-]+\.(?:py|toml|html|typ|md|js|css|csv|sh))`")
SOURCES = ("township", "villages", "campaigns", "archives", "templates", "static", "tests", "docs")


def test_a_name_has_one_meaning():
    assert house.names_with_two_meanings() == {}


def test_long_functions_are_few_and_say_why():
    found = set(house.long_functions())
    assert found == set(house.LONG)
    assert len(found) <= house.MOST_LONG


def test_modules_stay_readable():
    usual, longest = house.module_lines()
    assert usual < house.USUAL_MODULE
    assert longest < house.LONGEST_MODULE


def spelled_out(name):
    """`views/{a,b}.py` names two files."""
    found = re.search(r"\{([^}]*)\}", name)
    return [name.replace(found[0], one) for one in found[1].split(",")] if found else [name]


def test_files_that_the_documents_name_are_there():
    base = Path(settings.BASE_DIR)
    there = [path.as_posix() for top in SOURCES for path in (base / top).rglob("*.*")]
    there += [path.as_posix() for path in base.glob("*.*")]
    documents = [*(base / "docs").glob("*.md"), base / "README.md"]
    named = {
        (document.name, one)
        for document in documents
        for name in NAMED.findall(document.read_text(encoding="utf-8"))
        for one in spelled_out(name)
    }
    assert len(named) > 100
    missing = [one for one in named if not any(path.endswith("/" + one[1]) for path in there)]
    assert missing == []
