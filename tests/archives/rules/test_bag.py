"""A package of a year is written as a stream, under names every system can unpack."""

import hashlib
import io
import tracemalloc
import zipfile
from pathlib import PurePosixPath

import bagit
import pytest
from hypothesis import given
from hypothesis import strategies as st

from archives.rules.bag import LONGEST_PATH, Bag, FixityError, Member, safe_path
from archives.rules.bag_reader import open_package
from tests.archives.bags import CHARTER, FILES, TAGS, bag, member, read_package


def test_the_reference_implementation_finds_the_bag_valid(packed, tmp_path):
    with zipfile.ZipFile(packed) as package:
        package.extractall(tmp_path / "out")
    unpacked = bagit.Bag(str(tmp_path / "out" / "万顺村2026年度"))
    unpacked.validate()
    assert unpacked.info["Source-Organization"] == "万顺村村民委员会"
    assert unpacked.info["Payload-Oxum"] == f"{sum(map(len, FILES.values()))}.2"
    assert set(unpacked.payload_entries()) == {f"data/{path}" for path in FILES}
    assert set(TAGS) <= set(unpacked.tagfile_entries())


def test_the_size_is_known_before_the_first_byte():
    whole = bag()
    promised = len(whole)
    assert len(b"".join(whole)) == promised
    assert whole.filename == "万顺村2026年度.zip"


def test_an_empty_year_is_a_valid_bag_too(tmp_path):
    path = tmp_path / "empty.zip"
    path.write_bytes(b"".join(Bag("空", [])))
    assert list(read_package(path)) == []


def test_a_changed_file_stops_the_package_and_is_named():
    wrong = Bag("村", [member(CHARTER, b"changed", sha256="0" * 64)])
    with pytest.raises(
        FixityError, match=r"自治章程/01 定稿\.pdf”的内容与登记的校验值不一致"
    ) as failure:
        list(wrong)
    assert failure.value.expected == "0" * 64
    assert failure.value.actual == hashlib.sha256(b"changed").hexdigest()


def test_a_missing_file_stops_the_package_and_is_named():
    def gone():
        raise FileNotFoundError

    with pytest.raises(FixityError, match="的文件不见了"):
        list(Bag("村", [Member(CHARTER, 7, "0" * 64, gone)]))


@pytest.mark.parametrize("path", ["../x", "/x", "a/../../x", "a\\x", "100%.jpg", "a\nb"])
def test_a_path_that_leads_out_is_never_written(path):
    with pytest.raises(ValueError, match="unsafe path"):
        Bag("村", [member(path, b"x")])


def test_two_files_never_share_a_path():
    with pytest.raises(ValueError, match="same path"):
        Bag("村", [member("a.PDF", b"x"), member("A.pdf", b"y")])


def test_memory_stays_flat_for_ten_thousand_files():
    content = bytes(2048)
    known = hashlib.sha256(content).hexdigest()
    members = [
        Member(f"{n:05}.bin", 2048, known, lambda: io.BytesIO(content)) for n in range(10_000)
    ]
    tracemalloc.start()
    written = sum(len(chunk) for chunk in Bag("村", members))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert written > 20_480_000
    assert peak < 40_000_000


# --- names ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("永久/章程: 定稿?.pdf", "永久/章程： 定稿？.pdf"),
        ("../../etc/passwd", "etc/passwd"),
        ("CON.txt", "_CON.txt"),
        ("a/b/c/d.txt", "a/b/d.txt"),
        ("名称. .", "名称"),
        ("", "未命名"),
        ("\x00\u202e", "未命名"),
        ("a\u2028b\nc.txt", "abc.txt"),
        ("完成100%.jpg", "完成100％.jpg"),
        ("C:\\照片.jpg", "C：＼照片.jpg"),
    ],
)
def test_names_become_safe_and_stay_readable(text, safe):
    assert safe_path(text, set()) == safe


def test_the_same_name_twice_is_counted():
    taken = set()
    assert [safe_path("a.jpg", taken), safe_path("A.jpg", taken), safe_path("a.jpg", taken)] == [
        "a.jpg",
        "A(2).jpg",
        "a(3).jpg",
    ]


@given(st.lists(st.text(max_size=120), max_size=12))
def test_any_names_become_paths_windows_can_unpack(texts):
    taken = set()
    paths = [safe_path(text, taken) for text in texts]
    assert len({path.casefold() for path in paths}) == len(texts)
    for path in paths:
        assert 0 < len(path.encode()) <= LONGEST_PATH
        assert not set(path) & set('<>:"|?*\\%\n\r\0')
        for part in PurePosixPath(path).parts:
            assert part not in (".", "..", "/") and part == part.rstrip(". ")


@given(st.dictionaries(st.text(max_size=60), st.binary(max_size=40), max_size=8))
def test_what_goes_in_comes_out(tmp_path_factory, contents):
    taken = set()
    files = {safe_path(name, taken): content for name, content in contents.items()}
    path = tmp_path_factory.mktemp("bag") / "p.zip"
    path.write_bytes(
        b"".join(Bag("村", [member(name, content) for name, content in files.items()]))
    )
    with open_package(path) as package:
        assert {one.path: one.open().read() for one in package} == files


# --- reading back --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("章" * 80 + ".pdf", ".pdf"),
        ("章" * 80 + ".abcdefghijkl", ".abcdefghijkl"),
        ("章" * 80 + ".abcdefghijklm", "章"),
        ("." + "章" * 80, "章"),
        ("章" * 80, "章"),
    ],
)
def test_a_long_name_keeps_its_ending_and_fits(name, kept):
    path = safe_path(name, set())
    assert path.endswith(kept) and LONGEST_PATH - 3 < len(path.encode()) <= LONGEST_PATH
    again = safe_path(name, {path.casefold()})
    assert "(2)" in again and len(again.encode()) <= LONGEST_PATH and again.endswith((kept, "(2)"))


def test_what_is_empty_is_not_told():
    told = bag(information={"Source-Organization": "", "Bag-Size": "1"}).tags["bag-info.txt"]
    assert b"Source-Organization" not in told and b"Bag-Size: 1" in told
