"""The Excel catalogue of old archives: what its columns are called."""

from pathlib import Path

from township.files.workbooks import read_workbook
from township.sensitivewords import told_of_columns
from township.sheets.table import SheetTable, TableShape, find_table

MOST_LINES = 20_000
SHAPE = TableShape(
    {
        "reference": ("档号", "原档号", "案卷号", "件号"),
        "title": ("题名", "案卷题名", "文件题名", "标题"),
        "on": ("日期", "成文日期", "形成日期", "文件日期"),
        "responsible": ("责任者", "责任人", "形成单位"),
        "term": ("保管期限", "期限"),
        "files": ("文件名", "电子文件名", "文件", "扫描件"),
        "category": ("类别", "门类", "分类", "档案类别"),
        "document_number": ("文号", "文件编号"),
    },
    needed=("title", "on"),
    main="title",
)


def read_catalogue(path: Path) -> SheetTable:
    """The table of the one sheet that has one. Raises WorkbookRefused, or ValueError with a
    sentence."""
    sheets = read_workbook(path, max_rows=MOST_LINES)
    if not sheets:
        raise ValueError("目录里没有工作表。")
    table = _only(sheets)
    if missing := [SHAPE.aliases[key][0] for key in SHAPE.needed if key not in table.columns]:
        raise ValueError(f"目录缺少列：{'、'.join(missing)}。")
    for told in told_of_columns(table.ignored):
        raise ValueError(f"目录没有收：{told}")
    return table


def _only(sheets):
    """Several are told: the lines of a take-in go by one row of numbers."""
    found, reasons = [], []
    for sheet in sheets:
        try:
            found.append(find_table(sheet, SHAPE))
        except ValueError as reason:
            reasons.append(reason)
    filled = [table for table in found if table.lines]
    if len(filled) > 1:
        names = "、".join(f"“{table.sheet}”" for table in filled)
        raise ValueError(f"工作表{names}都有目录，请合成一张，或者分几次上传。")
    if not found:
        raise reasons[0]
    return (filled or found)[0]
