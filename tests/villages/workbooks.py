"""Workbooks as offices make them, for the import tests."""

import io

import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile

from township.files.workbooks import WorkbookSheet

HEADERS = ["序号", "姓-名", "性别", "出生年月", "民族", "政治面貌", "文化程度"]
HEADERS += ["所在小组", "代表户数", "联系电话", "备注"]
REPRESENTATIVES = [
    [header.replace("-", "  ") for header in HEADERS],
    ["1", "张　三", "男", "1975.03", "汉族", "党员", "初中", "第一村民小组", "１２户"],
    ["2", "李四妹", "女", "1980年7月", "汉族", "群众", "高中", "2组", "10"],
    ["3", "王五", "男", "19690102", "汉族", "", "", "三组", "9", "", ""],
]
REPRESENTATIVES[1] += ["138 0000 1234", ""]
REPRESENTATIVES[2] += ["138-0000-5678", "妇女代表"]


def workbook(rows, *, title="", totals=None):
    """.xlsx bytes: a merged title above the rows and a 合计 line below."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    sheet = book.add_worksheet("花名册")
    at = 0
    if title:
        sheet.merge_range(0, 0, 0, len(rows[0]) - 1, title)
        at = 1
    for row in [*rows, *([totals] if totals else [])]:
        for place, cell in enumerate(row):
            if cell is not None:
                sheet.write(at, place, cell)
        at += 1
    book.close()
    return stream.getvalue()


def sheets(rows, name="", merges=()):
    """The rows as the one sheet that the reader of workbooks gives."""
    width = max(map(len, rows), default=0)
    cells = tuple((*row, *[""] * (width - len(row))) for row in rows)
    return [WorkbookSheet(name, cells, (), tuple(merges))]


def upload(content, name="花名册.xlsx"):
    return SimpleUploadedFile(name, content)


def representatives(rows=REPRESENTATIVES):
    return workbook(
        rows, title="万顺村村民代表花名册", totals=["合计", "3人", "", "", "", "", "", "", "31"]
    )
