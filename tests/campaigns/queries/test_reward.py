"""Rewards summed up by year and payer, and as a workbook."""

import io
from datetime import date
from decimal import Decimal

import pytest
from openpyxl import load_workbook

from campaigns.models import Application, Honour, Level, Reward
from campaigns.queries.reward import Total, totals, workbook
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
        Total(2026, "镇", D(250), D("300.50"), D(400), D(70), 5),
    ]
    assert rows[2].amount == D("1020.50")


def test_nothing_refused_counts(reward_of):
    reward_of("200", date(2026, 12, 1), status="refused")
    assert totals(Reward.objects.all()) == []


def test_the_workbook_has_every_reward_and_the_totals(reward_of):
    reward_of("200", date(2026, 12, 1), status="paid", **PAID)
    reward_of("300.50", date(2026, 3, 1))
    rows = Reward.objects.select_related("honour__village", "honour__level").order_by("id")
    book = load_workbook(io.BytesIO(workbook(rows)))
    page, sums = book.worksheets
    cells = [[cell.value for cell in row] for row in page.iter_rows()]
    assert cells[0][:3] == ["年度", "村（居）", "级别"] and len(cells) == 3
    assert cells[1][:4] == [2026, "新0村", "区级先进村", "示卫发〔2026〕60号"]
    assert (cells[1][4].date(), cells[1][9].date()) == (date(2026, 12, 1), date(2026, 12, 30))
    assert cells[1][5:9] == [200, "清河镇财政所", "已发放", "P-1"]
    assert cells[2][5] == 300.5 and not cells[2][9], "not paid yet"
    assert page.cell(2, 6).number_format == "#,##0.00"
    assert page.cell(2, 5).number_format == "yyyy-mm-dd"
    assert page.freeze_panes == "A2" and page.print_title_rows == "$1:$1"
    assert (page.page_setup.orientation, page.page_setup.paperSize) == ("landscape", 9)
    assert (page.page_setup.fitToWidth or 1, page.page_setup.fitToHeight) == (1, 0)
    assert page.cell(1, 1).font.bold and page.cell(1, 1).alignment.wrap_text
    assert page.cell(2, 12).alignment.wrap_text
    for place in (1, 5, 6, 12):
        assert page.cell(2, place).border.left.style == "thin"
    assert page.cell(1, 1).border.left.style == "thin"
    assert page.column_dimensions["L"].width > page.column_dimensions["A"].width
    assert round(sums.column_dimensions["A"].width) == 13
    told = [[cell.value for cell in row] for row in sums.iter_rows()]
    assert told == [
        ["年度", "由谁支付", "笔数", "待审批", "待发放", "已发放", "待追回", "合计"],
        [2026, "镇", 2, 300.5, 0, 200, 0, 500.5],
    ]


def test_an_empty_list_is_a_workbook_of_headings(db):
    page, _ = load_workbook(io.BytesIO(workbook(Reward.objects.none()))).worksheets
    assert page.max_row == 1
