import hashlib
import io
import tracemalloc
import zipfile
from datetime import date
from pathlib import PurePosixPath

import bagit
import pytest
from hypothesis import given
from hypothesis import strategies as st

from archives.rules.bag import LONGEST_PATH, Bag, FixityError, Member, safe_path
from archives.rules.bag_reader import PackageRefused, open_package

CHARTER = "永久/J012-WS·2026-Y-ZCH-0003 自治章程/01 定稿.pdf"
FILES = {CHARTER: b"charter" * 1000, "10年/J012-WS·2026-D10-XCH-0001 照片.jpg": b"\xff\xd8photo"}
TAGS = {"metadata/records.csv": "档号,题名\n", "catalogue.pdf": b"%PDF-1.7"}


def read_package(path):
    """The payload files of a package, in the order of its manifest."""
    with open_package(path) as package:
        yield from package


def member(path, content, sha256=None):
    known = sha256 or hashlib.sha256(content).hexdigest()
    return Member(path, len(content), known, lambda: io.BytesIO(content))


def bag(files=None, **more):
    members = [member(path, content) for path, content in (files or FILES).items()]
    return Bag("万顺村2026年度", members, **{"tags": TAGS, "on": date(2026, 11, 23), **more})


@pytest.fixture
def packed(tmp_path):
    path = tmp_path / "package.zip"
    path.write_bytes(b"".join(bag(information={"Source-Organization": "万顺村村民委员会"})))
    return path


def rezipped(path, change, method=zipfile.ZIP_STORED):
    """The package with `change(entries)` applied to its name → content."""
    with zipfile.ZipFile(path) as package:
        entries = {name: package.read(name) for name in package.namelist()}
    entries = change(entries) or entries
    target = path.with_name("changed.zip")
    with zipfile.ZipFile(target, "w", method) as package:
        for name, content in entries.items():
            package.writestr(name, content)
    return target


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


def test_a_package_reads_back_with_equal_names_sums_and_tags(packed):
    with open_package(packed) as package:
        assert package.name == "万顺村2026年度"
        assert package.information["Source-Organization"] == "万顺村村民委员会"
        assert package.tags["metadata/records.csv"].decode() == TAGS["metadata/records.csv"]
        for one in package:
            with one.open() as stream:
                pieces = list(iter(lambda: stream.read(1000), b""))
            assert b"".join(pieces) == FILES[one.path]
            assert (one.size, one.sha256) == (
                len(FILES[one.path]),
                hashlib.sha256(FILES[one.path]).hexdigest(),
            )


def test_a_package_packed_again_with_folders_and_compression_still_reads(packed):
    folders = {"万顺村2026年度/": b"", "万顺村2026年度/data/": b""}
    again = rezipped(packed, lambda entries: folders | entries, zipfile.ZIP_DEFLATED)
    assert [one.path for one in read_package(again)] == list(FILES)


def named(ending):
    return f"万顺村2026年度/{ending}"


def without(ending):
    return lambda entries: {k: v for k, v in entries.items() if k != named(ending)}


def adding(ending, content=b"x"):
    return lambda entries: entries | {named(ending): content}


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (without(f"data/{CHARTER}"), "缺1个文件，例如“data/永久/J012"),
        (adding("data/多.txt"), "多出1个没有列入清单的文件，例如“data/多.txt”"),
        (adding("tag.txt"), "多出1个"),
        (adding("catalogue.pdf"), "“catalogue.pdf”被改动过"),
        (adding("manifest-sha256.txt"), "“manifest-sha256.txt”被改动过"),
        (without("catalogue.pdf"), "缺1个文件，例如“catalogue.pdf”"),
        (without("bagit.txt"), "不是移交包"),
        (without("tagmanifest-sha256.txt"), "缺1个文件，例如“tagmanifest-sha256.txt”|多出"),
        (adding("data/../../x"), "不安全的文件名"),
        (adding("data/c:x"), "不安全的文件名"),
        (adding("data/a\\x"), "不安全的文件名"),
        (adding("data//x"), "不安全的文件名"),
        (lambda entries: {**entries, "别处/x": b""}, "一个总文件夹"),
        (lambda entries: {**entries, named("BAGIT.TXT"): b""}, "重名"),
        (lambda entries: {"x/": b""}, "空的"),
        (lambda entries: {"x": b""}, "不是移交包"),
    ],
)
def test_a_package_that_does_not_prove_itself_is_refused(packed, change, words):
    with pytest.raises(PackageRefused, match=words):
        list(read_package(rezipped(packed, change)))


def test_bytes_that_differ_from_the_manifest_are_refused_when_read(packed):
    same_size = b"X" * len(FILES[CHARTER])
    changed = rezipped(packed, adding(f"data/{CHARTER}", same_size))
    for size in (-1, 4096):
        with open_package(changed) as package:
            stream = package.files[0].open()
            with pytest.raises(PackageRefused, match=r"自治章程/01 定稿\.pdf”与清单的校验值不一致"):
                while stream.read(size):
                    pass


def test_a_flipped_byte_inside_the_zip_is_refused_when_read(packed):
    raw = packed.read_bytes()
    at = raw.find(b"chartercharter")
    packed.write_bytes(raw[:at] + b"X" + raw[at + 1 :])
    with (
        open_package(packed) as package,
        package.files[0].open() as stream,
        pytest.raises(PackageRefused, match="校验值不一致"),
    ):
        stream.read()


def test_an_oxum_that_does_not_fit_is_refused(packed):
    def other_total(entries):
        info = entries[named("bag-info.txt")].replace(b".2\n", b".3\n")
        tags = entries[named("tagmanifest-sha256.txt")].decode().splitlines(keepends=True)
        tags = [line for line in tags if "bag-info" not in line]
        tags.append(f"{hashlib.sha256(info).hexdigest()}  bag-info.txt\n")
        return entries | {
            named("bag-info.txt"): info,
            named("tagmanifest-sha256.txt"): "".join(tags).encode(),
        }

    with pytest.raises(PackageRefused, match="数量或大小与说明不符"):
        list(read_package(rezipped(packed, other_total)))


def test_a_link_inside_a_package_is_refused(packed, tmp_path):
    target = tmp_path / "link.zip"
    with zipfile.ZipFile(packed) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))
        link = zipfile.ZipInfo(named("data/link"))
        link.external_attr = 0o120777 << 16
        new.writestr(link, "/etc/passwd")
    with pytest.raises(PackageRefused, match="链接"):
        list(read_package(target))


def test_bombs_and_halves_are_refused(packed, tmp_path, monkeypatch):
    bomb = rezipped(packed, adding("data/bomb", bytes(60_000_000)), zipfile.ZIP_DEFLATED)
    with pytest.raises(PackageRefused, match="展开后太大"):
        list(read_package(bomb))
    half = tmp_path / "half.zip"
    half.write_bytes(packed.read_bytes()[:3000])
    with pytest.raises(PackageRefused, match="可能已损坏"):
        list(read_package(half))
    monkeypatch.setattr("archives.rules.bag_reader.MOST_TAG_BYTES", 5)
    with pytest.raises(PackageRefused, match="目录文件太大"):
        list(read_package(packed))
