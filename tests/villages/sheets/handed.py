"""Sheets of the field and their siblings as previews: what was understood, wrong or left out."""

import io
from pathlib import Path

import pytest
from openpyxl import Workbook

from tests.villages.workbooks import upload
from villages.acts.imports import preview
from villages.sheets.upload import sheets_of

HANDED = Path(__file__).parents[2] / "cases" / "sheets"
HEAD = ["序号", "姓名", "性别", "出生年月", "政治面貌", "文化程度", "所在小组", "代表户数"]
FIGURES = ["村名", "常住人口", "户数", "18周岁以上人数"]
HEAD += ["联系电话", "任期开始", "任期至", "备注"]


def handed(name):
    (path,) = HANDED.glob(f"{name}*")
    return sheets_of(upload(path.read_bytes(), path.name))


def made(*pages, name="表.xlsx"):
    """Sheets read from a workbook of (title, rows) pages, or of the rows of one page."""
    book = Workbook()
    book.remove(book.active)
    for title, rows in pages:
        page = book.create_sheet(title)
        for row in rows:
            page.append(row)
    return saved(book, name)


def saved(book, name="表.xlsx"):
    stream = io.BytesIO()
    book.save(stream)
    return sheets_of(upload(stream.getvalue(), name))


def row(name="张三", **given):
    cells = dict(zip(HEAD, [1, name, "男", "1975-03", "群众", "初中", "一组", 15], strict=False))
    cells |= {"联系电话": "", "任期开始": "2026-01-08", "任期至": "2031-01-07", "备注": ""} | given
    return [cells[title] for title in HEAD]


class Seen:
    """A preview by name of the person: what was understood, what was wrong, what was left out."""

    def __init__(self, found):
        self.found = found
        self.cells = {dict(row.cells).get("姓名", ""): dict(row.cells) for row in found.rows}
        self.faults = {dict(row.cells).get("姓名", ""): "".join(row.faults) for row in found.rows}
        self.remarks = {dict(row.cells).get("姓名", ""): "".join(row.remarks) for row in found.rows}

    @property
    def sound(self):
        return [name for name, fault in self.faults.items() if not fault]


@pytest.fixture
def look(village, cadre):
    def look(sheets, kind="representatives"):
        return Seen(preview(kind, sheets, place=village, by=cadre))

    return look


def names(seen):
    return [cells["姓名"] for cells in seen.cells.values()]


@pytest.fixture
def count(office):
    def count(sheets):
        return preview("figures", sheets, place=None, by=office)

    return count
