"""The cells of an uploaded workbook: read, refused in words, and gone afterwards."""

import io

import pytest
from openpyxl import Workbook

from tests.villages.workbooks import upload, workbook
from township.files.blobs import temporary_folder
from villages.sheets import upload as sheet_upload
from villages.sheets.upload import sheets_of

ROWS = [["姓名", "性别"], ["张三", "男"]]
pytestmark = pytest.mark.django_db


def left():
    return list(temporary_folder().iterdir())


def test_cells_come_as_text_and_nothing_stays():
    before = left()
    assert sheets_of(upload(workbook(ROWS)))[0].rows == (("姓名", "性别"), ("张三", "男"))
    (text,) = sheets_of(upload("姓名,性别\n张三,男\n".encode(), "花名册.csv"))
    assert text.rows[1] == ("张三", "男")
    assert left() == before


def test_an_empty_workbook_has_no_rows():
    assert sheets_of(upload(workbook([[""]]))) == []


@pytest.mark.parametrize(
    ("content", "name", "told"),
    [(b"%PDF-1.7 " + b"x" * 99, "表.pdf", "."), (b"PK\x03\x04 no workbook", "花名册.xlsx", "损坏")],
)
def test_what_is_no_workbook_is_refused(content, name, told):
    before = left()
    with pytest.raises(Exception, match=told):
        sheets_of(upload(content, name))
    assert left() == before


def test_a_sheet_over_the_limit_is_refused_before_it_is_read(monkeypatch):
    content = workbook(ROWS)
    monkeypatch.setattr(sheet_upload, "LIMIT", len(content))
    assert sheets_of(upload(content))
    monkeypatch.setattr(sheet_upload, "LIMIT", len(content) - 1)
    with pytest.raises(ValueError, match="表格超过20MB"):
        sheets_of(upload(content))


def test_all_sheets_together_have_a_limit(monkeypatch):
    book = Workbook()
    for rows in (ROWS, ROWS):
        page = book.create_sheet()
        for row in rows:
            page.append(row)
    stream = io.BytesIO()
    book.save(stream)
    monkeypatch.setattr(sheet_upload, "MOST_ROWS", 4)
    assert len(sheets_of(upload(stream.getvalue()))) == 2
    monkeypatch.setattr(sheet_upload, "MOST_ROWS", 3)
    with pytest.raises(ValueError, match="一共有4行，最多3行"):
        sheets_of(upload(stream.getvalue()))
