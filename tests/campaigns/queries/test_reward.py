"""Rewards summed up by year and payer, and as a ledger."""

from datetime import date
from decimal import Decimal

import pytest

from campaigns.models import Application, Honour, Level, Reward
from campaigns.queries.reward import (
    HEADS,
    TOTAL_HEADS,
    Total,
    cells_of,
    cells_of_total,
    totals,
)
from tests.campaigns.applications import *  # noqa: F403
from tests.personas import make_village


@pytest.fixture
def reward_of(evaluation, running, office, leader):
    """Makes a reward for a village of its own, named on a day."""
    made = []

    def make(amount, on, payer="township", status="due", **given):
        number = len(made)
        level = Level.objects.get(campaign=running, code="ADVANCED")
        village = make_village(running.township, f"新{number}村", f"K{number:03}")
        application = Application.objects.create(
            campaign=running,
            village=village,
            level=level,
            evaluation=evaluation,
            status="accepted",
            created_by=office,
        )
        honour = Honour.objects.create(
            village=village,
            level=level,
            application=application,
            year=2026,
            issuer=level.named_by,
            issuer_name=level.named_by.name,
            plaque_number=f"牌{number}",
            document_number="示卫发〔2026〕60号",
            awarded_on=on,
        )
        made.append(
            Reward.objects.create(
                honour=honour,
                amount=Decimal(amount),
                payer=payer,
                payer_name="清河镇财政所",
                reason="按规定奖励。",
                status=status,
                approved_by=leader if status in ("approved", "paid", "reclaim") else None,
                **given,
            )
        )
        return made[-1]

    return make


PAID = {"voucher_number": "P-1", "paid_on": date(2026, 12, 30), "received_by": "陈主任"}


def test_years_and_payers_are_told_apart_newest_first(reward_of, django_assert_num_queries):
    reward_of("200", date(2026, 12, 1))
    reward_of("300.50", date(2026, 3, 1), status="approved")
    reward_of("400", date(2026, 3, 1), status="paid", **PAID)
    reward_of("50", date(2026, 4, 1))
    reward_of("999", date(2026, 3, 1), status="refused")
    reward_of("70", date(2026, 3, 1), status="reclaim", **PAID)
    reward_of("2000", date(2026, 3, 1), payer="district")
    reward_of("100", date(2027, 1, 1))
    with django_assert_num_queries(1):
        rows = totals(Reward.objects.all())
    D = Decimal
    assert rows == [
        Total(2027, "镇", D(100), D(0), D(0), D(0), 1),
        Total(2026, "区", D(2000), D(0), D(0), D(0), 1),
        Total(2026, "镇", D(250), Decimal("300.50"), D(400), D(70), 5),
    ]
    assert rows[2].amount == Decimal("1020.50")


def test_nothing_refused_counts(reward_of):
    reward_of("200", date(2026, 12, 1), status="refused")
    assert totals(Reward.objects.all()) == []


def test_a_ledger_has_every_reward_and_the_totals(reward_of):
    reward_of("200", date(2026, 12, 1), status="paid", **PAID)
    reward_of("300.50", date(2026, 3, 1))
    rows = Reward.objects.select_related("honour__village", "honour__level").order_by("id")
    paid, due = (dict(zip(HEADS, cells_of(row), strict=True)) for row in rows)
    assert (paid["年度"], paid["村（居）"], paid["级别"]) == (2026, "新0村", "区级先进村")
    assert (paid["命名日期"], paid["发放日期"]) == (date(2026, 12, 1), date(2026, 12, 30))
    assert (paid["金额（元）"], paid["支付单位"], paid["凭证号"]) == (200, "清河镇财政所", "P-1")
    assert due["金额（元）"] == Decimal("300.50") and not due["发放日期"], "not paid yet"
    (one,) = totals(rows)
    assert dict(zip(TOTAL_HEADS, cells_of_total(one), strict=True)) == {
        "年度": 2026,
        "由谁支付": "镇",
        "笔数": 2,
        "待审批": Decimal("300.50"),
        "待发放": 0,
        "已发放": 200,
        "待追回": 0,
        "合计": Decimal("500.50"),
    }
