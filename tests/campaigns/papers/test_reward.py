"""The list rewards are paid from, and the receipt: amounts in figures and in words."""

from datetime import date
from decimal import Decimal

import pytest

from campaigns.models import Campaign, Honour, Level, Reward
from campaigns.papers.reward import reward_list, reward_receipt
from township.users.models import Township
from villages.models import Village

TOWN = Township(name="清河镇")


def reward(amount, status="due", payer="财政所", **given):
    honour = Honour(
        village=Village(name="万顺村", kind="village", township=TOWN),
        level=Level(name="区级先进村"),
        issuer_name="清江区人民政府",
        document_number="示卫发1号",
        awarded_on=date(2026, 3, 1),
    )
    return Reward(
        pk=7, honour=honour, amount=Decimal(amount), status=status, payer_name=payer, **given
    )


def listed(*rewards):
    return reward_list(TOWN, Campaign(name="创建活动"), 2026, rewards, date(2026, 12, 1))


def test_what_was_refused_is_listed_and_not_summed():
    values = listed(reward("200"), reward("99.5", "refused"), reward("300", "paid", "区政府"))
    assert [one["amount"] for one in values["rewards"]] == ["200.00", "99.50", "300.00"]
    assert [one["state"] for one in values["rewards"]] == ["待审批", "不予发放", "已发放"]
    assert (values["total"], values["total_words"]) == ("500.00", "人民币伍佰元整")
    assert values["payers"] == [
        {"name": "财政所", "amount": "200.00"},
        {"name": "区政府", "amount": "300.00"},
    ]


def test_each_payer_pays_one_sum():
    assert listed(reward("200"), reward("0.5"))["payers"] == [
        {"name": "财政所", "amount": "200.50"}
    ]


def test_nothing_granted_sums_to_nothing():
    values = listed(reward("200", "refused"))
    assert (values["total"], values["payers"]) == ("0.00", [])


@pytest.mark.parametrize(
    ("title", "basis"),
    [
        ("", "清江区人民政府（示卫发1号）"),
        ("命名通知", "清江区人民政府《命名通知》（示卫发1号）"),
    ],
)
def test_the_receipt_tells_what_the_money_is_for(title, basis):
    row = reward("200", "paid", voucher_number="记-12", paid_on=date(2026, 5, 1))
    row.honour.document_title = title
    values = reward_receipt(row)
    assert values["basis"] == basis
    assert (values["amount"], values["amount_words"]) == ("200.00", "人民币贰佰元整")
    assert values["village"] == "万顺村村民委员会"
    assert values["purpose"] == "区级先进村奖励"
    assert (values["voucher"], values["on"]) == ("记-12", date(2026, 5, 1))
    assert values["number"] == "2026-0007"
    assert len(values["copies"]) == 2
