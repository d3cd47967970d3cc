"""A page is really read, in the child and upright; what the child breaks on is told by the page."""

import io
import json

import pytest

from archives.rules import bigrams, scan_lines
from tests import scanned
from tests.hostile import pdf
from township.files import sandbox, scanning
from township.files.scanreader import DAMAGED, HAS_WORDS, READ
from township.files.storing import keep_composed, store

needs_readers = pytest.mark.skipif(not scanning.is_installed(), reason="the readers are optional")
TITLE, PARAGRAPHS = (
    "万顺村村民会议记录",
    ["时间：2026年3月5日上午9时", "讨论三组道路硬化的招标办法。"],
)


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.DATA_DIR = tmp_path / "data"


@pytest.mark.one_database
@needs_readers
def test_a_page_that_lies_upside_down_and_askew_is_read_and_its_places_are_told(db):
    small = scanned.printed(TITLE, PARAGRAPHS, dots=110).crop((0, 0, 909, 420))
    laid = small.rotate(182, expand=True, fillcolor="white")
    file = store(io.BytesIO(scanned.jpeg(laid, 85)), "扫描.jpg")
    told = scanning.read(file, 1)
    (page,) = told["read"]
    assert (told["pages"], page["state"], page["turned"]) == (1, READ, 180)
    assert told["engine"].startswith("rapidocr ")
    text = bigrams.normalise(scan_lines.text_of(page["lines"]))
    missing = {word for word in scanned.words_of([TITLE, *PARAGRAPHS]) if word not in text}
    assert not missing
    heading = page["lines"][0]
    assert heading["text"] == TITLE and not scan_lines.is_doubtful(heading)
    across, down = heading["corners"][::2], heading["corners"][1::2]
    # Upside down the heading lies below, and its first corner is the right lower one.
    assert min(down) > 6000 and across[0] > across[1] and down[0] > down[3]


def test_a_page_with_its_own_words_is_not_read(db, settings, tmp_path):
    settings.READERS_DIR = tmp_path  # nothing that could read
    own = scanned.printed(TITLE, PARAGRAPHS, as_pdf=True)
    told = scanning.read(keep_composed(own, "记录.pdf"), 1)
    assert [(one["state"], one["lines"]) for one in told["read"]] == [(HAS_WORDS, [])]
    assert told["engine"] == ""


def test_where_the_child_breaks_each_page_is_tried_by_itself(db, monkeypatch):
    file = keep_composed(pdf(), "扫描.pdf")
    file.pages = 6
    asked = []

    def run(program, folder, path, media_type, first, count, **limits):
        asked.append((first, count))
        if count > 1 or first == 2:
            raise sandbox.ChildFailed(program, -9, "")
        one = {"number": first, "state": READ, "turned": 0, "lines": []}
        return json.dumps({"pages": 6, "engine": "tried", "read": [one]}).encode()

    monkeypatch.setattr(sandbox, "run", run)
    told = scanning.read(file, 1)
    assert asked == [(1, 4), (1, 1), (2, 1), (3, 1), (4, 1)]
    assert [one["state"] for one in told["read"]] == [READ, DAMAGED, READ, READ]
    assert (told["pages"], told["engine"]) == (6, "tried")
    asked.clear()
    assert [one["number"] for one in scanning.read(file, 5)["read"]] == [5, 6]


def test_pictures_and_documents_of_pages_alone_may_be_scans(db):
    assert scanning.may_be_scanned(keep_composed(pdf(), "甲.pdf"))
    assert not scanning.may_be_scanned(keep_composed("字".encode(), "甲.txt"))


@pytest.mark.parametrize(("is_wanted", "is_there"), [(True, True), (True, False), (False, True)])
def test_it_is_on_where_it_is_wanted_and_there(settings, tmp_path, is_wanted, is_there):
    settings.READ_SCANS, settings.READERS_DIR = is_wanted, tmp_path
    if is_there:
        (tmp_path / "rapidocr").mkdir()
    assert scanning.is_on() is (is_wanted and is_there)
