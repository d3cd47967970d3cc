"""The rows of a list as a workbook: what its filters show, in its order, figures and days as such.

Rows are read in pieces and written as they come; nothing becomes a formula or a link.
"""

import datetime
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import chain, islice
from typing import Any

from django.http import FileResponse
from django.utils import timezone
from django.utils.http import content_disposition_header

from township import xlsx
from township.dates import cn_date
from township.templatetags.wording import cn_datetime, shown

# Past that many rows a list is narrowed by its filters first.
MOST, PIECE = 20_000, 500
A4, NARROW, WIDE = 9, 12, 44


def pieces(rows):
    """Lists of PIECE of the rows, as they come."""
    rows = iter(rows)
    while piece := list(islice(rows, PIECE)):
        yield piece


@dataclass(frozen=True)
class SheetPart:
    """A sheet: its name, the heads of its columns, rows of cells in their order."""

    name: str
    heads: Sequence[str]
    rows: Iterable[Sequence[Any]]


def answer(title, parts, conditions, by):
    """The workbook of a list: its Parts, the list first; `conditions` are sentences on what narrows
    it, `by` takes it out."""
    stream = io.BytesIO()
    book = xlsx.workbook(stream, {"constant_memory": True} | xlsx.ONLY_WORDS)
    faces = _Faces(book)
    written = [_write(book.add_worksheet(part.name), title, part, faces) for part in parts]
    _explain(book, title, written[0], conditions, by)
    book.close()
    stream.seek(0)
    told = FileResponse(stream, content_type=xlsx.MEDIA_TYPE)
    name = f"{title}（{cn_date(timezone.localdate())}）.xlsx"
    told["Content-Disposition"] = content_disposition_header(True, name)
    told["X-Content-Type-Options"] = "nosniff"
    return told


def _write(page, title, part, faces):
    """One sheet, ready for A4; returns how many rows it holds."""
    page.set_landscape()
    page.set_paper(A4)
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)
    page.freeze_panes(1, 0)
    page.set_header(f"&C{title.replace('&', '&&')}")
    page.set_footer("&C第 &P 页　共 &N 页")
    # Rows that are gone from memory tell no width: the first piece stands for all.
    some = pieces(part.rows)
    first = next(some, [])
    for column, name in enumerate(part.heads):
        longest = max([len(name), *(len(str(shown(row[column]))) for row in first)])
        page.set_column(column, column, min(max(NARROW, longest * 2), WIDE))
        page.write_string(0, column, name, faces.head)
    number = 0
    for number, row in enumerate(chain(first, chain.from_iterable(some)), 1):
        for column, value in enumerate(row):
            faces.write(page, number, column, value)
    page.autofilter(0, 0, max(number, 1), len(part.heads) - 1)
    return number


class _Faces:
    """Writes a value as what it is."""

    def __init__(self, book):
        plain = {"border": 1, "valign": "vcenter"}
        self.head = book.add_format(plain | {"bold": True, "bg_color": "#E8EEF5"})
        self.text = book.add_format(plain | {"text_wrap": True})
        self.number = book.add_format(plain)
        self.amount = book.add_format(plain | {"num_format": "#,##0.00"})
        self.day = book.add_format(plain | {"num_format": "yyyy-mm-dd"})
        self.moment = book.add_format(plain | {"num_format": "yyyy-mm-dd hh:mm"})

    def write(self, page, row, column, value):
        if value is None or value == "":
            page.write_blank(row, column, None, self.text)
        elif isinstance(value, datetime.datetime):
            local = timezone.localtime(value).replace(tzinfo=None)
            page.write_datetime(row, column, local, self.moment)
        elif isinstance(value, datetime.date):
            page.write_datetime(row, column, value, self.day)
        elif isinstance(value, Decimal):
            page.write_number(row, column, value, self.amount)
        elif isinstance(value, int | float) and not isinstance(value, bool):
            page.write_number(row, column, value, self.number)
        else:
            page.write_string(row, column, str(shown(value)), self.text)


def _explain(book, title, written, conditions, by):
    page = book.add_worksheet("说明")
    page.set_column(0, 0, 80, book.add_format({"text_wrap": True}))
    told = [
        title,
        f"{by}于{cn_datetime(timezone.now())}导出，共{written}行。",
        *(conditions or ["没有筛选条件，是能看到的全部内容。"]),
    ]
    if written >= MOST:
        told.append(f"一次最多导出{MOST}行，后面的没有写入；请用条件缩小范围再导出。")
    for row, sentence in enumerate(told):
        page.write_string(row, 0, sentence)


def address_of(request):
    """The address of what a page shows, under its filters and in its order, as a workbook."""
    asked = request.GET.copy()
    asked["format"] = "xlsx"
    asked.pop("page", None)
    return f"{request.path}?{asked.urlencode()}"


def conditions_of(form):
    """Sentences on what narrows a list: the label of each filter in use and what was chosen."""
    if not form.is_valid():
        return []
    told = []
    for name, value in form.cleaned_data.items():
        if value in (None, "", []):
            continue
        field = form.fields[name]
        chosen = dict(getattr(field, "choices", None) or {}).get(value, value)
        told.append(f"{field.label}：{shown(chosen)}")
    return told
