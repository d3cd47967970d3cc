"""The setup workbook to be filled in: 填写说明, drop-downs, an example row; and with its faults."""

import io
from collections.abc import Sequence

from township.files.cellnames import cell_place, column_name
from township.files.workbooks import WorkbookSheet
from township.setup.act import SetupOutcome
from township.setup.columns import NOTES
from township.setup.parts import PARTS
from township.setup.parts.village_names import VILLAGE
from township.users.models import Township, User
from township.xlsx import workbook
from villages.models import Village

FAULTS = "错误"
LAST = 1000  # rows with drop-downs
ADVICE = (
    "一张表填一类内容，不填的表可以空着或者删掉；以后补充也用这几张表。",
    "第一行“示例”不会导入，可以留着，也可以删掉。",
    "有下拉框的从下拉框里选；列的次序可以变，列名不要改；不要用公式。",
    "不要填身份证号，也不要填生育、健康情况：本系统不登记，导入时会退回。",
    "上传后先看每一行的结果，确认后才写入；有一行出错就全部不写入，可以下载标出错误的表格。",
    "扫描件不放在工作簿里：在“文件名”里写名字，文件和工作簿一起上传，按名字对上。",
    "同一份表格导入两次，第二次没有任何改动。",
)


def write_book(township: Township, keys: Sequence[str], *, by: User) -> bytes:
    """.xlsx of the sheets `keys` of PARTS."""
    stream = io.BytesIO()
    book = workbook(stream)
    head = book.add_format({"bold": True, "bg_color": "#E8EEF5", "border": 1, "text_wrap": True})
    grey = book.add_format({"italic": True, "font_color": "#6B7280"})
    notes = book.add_worksheet(NOTES)
    notes.set_column(0, 0, 100, book.add_format({"text_wrap": True}))
    lists = _Lists(notes)
    told = [f"{township}建镇工作簿", *ADVICE]
    for key in keys:
        part = PARTS[key](township, by)
        part.begin()
        told.append(f"“{part.name}”：{part.note}")
        _write_part(book, part, lists, head, grey, _villages(township, keys))
    for number, line in enumerate(told):
        notes.write_string(number, 0, line)
    book.close()
    return stream.getvalue()


def _villages(township, keys):
    """Where the drop-down of villages takes its names: the sheet that is filled in, or the list."""
    if "villages" in keys:
        return f"='{PARTS['villages'].name}'!$A$2:$A${LAST}"
    rows = Village.objects.filter(township=township).in_use()
    return list(rows.values_list("name", flat=True))


class _Lists:
    """Words of the drop-downs, in columns of their own beside the explanations."""

    def __init__(self, notes):
        self.notes, self.column = notes, 2

    def source(self, words):
        name = column_name(self.column)
        for number, word in enumerate(words):
            self.notes.write_string(number, self.column, word)
        self.column += 1
        return f"='{NOTES}'!${name}$1:${name}${len(words)}"


def _write_part(book, part, lists, head, grey, villages):
    sheet = book.add_worksheet(part.name)
    sheet.freeze_panes(1, 0)
    chosen = part.choices()
    if not isinstance(part, PARTS["villages"]):
        chosen = {VILLAGE: villages} | chosen
    for place, column in enumerate(part.columns):
        sheet.set_column(place, place, column.width)
        sheet.write_string(0, place, column.title, head)
        sheet.write_string(1, place, column.example, grey)
        words = chosen.get(column.title)
        if words:
            source = words if isinstance(words, str) else lists.source(words)
            told = {"validate": "list", "source": source, "error_type": "warning"}
            sheet.data_validation(1, place, LAST, place, told)


def marked_book(sheets: Sequence[WorkbookSheet], outcome: SetupOutcome) -> bytes:
    """The same sheets, each faulty cell red with its reason, and a column that tells them all."""
    stream = io.BytesIO()
    book = workbook(stream)
    red = book.add_format({"bg_color": "#F8D7D7", "font_color": "#B3221B"})
    by_cell: dict[tuple[str, int, int], str] = {}
    for fault in outcome.faults:
        row, column = cell_place(fault.cell)
        key = (fault.sheet, row, column)
        by_cell[key] = by_cell.get(key, "") + fault.sentence
    read = {row.line.sheet for row in outcome.rows}
    for sheet in sheets:
        page = book.add_worksheet(sheet.name or "表格")
        width = max(map(len, sheet.rows), default=0)
        aside = width if FAULTS not in (sheet.rows or [()])[0] else sheet.rows[0].index(FAULTS)
        page.set_column(0, max(aside - 1, 0), 16)
        for number, cells in enumerate(sheet.rows):
            told = []
            for column, text in enumerate(cells[:aside]):
                fault = by_cell.get((sheet.name, number, column))
                page.write_string(number, column, text, red if fault else None)
                if fault:
                    page.write_comment(number, column, fault)
                    told.append(fault)
            if told:
                page.write_string(number, aside, "".join(told), red)
        if sheet.name in read:
            page.write_string(0, aside, FAULTS)
            page.set_column(aside, aside, 60)
    book.close()
    return stream.getvalue()
