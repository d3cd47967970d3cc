"""A ZIP of scans with its catalogue, as an office would send them."""

import io
import zipfile

from django.core.files.base import ContentFile
from openpyxl import Workbook

from tests.pdfs import plain

HEAD = ("档号", "题名", "日期", "责任者", "保管期限", "文件名", "类别")


def pdf(number):
    """A page that differs from the others."""
    return plain(page=f"/Rotate 0 /Number {number}")


def package(files):
    """{path: bytes} as a ZIP."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as into:
        for name, content in files.items():
            into.writestr(name, content)
    return ContentFile(out.getvalue(), "旧档.zip")


def catalogue(rows, head=HEAD):
    book = Workbook()
    book.active.append(head)
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return ContentFile(out.getvalue(), "目录.xlsx")


def line(number, **told):
    """A line that fits, but for what is told."""
    cells = dict(
        zip(
            HEAD,
            (
                f"J001-WS·2019-Y-{number:04d}",
                f"2019年会议记录{number}",
                "2019-03-05",
                "万顺村村民委员会",
                "永久",
                f"2019/{number}.pdf",
                "会议记录",
            ),
            strict=True,
        )
    )
    return tuple((cells | told)[name] for name in HEAD)
