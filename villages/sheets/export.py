"""A roster as a workbook that opens in WPS and can be read in again.

The title names who took it out and when (个人信息保护法 article 51); phones are whole only for the
village's own cadres.
"""

import io

import xlsxwriter
from django.db import transaction
from django.utils import timezone

from township.dates import cn_date
from township.history.chain import record
from villages.models.person import masked
from villages.sheets.catalogue import NAMES, RESOURCES


@transaction.atomic
def roster_workbook(kind, village, *, by, has_phones, is_blank=False):
    """.xlsx bytes of who serves today; written into the history. `is_blank`: headers only."""
    resource = RESOURCES[kind](village, by)
    rows = resource._meta.model.objects.filter(village=village)
    rows = rows.none() if is_blank else rows.serving(timezone.localdate())
    found = resource.export(rows.select_related("person", "group"))
    table = [list(row) for row in found]
    private = [place for place, name in enumerate(found.headers) if resource.is_private(name)]
    for row in table if not has_phones else ():
        for place in private:
            row[place] = masked(row[place])
    today = timezone.localdate()
    told = f"{cn_date(today)}{by}导出"
    title = f"{village}{NAMES[kind]}" + ("" if is_blank else f"（{told}）")
    if not is_blank:
        phones = "含完整电话" if has_phones else "电话已遮盖"
        record("roster.export", village, by, f"导出{NAMES[kind]}：{len(table)}人，{phones}")
    return sheet(title, found.headers, table)


def sheet(title, headers, rows):
    """.xlsx bytes: a merged title, a header, the rows as text, ready to print on A4 across."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    page = book.add_worksheet("花名册")
    head = book.add_format({"bold": True, "align": "center", "font_size": 16})
    bold = book.add_format({"bold": True, "border": 1, "align": "center"})
    cell = book.add_format({"border": 1})
    columns = ["序号", *headers]
    page.merge_range(0, 0, 0, len(columns) - 1, title, head)
    for place, name in enumerate(columns):
        page.write_string(1, place, name, bold)
    for number, row in enumerate(rows, 1):
        page.write_number(number + 1, 0, number, cell)
        for place, value in enumerate(row, 1):
            page.write_string(number + 1, place, str(value or ""), cell)
    page.set_column(0, 0, 6)
    page.set_column(1, len(columns) - 1, 14)
    page.set_landscape()
    page.set_paper(9)
    page.repeat_rows(0, 1)
    book.close()
    return stream.getvalue()
