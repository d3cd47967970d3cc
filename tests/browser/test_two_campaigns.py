"""A township moves in by one workbook and holds two campaigns to an honour each.

Everybody goes where the pages lead. The district has no account here: the office enters what it
decided from its letters. It takes minutes, so it is part of `make year`.
"""

import io
import re
from decimal import Decimal

import openpyxl
import pytest

from campaigns.models import Honour
from campaigns.sheets import workbook as workbook_sheets
from tests.browser import founding, samples, year_end
from tests.browser.test_moving_in import (
    BOOK,
    FIRST,
    LOOK,
    SCANS,
    arrives,
    bytes_of,
    campaign_is_founded,
    filled,
    platform_is_set_up,
    presses,
)
from tests.township.setup.test_moving_in import OWN

pytestmark = [pytest.mark.browser, pytest.mark.long, pytest.mark.django_db(transaction=True)]

SECOND = "青山镇民主法治示范村（社区）创建活动"
# By campaign: whom it names, as what.
NAMED = {FIRST: ("前村", "区级先进村"), SECOND: ("南村", "省级民主法治示范村")}


class People:
    """Everybody at an own browser, signed in again where the session has ended."""

    def __init__(self, visitor):
        self.visitor, self.arrived = visitor, {}

    def __call__(self, name):
        one = self.arrived[name].open("/")
        if "/login" in one.page.url:
            one.fill("账号", name).fill("密码", OWN).press("登录").sees("首页", at="h1")
        return one

    def arrive(self, name, password):
        self.arrived[name] = self.visitor(name)
        arrives(self.arrived[name], name, password)


@pytest.fixture
def people(visitor):
    return People(visitor)


def in_row(visitor, *texts):
    """The page of the list's first row that says all this."""
    rows = visitor.page.locator("main tbody tr")
    for text in texts:
        rows = rows.filter(has_text=text)
    rows.first.get_by_role("link").first.click()
    return visitor.waits()


def goes_to(visitor, *texts):
    """From the home page to what it asks to do."""
    rows = visitor.page.locator(".todo-title")
    for text in texts:
        rows = rows.filter(has_text=text)
    rows.first.click()
    return visitor.waits()


def round_of(campaign):
    return lambda visitor: in_row(visitor.menu("考评"), campaign, "2027")


def second_is_founded(office):
    """Organs of the province order and name, which has to be approved."""
    office.menu("活动和目标").press("新建活动").fill("活动名称", SECOND)
    office.fill("目的", "遇事找法、办事有据。").fill("首年", 2026).fill("末年", 2028)
    office.choose("级别和标准", "民主法治").fill("依据文件标题", "民主法治示范村创建通知")
    office.fill("发文机关", "江南省司法厅\n江南省民政厅")
    office.fill("文号", "江司发〔2026〕7号").fill("成文日期", "2026-01-05")
    office.upload("原件或扫描件", samples.word()).press("建立活动").sees("填写机关名称")
    office.fill("命名机关：省司法厅（局）", "江南省司法厅").press("保存").sees("启动前要办的事")
    office.press("再登记一份").fill("文件标题", "关于同意开展创建活动的批复")
    office.fill("文号", "江办函〔2025〕90号").fill("成文日期", "2025-12-20")
    office.fill("发文机关", "江南省人民政府办公厅").tick("这是批准开展活动的文件")
    office.upload("原件或扫描件", samples.pdf()).press("保存").sees("已保存")


def of_two_campaigns(book):
    """A result that reached no level says of which campaign it is; the second has targets too."""
    results, targets = book["往年考评结果"], book["创建目标"]
    for number in range(3, results.max_row + 1):
        results.cell(number, 6, FIRST)
    for village in ("东村", "南村"):
        targets.append(
            [village, NAMED[SECOND][1], "2027", "约束性（必须完成）", "议事公开，调解有力"]
        )


def township_moves_in(people, capsys):
    people.arrived["guan"] = admin = people.visitor("guan")
    people.arrive("ban", platform_is_set_up(admin, capsys))
    office = people("ban")
    campaign_is_founded(office)
    second_is_founded(office)
    office.menu("建镇工作簿")
    with office.page.expect_download() as download:
        office.press("下载工作簿")
    book, _ = filled(download.value.path().read_bytes())
    of_two_campaigns(book)
    office.upload("表格文件", ("青山镇.xlsx", BOOK, bytes_of(book)))
    office.choose_files(*(samples.photo(name) for name in SCANS))
    presses(office, LOOK, "建镇工作簿").sees("还没有写入").sees_no("没有收到文件", "有错")
    presses(office, "写入235行", "初始密码条")
    for slip in office.page.locator(".slip").all():
        words = slip.inner_text().split()
        name, password = (words[words.index(told) + 1] for told in ("账号", "初始密码"))
        if name in ("leader", "evaluator0", "cadre1"):
            people.arrive(name, password)


def campaigns_start(people):
    office = people("ban").look("home-moved-in")
    office.menu("活动和目标").press(FIRST).press("填写机关名称")
    office.fill("命名机关：市人民政府", "江南市人民政府").press("保存").sees("机关名称已保存")
    for number, campaign in enumerate(NAMED, 5):
        office.menu("活动和目标").press(campaign).press("登记决定")
        office.fill("作出决定的组织", "镇党委、镇政府").fill("决定日期", "2026-01-20")
        office.fill("决定内容", "决定在全镇开展创建活动。").press("保存").sees("已保存")
        founding.start(office, campaign)
        founding.issue_standards(office, campaign)
        office.menu("活动和目标").press(campaign).press("年度任务").press("拟订年度任务")
        office.choose("年度", "2027年").press("按目标生成").press("修改")
        office.fill("文号", f"青府发〔2027〕{number}号").press("保存").press("下达任务")
        office.press("确定下达任务").sees("已下达任务", "待签收")


def rounds_open(people):
    """Whoever opens one twice has opened one of each campaign."""
    office = people("ban")
    for _ in NAMED:
        office.menu("考评").press("建立年度考评").choose("年度", "2027年")
        office.fill("自评截止日期", "2027-11-15").fill("评分截止日期", "2027-11-25")
        office.press("建立考评").sees("分配考评员", "等14个村（居）各还差1名")
        for box in office.page.get_by_label(re.compile("^李乙考评")).all():
            box.uncheck()
        office.look("teams").press("保存分配").sees("李甲")
        year_end.start_self(office)


def village_judges_itself(people):
    cadre = goes_to(people("cadre1"), SECOND, "自评")
    year_end.score_everything(cadre)
    cadre.press("提交自评表").press("确定提交自评表").sees("已提交").look("self-sheet")


def evaluator_scores(people):
    """Full points, by the workbook of each campaign."""
    office, evaluator = people("ban"), people("evaluator0")
    for campaign in NAMED:
        year_end.start_scoring(office, round_of(campaign))
    for campaign in NAMED:
        evaluator.menu("评分表")
        with evaluator.page.expect_download() as down:
            evaluator.press(f"{campaign}2027年离线评分表")
        book = openpyxl.load_workbook(io.BytesIO(down.value.path().read_bytes()))
        for row in book[workbook_sheets.POINTS].iter_rows(min_row=2):
            row[workbook_sheets.GIVEN].value = Decimal(str(row[3].value))
        evaluator.press(f"导入{campaign}离线评分表")
        evaluator.upload("离线评分表", ("评分表.xlsx", BOOK, bytes_of(book))).press("上传并核对")
        evaluator.sees("将更新").look("workbook").press("确认导入").sees("已导入")
    evaluator.menu("评分表").sees("已评分", at="main table")
    waiting = evaluator.page.locator("tbody tr", has_text="评分中")
    assert waiting.count()
    while waiting.count():
        waiting.first.get_by_role("link").first.click()
        evaluator.waits().press("提交评分表").press("确定提交评分表").sees("已提交")
        evaluator.menu("评分表").sees("已评分", at="main table")


def results_are_announced(people):
    office = goes_to(people("ban"), "填本镇设置")
    office.fill("公文和公示的联系人", "王办事").fill("公文和公示的联系电话", "0830-2345678")
    office.press("保存").sees("已保存")
    for campaign, (village, level) in NAMED.items():
        year_end.settle(office, village, level, round_of(campaign))
        year_end.announce(office, round_of(campaign))
        office.open("/")


def villages_are_applied_for(people):
    office = people("ban")
    for campaign in NAMED:
        year_end.finalise(office, round_of(campaign))
    for number, (campaign, (village, level)) in enumerate(NAMED.items(), 8):
        goes_to(people("ban"), f"{campaign}：", "可以申报").look("proposals", axe=True)
        year_end.apply(office, village, level, f"青府〔2027〕{number}号")
    for village, _ in NAMED.values():
        year_end.approve(people("leader"), village, "申报")


def honours_follow(people):
    office = people("ban")
    for number, (village, level) in enumerate(NAMED.values(), 61):
        office.menu("申报").press(village).press("录入：验收合格").fill("验收日期", "2027-12-20")
        office.fill("验收组成员", "周验收、冯审核").fill("验收意见", "资料齐全，同意验收。")
        office.fill("区级文号", f"江府函〔2027〕{number}号")
        office.upload("区级文件扫描件", samples.pdf()).look("decide")
        office.press("确定录入：验收合格").sees("登记荣誉").look("accepted")
        given = {"命名日期": "2027-12-26", "牌匾编号": f"青{number}"}
        given["命名文号"] = f"江南发〔2027〕{number}号"
        year_end.honour(office, village, given, level)
    office.menu("荣誉").sees(*(village for village, _ in NAMED.values())).look("honours")


CHAPTERS = {
    (2027, 1, 19): campaigns_start,
    (2027, 11, 1): rounds_open,
    (2027, 11, 10): village_judges_itself,
    (2027, 11, 20): evaluator_scores,
    (2027, 12, 1): results_are_announced,
    (2027, 12, 10): villages_are_applied_for,
    (2027, 12, 28): honours_follow,
}


def test_two_campaigns_to_an_honour_each(people, clock, capsys):
    clock.go(2027, 1, 18)
    township_moves_in(people, capsys)
    for day, chapter in CHAPTERS.items():
        clock.go(*day)
        chapter(people)
    named = Honour.objects.filter(awarded_on__year=2027)
    assert {(str(one.village), one.level_name) for one in named} == set(NAMED.values())
