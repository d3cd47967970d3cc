"""A roster as a workbook that opens in WPS and can be read in again.

The title names who took it out and when (个人信息保护法 article 51); phones are whole only for the
village's own cadres.
"""

import io
import re

from django.db import transaction
from django.utils import timezone

from township.dates import cn_date
from township.history.chain import record
from township.xlsx import workbook
from villages.models.person import masked
from villages.sheets.catalogue import NAMES, RESOURCES

A4 = 9
# What XML cannot say.
UNSAYABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


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
    stream = io.BytesIO()
    book = workbook(stream)
    page = book.add_worksheet("花名册")
    big = book.add_format({"bold": True, "font_size": 16, "align": "center"})
    head = book.add_format({"bold": True, "align": "center", "border": 1})
    framed = book.add_format({"border": 1})
    columns = ["序号", *headers]
    page.merge_range(0, 0, 0, len(columns) - 1, _clean(title), big)
    for place, name in enumerate(columns):
        page.write_string(1, place, _clean(name), head)
        page.set_column(place, place, 6 if place == 0 else 14)
    for number, row in enumerate(rows, 1):
        page.write_number(number + 1, 0, number, framed)
        for place, value in enumerate(row, 1):
            page.write_string(number + 1, place, _clean(str(value or "")), framed)
    page.set_landscape()
    page.set_paper(A4)
    page.repeat_rows(0, 1)
    book.close()
    return stream.getvalue()


def _clean(text):
    return UNSAYABLE.sub("", text)
