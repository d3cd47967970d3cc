"""基层减负 as a workbook: the villages with their counts, the months, what is asked twice."""

import io
from collections.abc import Sequence

import xlsxwriter

from campaigns.queries.burden import Shared, VillageBurden
from campaigns.rules.burden import BurdenKind

MONTHS = [(f"{month}月", 7) for month in range(1, 13)]


def workbook(rows: Sequence[VillageBurden], shared: Sequence[Shared], year: int) -> bytes:
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    kinds = [(f"{kind.label}（{kind.unit}）", 12) for kind in BurdenKind]
    totals = [(f"{year}年合计", 12), ("其中系统自动归档", 12), (f"{year - 1}年合计", 12)]
    villages = [("村（社区）", 20), *kinds, *totals, ("比上年", 10)]
    _sheet(book, "各村", villages, map(_of_village, rows))
    months = [[str(row.village), *row.now.by_month, row.now.whole] for row in rows]
    _sheet(book, "各月", [("村（社区）", 20), *MONTHS, ("合计", 8)], months)
    twice = [
        [one.name, "；".join(one.askers), one.times, "是" if one.is_known else "否"]
        for one in shared
    ]
    columns = [("材料", 24), ("谁要", 60), ("几项指标要", 10), ("系统已有", 10)]
    _sheet(book, "重复要的材料", columns, twice)
    book.close()
    return stream.getvalue()


def _of_village(row):
    kinds = [row.now.of(kind) for kind in BurdenKind]
    return [
        str(row.village),
        *kinds,
        row.now.whole,
        row.now.known,
        row.before.whole,
        row.change,
    ]


def _sheet(book, name, columns, lines):
    head = book.add_format({"bold": True, "border": 1, "align": "center", "text_wrap": True})
    cell = book.add_format({"border": 1, "text_wrap": True, "valign": "vcenter"})
    page = book.add_worksheet(name)
    for place, (title, width) in enumerate(columns):
        page.write_string(0, place, title, head)
        page.set_column(place, place, width)
    for line, values in enumerate(lines, 1):
        for place, value in enumerate(values):
            write = page.write_number if isinstance(value, int) else page.write_string
            write(line, place, value, cell)
    page.freeze_panes(1, 1)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)
