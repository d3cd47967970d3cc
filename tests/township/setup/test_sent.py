"""Files beside a workbook are found by the names that people write of them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from township.setup.sent import SentBeside

NAMES = ("东村章程.pdf", "东村章程（签名）.jpg", "制度、公约.pdf", "扫描.1.jpg", "合影.JPG")


def beside(*names):
    return SentBeside([(number, name) for number, name in enumerate(names)])


@pytest.mark.parametrize(
    ("cell", "found", "missing"),
    [
        ("东村章程.pdf", ["东村章程.pdf"], []),
        ("东村章程", ["东村章程.pdf"], []),
        ("东村章程.docx", ["东村章程.pdf"], []),
        (" 东村章程 .PDF", ["东村章程.pdf"], []),
        ("D:\\扫描\\东村章程.pdf", ["东村章程.pdf"], []),
        ("东村章程(签名)", ["东村章程（签名）.jpg"], []),
        ("制度、公约", ["制度、公约.pdf"], []),
        ("东村章程；合影.jpg", ["东村章程.pdf", "合影.JPG"], []),
        ("合影、西村章程.pdf", ["合影.JPG"], ["西村章程.pdf"]),
        ("合影\n合影", ["合影.JPG"], []),
        ("扫描.1", ["扫描.1.jpg"], []),
        ("", [], []),
        (None, [], []),
        ("；", [], []),
    ],
)
def test_a_cell_names_files(cell, found, missing):
    files, lacking = beside(*NAMES).named(cell)
    assert ([name for _, name in files], lacking) == (found, missing)


def test_a_name_that_fits_two_files_fits_none():
    sent = beside("章程.jpg", "章程.pdf")
    assert sent.named("章程") == ([], ["章程"])
    assert [name for _, name in sent.named("章程.pdf")[0]] == ["章程.pdf"]


def test_what_no_cell_named_is_left():
    sent = beside(*NAMES)
    sent.named("东村章程；合影")
    assert sent.unused == ["东村章程（签名）.jpg", "制度、公约.pdf", "扫描.1.jpg"]


@given(st.sets(st.text("甲乙丙丁. -", min_size=1, max_size=6).filter(str.strip), max_size=5))
def test_every_file_is_found_by_its_own_name(names):
    plain = {name.replace(" ", ""): name for name in names}
    sent = beside(*plain.values())
    for name in plain.values():
        ((_, found),), missing = sent.named(name)
        assert found == name and not missing
    assert sent.unused == []
