"""Rewards of a township summed up: by year, payer and state, on the page and as a workbook."""

import io
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import xlsxwriter
from django.db.models import Count, QuerySet, Sum
from django.db.models.functions import ExtractYear

from campaigns.models import Payer, Reward

COLUMNS = (
    ("年度", 8),
    ("村（居）", 16),
    ("级别", 18),
    ("命名文号", 22),
    ("命名日期", 13),
    ("金额（元）", 12),
    ("支付单位", 20),
    ("状态", 10),
    ("凭证号", 16),
    ("发放日期", 13),
    ("领款人", 12),
    ("依据", 40),
)


@dataclass(frozen=True)
class Total:
    """Rewards of one year and payer, in 元; refused and reclaimed ones are left out."""

    year: int
    payer: str
    due: Decimal
    approved: Decimal
    paid: Decimal
    reclaim: Decimal
    count: int

    @property
    def amount(self) -> Decimal:
        return self.due + self.approved + self.paid + self.reclaim


def totals(rewards: QuerySet) -> list[Total]:
    """[Total] newest year first; one query. What was refused or came back counts nothing."""
    rows = (
        rewards.exclude(status__in=(Reward.Status.REFUSED, Reward.Status.RECLAIMED))
        .annotate(year=ExtractYear("honour__awarded_on"))
        .order_by()
        .values("year", "payer", "status")
        .annotate(amount=Sum("amount"), count=Count("pk"))
    )
    found = {}
    for row in rows:
        sums = found.setdefault((row["year"], row["payer"]), {"count": 0})
        sums[row["status"]] = Decimal(row["amount"])
        sums["count"] += row["count"]
    return [
        Total(
            year,
            Payer(payer).label,
            sums.get("due", Decimal()),
            sums.get("approved", Decimal()),
            sums.get("paid", Decimal()),
            sums.get("reclaim", Decimal()),
            sums["count"],
        )
        for (year, payer), sums in sorted(found.items(), key=lambda one: (-one[0][0], one[0][1]))
    ]


def workbook(rewards: Any) -> Any:
    """.xlsx bytes: a sheet with every reward, one with the totals."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    bold = book.add_format({"bold": True, "border": 1, "align": "center", "text_wrap": True})
    cell = book.add_format({"border": 1, "text_wrap": True, "valign": "vcenter"})
    money = book.add_format({"border": 1, "num_format": "#,##0.00"})
    day = book.add_format({"border": 1, "num_format": "yyyy-mm-dd", "align": "center"})
    page = book.add_worksheet("奖励")
    for place, (name, width) in enumerate(COLUMNS):
        page.write_string(0, place, name, bold)
        page.set_column(place, place, width)
    for line, row in enumerate(rewards, 1):
        for place, value in enumerate(_cells(row)):
            if isinstance(value, Decimal):
                page.write_number(line, place, float(value), money)
            elif hasattr(value, "isoformat"):
                page.write_datetime(line, place, value, day)
            elif isinstance(value, int):
                page.write_number(line, place, value, cell)
            else:
                page.write_string(line, place, value or "", cell)
    page.freeze_panes(1, 0)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)
    _totals_sheet(book, totals(rewards), bold, cell, money)
    book.close()
    return stream.getvalue()


def _cells(row):
    honour = row.honour
    return (
        honour.awarded_on.year,
        honour.village.name,
        honour.level_name,
        honour.document_number,
        honour.awarded_on,
        row.amount,
        row.payer_name,
        row.get_status_display(),
        row.voucher_number,
        row.paid_on,
        row.received_by,
        row.reason,
    )


def _totals_sheet(book, rows, bold, cell, money):
    page = book.add_worksheet("按年度和支付方合计")
    for place, name in enumerate(
        ("年度", "由谁支付", "笔数", "待审批", "待发放", "已发放", "待追回", "合计")
    ):
        page.write_string(0, place, name, bold)
    for line, one in enumerate(rows, 1):
        page.write_number(line, 0, one.year, cell)
        page.write_string(line, 1, one.payer, cell)
        page.write_number(line, 2, one.count, cell)
        for place, amount in enumerate(
            (one.due, one.approved, one.paid, one.reclaim, one.amount), 3
        ):
            page.write_number(line, place, float(amount), money)
    page.set_column(0, 7, 12)
