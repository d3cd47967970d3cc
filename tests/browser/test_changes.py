"""A year of changes in a township, each entered by whoever may, and last year stays as printed.

A village is renamed, one becomes a community, one goes into another; an evaluator falls ill, a
cadre leaves; plaque, voucher and a meeting's day were written wrong, a standard was wrong, an
approval was a mistake, an honour is revoked. Every paper of the year before says what it said,
but for the words that a correction named. It takes minutes, so it is part of `make year`.
"""

import pytest
from django.test import Client

from tests.browser import samples
from tests.personas import PASSWORD, told
from tests.words_of_day import papers_of, same, shown
from township.users.models import User

pytestmark = [pytest.mark.browser, pytest.mark.long, pytest.mark.django_db(transaction=True)]

ROUND, CAMPAIGN = "2026年度考评", "人口与计划生育村（居）民自治创建活动"
# What stands on a paper instead, because a correction or the revocation says so.
RIGHT = {
    "示区2025-01": "示区2025-11",
    "示区2025-02": "示区2025-12",
    "记字2026-7<": "记字2026-71<",
    "已发放": "待追回",
}
# On papers that name the meeting whose day was put right.
DAY = {
    "4月2日": "4月3日",
    "应当提前10日通知，实际提前11日": "应当提前10日通知，实际提前12日",
}
# A list of payments is dated on the day it is printed.
PRINTED = ("2026年11月25日", "2026年12月2日")


@pytest.fixture
def people(visitor, clock):
    """Everybody keeps the browser that he once opened."""
    clock.go(2026, 11, 25)
    told()
    arrived = {}

    def of(name):
        if name not in arrived:
            arrived[name] = visitor(name)
        return arrive(arrived[name], name)

    return of


def arrive(visitor, name):
    """At home; a clock that was put forward has ended what was signed in."""
    visitor.open("/")
    return visitor if "/login" not in visitor.page.url else visitor.sign_in(name)


def act(visitor, label):
    return visitor.press(label).press(f"确定{label}")


def open_row(visitor, *texts):
    """The page of the list's first row that says all this."""
    rows = visitor.page.locator("main tbody tr")
    for text in texts:
        rows = rows.filter(has_text=text)
    rows.get_by_role("link").first.click()
    return visitor


def printed():
    office = Client()
    office.force_login(User.objects.get(username="office"))
    return shown(office, papers_of(2025))


def an_approval_was_a_mistake(people, clock):
    """Taken back before it is paid, and given once it has been looked at again."""
    leader = people("leader").menu("奖励").press("万顺村")
    leader.press("撤回审批").fill("理由", "领款单还没有核对。").press("确定撤回审批")
    leader.sees("待审批").look("approval-taken-back")
    act(leader, "同意发放").sees("待发放")


def reward_is_paid(people, clock):
    office = people("office").menu("奖励").press("万顺村").press("登记发放")
    office.fill("凭证号", "记字2026-7").fill("发放日期", "2026-11-24").fill("领款人", "张秀兰")
    office.press("确定登记发放").sees("已发放")


def plaque_and_voucher_are_corrected(people, clock):
    office = people("office").menu("荣誉").press("万顺村").press("更正")
    office.fill("牌匾编号", "示区2025-11").fill("更正原因", "登记时漏看一位，以牌匾为准。")
    office.look("plaque").press("提出更正").sees("待核准", "示区2025-11")
    office = people("office").menu("奖励").press("万顺村").press("更正")
    office.fill("凭证号", "记字2026-71").fill("更正原因", "录入时少了一位，以凭证为准。")
    office.press("提出更正").sees("待核准")
    leader = people("leader")
    for old in ("示区2025-01", "记字2026-7"):
        act(open_row(leader.menu("更正"), old), "同意更正").sees("已更正").look("correction-agreed")


def a_meeting_gets_its_right_day(people, clock):
    cadre = open_row(people("cadre-wanshun").menu("会议和表决"), "2025年4月2日").press("更正")
    cadre.fill("会议时间", "2025-04-03T09:00").fill("更正原因", "实际4月3日开的，以签到册为准。")
    cadre.look("meeting-correct").press("提出更正").sees("待核准")
    office = open_row(people("office").menu("更正"), "村民会议")
    office.look("meeting-correction").press("同意更正").press("确定同意更正").sees("已更正")
    office.look("meeting-corrected")


def evaluation_begins(people, clock):
    clock.go(2026, 12, 2)
    office = people("office").menu("考评").press(ROUND)
    act(office, "开始评分").sees("评分")


def an_evaluator_falls_ill(people, clock):
    """One of the sheets goes to a colleague with its marks, one is set aside."""
    ill = people("evaluator1").menu("评分表").press("万顺新村")
    card = ill.page.locator("article.mark").first
    card.get_by_role("button", name="满分").click()
    ill.expects(card.get_by_text("已保存"))
    office = people("office").menu("考评").press(ROUND).press("万顺新村")
    office.press("赵启明").press("由他人接手").choose("由谁接手", "吴志强")
    office.fill("理由", "住院。").press("确定由他人接手").look("passed-on")
    office = people("office").menu("考评").press(ROUND).press("新场社区")
    office.press("赵启明").press("停用").fill("理由", "住院，另一位考评员已经评分。")
    office.press("确定停用").sees("已停用").look("set-aside")
    successor = people("evaluator3").menu("评分表").press("万顺新村")
    successor.sees("接手自赵启明", "接手的分").look("successor")
    people("evaluator1").sees("三水村").sees_no("万顺新村评分", "新场社区评分")


def a_cadre_leaves(people, clock):
    """The account ends at once, what was open waits for whoever comes after."""
    gone = people("cadre-sanshui").sees("接下来要办")
    office = people("office").menu("账号").press("新建账号")
    office.fill("账号", "sanshui-xin").fill("姓名", "罗新任").choose("角色", "村干部")
    office.choose("村（居）（只用于村干部）", "三水村").press("保存").sees("初始密码条")
    office.menu("账号").press("刘玉芳")
    office.page.locator("main").get_by_label("在用").first.uncheck()
    office.press("保存").sees("停用").look("accounts")
    gone.open("/").sees("登录")
    user = User.objects.get(username="sanshui-xin")
    user.take_own_password(PASSWORD)
    user.save()
    people("sanshui-xin").sees("接下来要办", "三水村").look("home-new-cadre")


def a_leader_is_away(people, clock):
    """Somebody of the evaluators stands in, agrees to what waits, and is marked as standing in."""
    office = people("office").menu("账号").press("李国平").press("安排人代理")
    office.choose("由谁代理", "吴志强").fill("结束日期", "2026-11-26")
    office.fill("依据文号或会议", "镇党委会议纪要").look("stand-in", axe=True)
    office.press("安排代理").sees("吴志强代理李国平的领导小组岗位，代理中").look("stood-in")
    office = people("office").menu("荣誉").press("治华村").press("更正")
    office.fill("牌匾编号", "示区2025-12").fill("更正原因", "登记时看错一位。")
    office.press("提出更正").sees("待核准")
    deputy = open_row(people("evaluator3").menu("更正"), "待核准")
    act(deputy, "同意更正").sees("已更正")
    people("office").menu("荣誉").press("治华村").sees("吴志强（代）").look("acted-for")


def a_level_gets_another_name(people, clock):
    office = people("office").menu("活动和目标").press(CAMPAIGN)
    office.page.locator("#levels tr", has_text="区级先进村").get_by_role(
        "link", name="变更"
    ).first.click()
    office.fill("名称", "区级示范村").fill("起用日期", "2026-11-25")
    office.fill("依据文号", "江府发〔2026〕66号").fill("原因", "区里改了名称。")
    office.look("level-change", axe=True).press("变更").sees("级别已变更", "区级先进村")
    office.look("level-changed")


def villages_change(people, clock):
    clock.go(2026, 12, 1)
    assert not people("evaluator3").page.get_by_role("link", name="更正").count()
    change(people("office").menu("村（居）"), "万顺村", "更名、村改居", name="万顺新村")
    change(
        people("office").menu("村（居）"), "治华村", "更名、村改居", name="治华社区", kind="社区"
    )
    change(people("office").menu("村（居）"), "合作村", "并入其他村", into="龙泉村")


def change(office, village, label, *, name="", kind="", into=""):
    office.press(village).press(label)
    if name:
        office.fill("新的名称", name)
    if kind:
        office.choose("类别", kind)
    if into:
        office.choose("并入哪个村（居）", into)
    office.fill("生效日期", "2026-12-01").fill("批准文号", "江府函〔2026〕9号")
    office.fill("原因", "区政府批复。").upload("批准文件", samples.pdf())
    office.look("village-change").press("保存").sees("江府函〔2026〕9号")
    office.look("village-changed")


def a_standard_was_wrong(people, clock):
    office = people("office").menu("活动和目标").press(CAMPAIGN).press("标准")
    open_row(office, "先进村标准").look("standard").press("另起新版").press("另起新版")
    office.page.locator("td[data-label=指标] a").first.click()
    office.fill("评分办法", "领导小组、工作小组和协会健全得满分，缺一个扣2分。").press("保存")
    act(office, "下发标准").sees("已下发")
    office = people("office").menu("考评").press(ROUND).sees("下发了新版标准").look("outdated")
    office.press("看改了什么，改用新版").look("new-version").fill("理由", "评分办法写错了。")
    office.press("确定改用").sees("已改用现行标准").look("went-over")


def an_honour_is_revoked(people, clock):
    office = people("office").menu("荣誉").press("万顺村").press("撤销")
    office.fill("决定日期", "2026-12-01").fill("依据文号", "江府发〔2026〕70号")
    office.fill("说明", "材料不实。").look("revoke").press("确定撤销").sees("已撤销")
    office.look("revoked").menu("奖励").press("万顺村").sees("待追回").look("reclaim")
    people("cadre-wanshun").sees("荣誉已撤销").look("home-cadre-revoked")


def the_round_is_cancelled(people, clock):
    office = people("office").menu("考评").press(ROUND).press("取消这次考评")
    office.fill("理由", "改到明年一并考评。").press("确定取消这次考评").sees("已取消")
    office.look("cancelled", axe=True)


CHAPTERS = (
    plaque_and_voucher_are_corrected,
    a_meeting_gets_its_right_day,
    a_leader_is_away,
    a_level_gets_another_name,
    villages_change,
    evaluation_begins,
    an_evaluator_falls_ill,
    a_cadre_leaves,
    a_standard_was_wrong,
    an_honour_is_revoked,
    the_round_is_cancelled,
)


def test_changes(people, clock):
    an_approval_was_a_mistake(people, clock)
    reward_is_paid(people, clock)
    before = printed()
    for chapter in CHAPTERS:
        chapter(people, clock)
    same(printed(), {address: righted(address, page) for address, page in before.items()})


def righted(address, page):
    if address.endswith("/papers/receipt/"):  # issued, and stays as it went out
        return page
    about = {**RIGHT, PRINTED[0]: PRINTED[1]} | (DAY if "4月2日" in page else {})
    for wrong, right in about.items():
        page = page.replace(wrong, right)
    return page
