"""A roster as a workbook that opens in WPS and can be read in again.

The title names who took it out and when (个人信息保护法 article 51); phones are whole only for the
village's own cadres.
"""

import io

from django.db import transaction
from django.utils import timezone
from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter

from township.dates import cn_date
from township.history.chain import record
from villages.models.person import masked
from villages.sheets.catalogue import NAMES, RESOURCES

HEADER = 2
FRAME = Border(*(Side(style="thin") for _ in range(4)))


@transaction.atomic
def roster_workbook(kind, village, *, by, has_phones):
    """.xlsx bytes of who serves today; written into the history."""
    resource = RESOURCES[kind](village, by)
    rows = resource._meta.model.objects.filter(village=village)
    rows = rows.serving(timezone.localdate())
    found = resource.export(rows.select_related("person", "group"))
    table = [list(row) for row in found]
    private = [place for place, name in enumerate(found.headers) if resource.is_private(name)]
    for row in table if not has_phones else ():
        for place in private:
            row[place] = masked(row[place])
    today = timezone.localdate()
    told = f"{cn_date(today)}{by}导出"
    phones = "含完整电话" if has_phones else "电话已遮盖"
    record("roster.export", village, by, f"导出{NAMES[kind]}：{len(table)}人，{phones}")
    return sheet(f"{village}{NAMES[kind]}（{told}）", found.headers, table)


def blank_workbook(kind, village):
    """.xlsx bytes of the headers only, to be filled in."""
    headers = RESOURCES[kind](village).get_export_headers()
    return sheet(f"{village}{NAMES[kind]}", headers, [])


def sheet(title, headers, rows):
    """.xlsx bytes: a merged title, a header, the rows as text, ready to print on A4 across."""
    book = Workbook()
    page = book.active
    page.title = "花名册"
    columns = ["序号", *headers]
    _write(page, 1, [title], Font(bold=True, size=16))
    page.merge_cells(start_row=1, start_column=1, end_row=1, end_column=len(columns))
    _write(page, HEADER, columns, Font(bold=True), FRAME)
    for number, row in enumerate(rows, 1):
        _write(page, HEADER + number, [number, *(str(value or "") for value in row)], None, FRAME)
    for place in range(1, len(columns) + 1):
        page.column_dimensions[get_column_letter(place)].width = 6 if place == 1 else 14
    page.page_setup.orientation, page.page_setup.paperSize = "landscape", page.PAPERSIZE_A4
    page.print_title_rows = f"1:{HEADER}"
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _write(page, line, values, font=None, border=None):
    """One line of cells. Words stay words: what begins with = is never read as a formula."""
    for place, value in enumerate(values, 1):
        is_text = isinstance(value, str)
        cell = page.cell(line, place, ILLEGAL_CHARACTERS_RE.sub("", value) if is_text else value)
        if is_text:
            cell.data_type = "s"
        if font:
            cell.font, cell.alignment = font, Alignment(horizontal="center")
        if border:
            cell.border = border
