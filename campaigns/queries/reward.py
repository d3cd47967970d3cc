"""Rewards of a township summed up: by year, payer and state, and as the rows of a ledger."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, QuerySet, Sum
from django.db.models.functions import ExtractYear

from campaigns.models import Campaign, Payer, Reward

HEADS = (
    *("年度", "村（居）", "级别", "命名文号", "命名日期", "金额（元）", "支付单位", "状态"),
    *("凭证号", "发放日期", "领款人", "依据"),
)
TOTAL_HEADS = ("年度", "由谁支付", "笔数", "待审批", "待发放", "已发放", "待追回", "合计")


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


def of_year(rewards: QuerySet, campaign: Campaign, year: int) -> list[Reward]:
    """Those for what a campaign was awarded in a year, in the order of the villages; one query."""
    rows = rewards.filter(honour__level__campaign=campaign, honour__awarded_on__year=year)
    rows = rows.select_related("honour__village", "honour__level")
    return list(rows.order_by("honour__village__order", "pk"))


def cells_of(row: Reward) -> tuple[Any, ...]:
    """A reward in the order of HEADS, for a ledger."""
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


def cells_of_total(one: Total) -> tuple[Any, ...]:
    """A sum in the order of TOTAL_HEADS."""
    states = (one.due, one.approved, one.paid, one.reclaim)
    return (one.year, one.payer, one.count, *states, one.amount)
