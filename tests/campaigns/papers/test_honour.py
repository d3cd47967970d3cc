"""What the commendation of a year's honours and the ledger of all say."""

from datetime import date
from decimal import Decimal

import pytest

from campaigns.models import Campaign, Honour, Level, Reward
from campaigns.papers.honour import commendation, ledger
from township.users.models import Township
from villages.models import Village

ISSUER, SECOND = "清江区人民政府", "市府发〔2026〕2号"


def honour(name, day, number="示卫发〔2026〕1号", reward=None, title="命名通知", issuer=ISSUER):
    village = Village(name=name, kind="village")
    row = Honour(
        village=village,
        level=Level(name="区级先进村"),
        issuer_name=issuer,
        document_title=title,
        document_number=number,
        plaque_number=f"牌{name}",
        awarded_on=date(2026, 3, day),
    )
    if reward is not None:
        amount, status = reward
        row.reward = Reward(amount=Decimal(amount), status=status, payer_name="财政所", honour=row)
    return row


def told(honours, **given):
    campaign = Campaign(name="先进村创建")
    return commendation(Township(name="清河镇"), campaign, 2025, honours, **given)


def test_each_naming_document_stands_once():
    values = told([honour("甲村", 1), honour("乙村", 9), honour("丙村", 5, SECOND)])
    titled = [{"title": "命名通知", "number": number} for number in ("示卫发〔2026〕1号", SECOND)]
    assert values["basis"] == [{"issuer": ISSUER, "titled": titled, "numbers": ""}]
    assert values["on"] == date(2026, 3, 9), "no day before the last naming"
    assert values["honours"][1] == {"village": "乙村", "level": "区级先进村", "plaque": "牌乙村"}
    assert (values["organ"], values["campaign"]) == ("清河镇人民政府", "先进村创建")


def test_numbers_of_one_issuer_stand_together():
    numbers = ("示府发〔2026〕62号", "示府发〔2026〕9号", "示府发〔2025〕61号")
    rows = [honour(f"{number}村", 1, number, title="") for number in numbers]
    rows += [honour("丁村", 1, SECOND)]
    rows += [honour("戊村", 1, "市发〔2026〕3号", title="", issuer="市委")]
    first, second = told(rows)["basis"]
    assert first["numbers"] == "示府发〔2025〕61号、示府发〔2026〕9号、62号"
    assert [one["number"] for one in first["titled"]] == [SECOND]
    assert second == {"issuer": "市委", "titled": [], "numbers": "市发〔2026〕3号"}


@pytest.mark.parametrize(
    ("rewards", "line"),
    [
        ([None], ""),
        ([("200", "refused")], ""),
        (
            [("200", "due"), ("99.5", "paid"), ("1", "refused")],
            "按照奖励标准，对0村奖励200.00元（财政所支付），1村奖励99.50元（财政所支付）。",
        ),
    ],
)
def test_only_what_is_granted_is_told_of(rewards, line):
    rows = [honour(f"{n}村", 1, reward=reward) for n, reward in enumerate(rewards)]
    assert told(rows)["rewards"] == line


def test_what_was_granted_and_stopped_later_stays_in_the_notice():
    row = honour("甲村", 1, reward=("200", "refused"))
    row.reward.approved_by_id = 7
    assert "甲村奖励200.00元" in told([row])["rewards"]


@pytest.mark.parametrize(("number", "is_issued"), [("", False), ("清府发〔2026〕9号", True)])
def test_without_a_number_it_is_a_draft(number, is_issued):
    values = told([honour("甲村", 1)], number=number, on=date(2026, 4, 1))
    assert (values["is_issued"], values["on"]) == (is_issued, date(2026, 4, 1))


def test_a_campaign_is_called_by_its_short_name():
    campaign = Campaign(name="先进村创建", short_name="创建")
    assert commendation(Township(name="清河镇"), campaign, 2025, [])["campaign"] == "创建"


def test_the_ledger_counts_what_is_held_and_lists_what_was_taken_back():
    rows = [honour("甲村", 1), honour("乙村", 9)]
    rows[1].status = Honour.Status.REMOVED
    town, day = Township(name="清河镇"), date(2026, 12, 1)
    values = ledger(town, Campaign(name="先进村创建"), 2025, rows, day)
    assert (values["held"], values["on"], values["organ"]) == (1, day, "清河镇人民政府")
    told = [(one["village"], one["state"], one["plaque"]) for one in values["honours"]]
    assert told == [("甲村", "有效", "牌甲村"), ("乙村", "已摘牌", "牌乙村")]
