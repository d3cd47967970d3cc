"""A community is addressed as a community, a village as a village: on every page, paper and hint.

The pages are found by following the links of the demonstration from the place's own page and its
public one, as its cadre, as the office and without an account.
"""

import ast
import re
from html import unescape
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.urls import Resolver404, resolve

from tests.site_walk import LINK, ask, by_address, by_number
from township.users.models import Membership
from villages.models import Village

TAG = re.compile(r"<(script|style)\b.*?</\1>|<[^>]*>", re.S)
# Names of statutes and documents, which speak of both.
NAMES = re.compile("《[^》]*》|[村居]民委员会组织法|村规民约（居民公约）|村（居）|村务（居务）")
FOREIGN = {
    "新场社区": re.compile(
        "村民|村务|村委会|村干部|村档案|本村(?!（)|村自评|村里|村级|全村|村内|村两委|村公开栏"
    ),
    "万顺村": re.compile("居民|居务|居委会|社区工作者|社区档案|本社区"),
}
# What a community reads over lists of several places, and of its own changes.
HEADS = re.compile(
    "村名|新村|(各|这个|哪[个些]|原|个|接收的)村(?![（居])|村的(公开|档案|页面)|村活动室"
)
# Pages on several places, or for those who look after several.
OF_SEVERAL = {
    "campaigns:standard_version": "a standard is written for villages and communities",
    "handbook": "for everybody",
    "handbook_page": "the same",
    "search": "the same",
}


# Files, and pages that compose one: what they say is said by pages too.
FILES = re.compile(r"file|pdf|word|sheet_out|export|download|package|workbook|book|template|volume")


def walk(client, place, who):
    """(view name, address, text without tags) of the pages about the place.

    A cadre sees no other place; the office is led no further than the place's own addresses.
    """
    own = (f"/villages/{place.pk}/", f"/archives/villages/{place.pk}/")
    seen, waiting = set(), [f"/villages/{place.pk}/", f"/villages/{place.pk}/open/"]
    while waiting:
        path = waiting.pop(0)
        try:
            name = by_address(resolve(path), path)
        except Resolver404:
            continue
        if name in seen or name == "logout" or FILES.search(name):
            continue
        if who == "office" and not path.startswith(own):
            continue
        seen.add(name)
        answer = ask(client, path)
        if answer.status_code == 200 and "text/html" in answer.headers["Content-Type"]:
            yield name, path, re.sub(r"\s+", " ", TAG.sub(" ", answer.text))
            links = {urlsplit(unescape(one)).path for one in LINK.findall(answer.text)}
            waiting += sorted(links, key=by_number)


def readers(place):
    yield "cadre", place.cadres.get().user
    yield "office", Membership.objects.filter(role="office").first().user
    yield "public", None


@pytest.mark.one_database
@pytest.mark.parametrize("name", ["新场社区", pytest.param("万顺村", marks=pytest.mark.long)])
def test_every_page_speaks_of_the_place_in_its_own_words(name, story):
    found, asked = {}, set()
    place = Village.objects.get(name=name)
    for who, user in readers(place):
        client = Client()
        if user:
            client.force_login(user)
        for view, path, text in walk(client, place, who):
            asked.add(view)
            if view in OF_SEVERAL:
                continue
            text = NAMES.sub("", text)
            heads = HEADS.finditer(text) if place.is_community else ()
            for hit in (*FOREIGN[name].finditer(text), *heads):
                around = text[max(0, hit.start() - 12) : hit.end() + 12]
                found.setdefault((hit[0], view), (who, path, around))
    assert found == {}
    assert len(asked) > 90, "the walk goes through the whole place"


HOUSE = Path(__file__).parent.parent
ONE_KIND = re.compile("|".join(words.pattern for words in FOREIGN.values()))
# Headings and bodies as people write them, read from a sheet and never written into one.
READ_ONLY = {"村自评", "村民小组", "居民小组", "村居委会", "居民户数", "村民数", "居民数"}
READ_ONLY |= {f"所{at}{whose}小组" for at in "在属" for whose in ("村民", "居民")}
SHEETS = sorted(HOUSE.glob("*/sheets/*.py"))


def said_in(path):
    """Words that a module or a paper's template itself puts into a file."""
    if path.suffix == ".md":
        lines = path.read_text(encoding="utf-8").split("+++", 2)[2].splitlines()
        return [NAMES.sub("", line) for line in lines]
    tree = ast.parse(path.read_text(encoding="utf-8"))
    owners = (ast.Module, ast.ClassDef, ast.FunctionDef)
    told = {
        ast.get_docstring(node, clean=False) for node in ast.walk(tree) if isinstance(node, owners)
    }
    constants = (node.value for node in ast.walk(tree) if isinstance(node, ast.Constant))
    return [NAMES.sub("", one) for one in constants if isinstance(one, str) and one not in told]


@pytest.mark.parametrize(
    "path", [*SHEETS, *sorted(HOUSE.glob("templates/papers/*.md"))], ids=lambda path: path.stem
)
def test_word_and_excel_files_bring_no_words_of_one_kind_along(path):
    """What a file says of a place comes from the place: its own words fit villages and communities
    alike (Word, PDF and Excel are composed from these)."""
    assert [one for one in said_in(path) if ONE_KIND.search(one) and one not in READ_ONLY] == []


# What people read when an act is refused, on forms and in the archive: names of things told to both
# kinds come from the place, or say 村（居）.
OWN = re.compile("本村(?!（)|本社区")
LAYERS = ["acts", "workflows", "forms", "queries", "views", "rules", "access", "receivers.py"]
WORDS_THEMSELVES = {"place_words", "red_flags", "policy"}
TOLD = [
    path
    for path in sorted(HOUSE.glob("[a-z]*/**/*.py"))
    if set(path.parts[-2:]) & set(LAYERS)
    and path.stem not in WORDS_THEMSELVES
    and "tests" not in path.parts
]


@pytest.mark.parametrize("path", TOLD, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_no_module_calls_every_place_a_village_of_its_own(path):
    assert [one for one in said_in(path) if OWN.search(one)] == []
