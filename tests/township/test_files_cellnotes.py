"""What stands beside the cells is found in every format of workbooks."""

import io
import struct
import zipfile

import pytest
from openpyxl import Workbook
from openpyxl.comments import Comment

from tests.hostile import old_sheet
from township.files.cellnotes import CONTINUE, TXO, notes_of

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


def commented():
    book, stream = Workbook(), io.BytesIO()
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
    ],
)
def test_a_remark_is_found(tmp_path, content):
    path = tmp_path / "表"
    path.write_bytes(content)
    assert notes_of(path) == ["已结扎"]


@pytest.mark.parametrize("content", [b"a,b", old_sheet(), packed("content.xml", "<x/>")])
def test_where_there_is_none_there_is_none(tmp_path, content):
    path = tmp_path / "表"
    path.write_bytes(content)
    assert notes_of(path) == []
