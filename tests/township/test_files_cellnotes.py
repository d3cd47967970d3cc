"""What stands beside the cells is found in every format of workbooks."""

import io
import struct
import zipfile

import pytest
from openpyxl import Workbook
from openpyxl.comments import Comment

from tests.hostile import compound, old_sheet
from township.files.cellnotes import (
    CODE_PAGE,
    CONTINUE,
    FOOTER,
    HEADER,
    NARROW,
    TXO,
    WIDE,
    notes_of,
)

ODS = (
    '<office:document-content xmlns:office="o" xmlns:text="t"><office:annotation>'
    "<text:p>已结扎</text:p></office:annotation></office:document-content>"
)
THREADED = (
    '<ThreadedComments xmlns="x"><threadedComment><text>已结扎</text></threadedComment>'
    "</ThreadedComments>"
)

BOX = '<x:wsDr xmlns:x="x"><x:txBody><x:t>已结扎</x:t></x:txBody></x:wsDr>'


def record(kind, data):
    return struct.pack("<HH", kind, len(data)) + data


def old(flag, text):
    return old_sheet(record(TXO, b"\0" * 18), record(CONTINUE, bytes([flag]) + text))


def packed(name, content, encoding="utf-8"):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        package.writestr(name, content.encode(encoding))
    return stream.getvalue()


META = (
    '<office:document-meta xmlns:office="o" xmlns:m="m"><office:meta><m:{0}>已结扎</m:{0}>'
    "<m:creation-date>2026-03-05T08:00:00</m:creation-date></office:meta></office:document-meta>"
)
STYLES = (
    '<office:document-styles xmlns:office="o" xmlns:s="s"><s:{0}><s:p>已结扎</s:p></s:{0}>'
    "</office:document-styles>"
)
CORE = (
    '<cp:coreProperties xmlns:cp="c" xmlns:dc="d"><dc:title/><dc:{0}>已结扎</dc:{0}>'
    "<cp:revision>3</cp:revision></cp:coreProperties>"
)
APP = (
    '<Properties xmlns="p" xmlns:vt="v"><Application>表格</Application><{0}>已结扎</{0}>'
    "<TitlesOfParts><vt:lpstr>名册</vt:lpstr></TitlesOfParts></Properties>"
)
CUSTOM = (
    '<Properties xmlns="p" xmlns:vt="v"><property name="备注"><vt:lpwstr>已结扎</vt:lpwstr>'
    "</property></Properties>"
)
PAGE = '<worksheet xmlns="w"><sheetData/><headerFooter><{0}>{1}</{0}></headerFooter></worksheet>'


def summary(kind, raw, table=936):
    """A set of properties with one text, as [MS-OLEPS] lays it out."""
    value = struct.pack("<II", kind, len(raw) // (2 if kind == WIDE else 1)) + raw
    values = struct.pack("<IHH", 2, table, 0) + value
    places = struct.pack("<IIII", CODE_PAGE, 24, 2, 32)
    body = struct.pack("<II", 24 + len(values), 2) + places + values
    return struct.pack("<HHI16sI16sI", 0xFFFE, 0, 0, b"", 1, b"", 48) + body


def described(name, content):
    book = struct.pack("<HH", 0x0809, 16) + b"\0" * 16 + struct.pack("<HH", 0x000A, 0)
    return compound({"Workbook": book.ljust(4500, b"\0"), name: content})


def headed(kind, text):
    return old_sheet(record(kind, struct.pack("<HB", len(text), 1) + text.encode("utf-16-le")))


def commented():
    book, stream = Workbook(), io.BytesIO()
    book.properties.creator = None
    book.active["A1"].comment = Comment("已结扎", "填表人")
    book.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        commented(),
        packed("content.xml", ODS),
        packed("xl/threadedComments/anything.XML", THREADED),
        packed("xl/drawings/drawing1.xml", BOX),
        packed("content.xml", ODS.replace("office:annotation", "text:text-box")),
        packed("xl/other.xml", THREADED, "utf-16"),
        old(1, "已结扎".encode("utf-16-le")),
        *(packed("meta.xml", META.format(one)) for one in ("title", "initial-creator", "keyword")),
        packed("meta.xml", META.format("user-defined")),
        *(packed("styles.xml", STYLES.format(one)) for one in ("header", "footer-left")),
        *(packed("docProps/core.xml", CORE.format(one)) for one in ("creator", "description")),
        *(packed("docProps/app.xml", APP.format(one)) for one in ("Company", "Manager")),
        packed("docProps/custom.xml", CUSTOM),
        *(
            packed(
                "xl/worksheets/any.xml", PAGE.format(f"{page}{where}", '&amp;R&amp;"黑体"已结扎')
            )
            for page in ("odd", "even", "first")
            for where in ("Header", "Footer")
        ),
        packed("xl/worksheets/any.xml", PAGE.format("oddHeader", "&amp;C&amp;12已结扎"), "utf-16"),
        headed(HEADER, "&C&B已结扎"),
        headed(FOOTER, '&L&"宋体,常规"&10已结扎'),
        described("\x05SummaryInformation", summary(NARROW, "已结扎\0".encode("gb18030"))),
        described("\x05SummaryInformation", summary(NARROW, "已结扎\0".encode(), 65001)),
        described("\x05DocumentSummaryInformation", summary(WIDE, "已结扎\0".encode("utf-16-le"))),
    ],
)
def test_a_remark_is_found(tmp_path, content):
    path = tmp_path / "表"
    path.write_bytes(content)
    assert notes_of(path) == ["已结扎"]


@pytest.mark.parametrize(
    "content",
    [
        b"a,b",
        old_sheet(),
        packed("content.xml", "<x/>"),
        packed("docProps/core.xml", CORE.format("modified").replace("已结扎", "2026-03-05")),
        packed("xl/worksheets/sheet1.xml", PAGE.format("oddFooter", "")),
        described("\x05SummaryInformation", b"\xfe\xff cut short"),
    ],
)
def test_where_there_is_none_there_is_none(tmp_path, content):
    path = tmp_path / "表"
    path.write_bytes(content)
    assert notes_of(path) == []
