"""The package of a year: which files, under which paths, with which metadata."""

import csv
import datetime
import io

import pytest
from defusedxml import ElementTree

from archives.acts.record import add_part, file_fact
from archives.models import Record
from archives.papers.package import COLUMNS, package
from archives.workflows.record import RECORD
from tests.archives.parts import part_of
from township.workflow import Refused

TODAY = datetime.date(2026, 3, 5)


def seal(village, cadre, source, title, *parts, **more):
    row = file_fact(
        village, "XCH", source=source, title=title, on=TODAY, by=cadre, parts=parts, **more
    )
    Record.objects.filter(pk=row.pk).update(source="")
    return RECORD.perform("seal", row, by=cadre)


@pytest.fixture
def record(village, cadre, categories):
    return seal(
        village,
        cadre,
        "x:1",
        "通知/第一号",
        part_of("通知", b"old", "通知.txt", key="letter"),
        part_of("照片.txt", b"photo", "照片.txt"),
        metadata={"channel": "院坝会\x07"},
        document_number="=5号",
    )


def made(village, cadre):
    bag = package(village, 2026, cadre)
    return bag, {
        name: content.decode()
        for name, content in bag.tags.items()
        if "." in name and name.endswith((".xml", ".csv", ".txt"))
    }


def test_an_empty_year_makes_no_package(village, cadre, categories):
    with pytest.raises(Refused, match="万顺村2026年还没有归档的档案"):
        package(village, 2026, cadre)


def test_paths_are_readable_and_slashes_in_titles_make_no_folders(record, village, cadre):
    bag, _ = made(village, cadre)
    assert bag.name == "J001-2026"
    folder = f"10年/{record.reference_code} 通知／第一号"
    assert [member.path for member in bag.members] == [
        f"{folder}/01 通知.txt",
        f"{folder}/02 照片.txt",
    ]


def test_older_versions_go_with_the_newest_and_say_so(record, village, cadre):
    part = part_of("通知", b"new", "通知.txt", key="letter")
    add_part(record, part, by=cadre, reason="更正")
    bag, _ = made(village, cadre)
    names = [member.path.rpartition("/")[2] for member in bag.members]
    assert names == ["01 通知（第1版，旧）.txt", "01 通知.txt", "02 照片.txt"]
    assert [member.size for member in bag.members] == [3, 3, 5]


def test_the_list_for_people_has_a_row_a_file_and_runs_no_formula(record, village, cadre):
    bag, tags = made(village, cadre)
    header, *rows = csv.reader(io.StringIO(tags["metadata/records.csv"].removeprefix("\ufeff")))
    assert tuple(header) == COLUMNS and len(rows) == 2
    row = dict(zip(header, rows[0], strict=True))
    assert (row["档号"], row["题名"]) == (record.reference_code, "通知/第一号")
    assert (row["文号"], row["日期"], row["保管期限"]) == ("'=5号", "20260305", "10年")
    assert row["文件"] == f"data/{bag.members[0].path}"
    assert (row["字节数"], row["版次"], row["页数"]) == ("3", "1", "")


@pytest.mark.parametrize("sign", [*"=+-@＝＋－＠", "\t", "\r", "\n"])
def test_a_title_that_a_spreadsheet_would_count_is_escaped(village, cadre, categories, sign):
    number = f"{sign}cmd|'/c calc'!A1"
    note = part_of("通知", b"old", "通知.txt")
    seal(village, cadre, "x:1", "通知", note, document_number=number)
    _, tags = made(village, cadre)
    _, told = csv.reader(io.StringIO(tags["metadata/records.csv"].removeprefix("\ufeff")))
    assert f"'{number}" in told
    assert not any(cell.startswith(sign) for cell in told)


def test_the_metadata_for_machines_name_place_files_and_acts(record, village, cadre):
    bag, tags = made(village, cadre)
    root = ElementTree.fromstring(tags["metadata/records.xml"])
    assert (root.tag, root.get("version"), root.get("year")) == ("archive", "1", "2026")
    fonds = root.find("fonds")
    assert (fonds.get("village"), fonds.get("code")) == ("万顺村", "J001")
    assert (fonds.get("township"), fonds.get("district")) == ("清河镇", "清江区")
    (category,) = root.iter("category")
    assert (category.get("code"), category.get("restricted")) == ("XCH", "0")
    (element,) = root.iter("record")
    assert element.get("number") == "1" and element.get("status") == "sealed"
    assert element.find("item").get("value") == "院坝会", "no control characters"
    files = [(one.get("path"), one.get("sha256")) for one in root.iter("file")]
    assert files == [(member.path, member.sha256) for member in bag.members]
    verbs = [event.get("verb") for event in element.iter("event")]
    assert {"record.file", "record.seal", "record.fix"} <= set(verbs)


def test_a_catalogue_for_each_retention_lies_beside(record, village, cadre):
    bag = package(village, 2026, cadre)
    assert bag.tags["metadata/归档文件目录（10年）.pdf"].startswith(b"%PDF")
    assert "metadata/归档文件目录（永久）.pdf" not in bag.tags
    assert "metadata/归档文件目录（10年）.xlsx" in bag.tags
    info = bag.tags["bag-info.txt"].decode()
    assert "Source-Organization: 清河镇万顺村" in info and "共1件" in info


def test_only_what_the_user_may_see_goes_out(record, village, other_cadre):
    with pytest.raises(Refused):
        package(village, 2026, other_cadre)
