"""The demonstration's second year, run to its end by everybody who has a part in it.

Three evaluators, one of them without a network; an objection upheld; three villages applied for,
one returned and sent in again, two accepted and one refused; rewards paid; the next year opened.
It takes minutes, so it is asked for by name: `make year`. Every paper stays under var/papers/.
"""

import io
import re
from decimal import Decimal

import openpyxl
import pytest
from django.core.management import call_command
from django.utils import timezone

from campaigns.sheets import workbook as workbook_sheets
from tests.browser import year_end
from tests.browser.visitor import PICTURES
from tests.personas import told

pytestmark = [pytest.mark.browser, pytest.mark.long, pytest.mark.django_db(transaction=True)]

ROUND, CAMPAIGN = "2026年度考评", "人口与计划生育村（居）民自治创建活动"
PAPERS = PICTURES.parent / "papers"
PAPER = re.compile(r"/(paper|papers/[a-z_]+|receipt|receipts|list|commendation|volume|package)/$")
APPLIED = {"万顺村": "市级示范村", "治华村": "区级先进村", "龙泉村": "合格村"}
DECISIONS = {"万顺村": "验收合格", "治华村": "退回补正", "龙泉村": "验收不合格"}
SHORT = {"三水村": 6, "新场社区": 14, "龙泉村": 18, "合作村": 30}


@pytest.fixture
def people(visitor, clock):
    clock.go(2026, 11, 25)
    told()
    PAPERS.mkdir(parents=True, exist_ok=True)
    for old in PAPERS.iterdir():
        old.unlink()
    return lambda name: visitor(name).sign_in(name)


def act(visitor, label):
    """Press an act's button on its page, and again on the page that asks."""
    return visitor.press(label).press(f"确定{label}")


def keep_papers(visitor):
    """Every paper that this page offers, in every format that it has."""
    links = visitor.page.locator("main a[href]")
    found = {re.sub(r"\?.*", "", one.get_attribute("href")) for one in links.all()}
    for address in sorted(one for one in found if PAPER.search(one)):
        stem = visitor.role + address.rstrip("/").replace("/", "-")
        whole = {"volume": "pdf", "package": "zip"}.get(address.split("/")[-2])
        for form in [whole] if whole else ("pdf", "docx"):
            answer = visitor.page.request.get(address if whole else f"{address}?format={form}")
            assert answer.ok, address
            (PAPERS / f"{stem}.{form}").write_bytes(answer.body())
    return visitor


def evaluate_oneself(cadre, village):
    cadre.menu("自评").press(village)
    take_proposals(cadre)
    score_the_rest(cadre)
    act(cadre, "提交自评表").sees("已提交")


def take_proposals(visitor):
    """What the system proposes, where it has something to propose."""
    visitor.sees("已评分")
    if visitor.page.get_by_role("button", name="未评分的先采用建议").count():
        visitor.press("未评分的先采用建议").confirm().sees("项系统建议")


def score_the_rest(visitor, short=0):
    """Full points wherever they are not given yet, less `short` off the last indicators."""
    names = visitor.page.locator(".mark-part-name")
    year_end.score_everything(visitor)
    for part in reversed(range(names.count())):
        if short <= 0:
            return
        names.nth(part).click()
        short = take_off(visitor, short)


def take_off(visitor, short):
    """Up to two points off each indicator of the category in sight, the last first; what is left
    of `short`."""
    cards = visitor.page.locator("article.mark")
    for place in reversed(range(cards.count())):
        field = cards.nth(place).get_by_label("得分")
        given = Decimal(field.input_value())
        taken = min(given, Decimal(short), Decimal(2))
        if taken > 0:
            short -= taken
            field.fill(str(given - taken))
            cards.nth(place).get_by_label("理由").fill("现场查看，材料不够完整。")
            cards.nth(place).get_by_role("button", name="保存").click()
            visitor.expects(cards.nth(place).get_by_text("已保存"))
    return short


def score_online(evaluator):
    evaluator.menu("评分表").look("sheets")
    for place, village in enumerate(open_sheets(evaluator)):
        evaluator.menu("评分表").press(village)
        take_proposals(evaluator)
        score_the_rest(evaluator, SHORT.get(village, 1))
        if place == 0:
            evaluator.look("sheet-filled")
        act(evaluator, "提交评分表").sees("已提交")


def open_sheets(evaluator, state="2026年"):
    """The villages whose sheets wait for this evaluator."""
    rows = evaluator.page.locator("tbody tr").filter(has_text="2026年").filter(has_text=state)
    return rows.locator(".lead-cell a").all_inner_texts()


def score_offline(evaluator):
    """Down with the network: the workbook is filled in the village and read back in the office."""
    evaluator.menu("评分表")
    with evaluator.page.expect_download() as down:
        evaluator.press("村（居）民自治创建2026年离线评分表")
    book = openpyxl.load_workbook(io.BytesIO(down.value.path().read_bytes()))
    page = book[workbook_sheets.POINTS]
    left = dict(SHORT)
    for row in page.iter_rows(min_row=2):
        village, full = row[workbook_sheets.VILLAGE].value, Decimal(str(row[3].value))
        taken = min(Decimal(left.get(village, 0)), full, Decimal(1))
        left[village] = left.get(village, 0) - taken
        row[workbook_sheets.GIVEN].value = full - taken
        row[workbook_sheets.REASON].value = "现场查看，材料不够完整。" if taken else None
    broken = page.cell(row=3, column=workbook_sheets.GIVEN + 1)
    good, broken.value = broken.value, 99
    evaluator.press("导入村（居）民自治创建离线评分表")
    evaluator.upload("离线评分表", filled(book)).press("上传并核对")
    evaluator.sees("什么也没有改动").look("workbook-refused")
    broken.value = good
    evaluator.press("改好后重新上传").upload("离线评分表", filled(book)).press("上传并核对")
    evaluator.sees("将更新").look("workbook-preview").press("确认导入")
    evaluator.sees("已导入").look("workbook-read")
    for village in open_sheets(evaluator):
        evaluator.menu("评分表").press(village)
        act(evaluator, "提交评分表").sees("已提交")


def settle_spreads(office):
    """The office says why two evaluators may differ so much."""
    flagged = office.menu("考评").press(ROUND).page.locator("tr").filter(has_text="分差过大")
    for village in flagged.locator(".lead-cell a").all_inner_texts():
        office.menu("考评").press(ROUND).press(village).press("分差意见")
        office.fill("分差复核意见", "一人看档案，一人看现场，复核后取平均。").press("保存")


def filled(book):
    stream = io.BytesIO()
    book.save(stream)
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return ("评分表.xlsx", kind, stream.getvalue())


def villages_judge_themselves(people, clock):
    clock.go(2026, 11, 26)
    evaluate_oneself(people("cadre-zhihua"), "治华村")


def evaluators_score(people, clock):
    clock.go(2026, 12, 2)
    office = people("office").menu("考评").press(ROUND).look("round-self")
    office.press("离线评分表").look("workbooks-none").press("生成全部评分表")
    call_command("db_worker", batch=True, interval=0, verbosity=0)
    office.page.reload()
    office.sees("下载全部评分表").look("workbooks").menu("考评").press(ROUND)
    act(office, "开始评分").look("round-scoring")
    score_online(people("evaluator1"))
    score_online(people("evaluator2"))


def one_scores_without_a_network(people, clock):
    score_offline(people("evaluator3"))


def results_are_announced(people, clock):
    clock.go(2026, 12, 10)
    office = people("office").menu("考评").press(ROUND).look("round-scored")
    act(office, "汇总全部得分").look("round-review").press("汇总表").look("summary", axe=True)
    settle_spreads(office)
    office.menu("考评").press(ROUND).press("开始公示").fill("公示天数", 7).look("announce")
    office.press("确定开始公示").look("round-announced").press("公示页").look("public-round")
    office.page.go_back()
    keep_papers(office)


def an_objection_is_upheld(people, clock):
    clock.go(2026, 12, 12)
    cadre = people("cadre-zhihua").menu("考评结果").press("治华村").look("own-result", axe=True)
    keep_papers(cadre)
    cadre.press("提出异议").choose("针对哪项指标（不选则针对整个结果）", "C1")
    cadre.fill("异议内容", "第三、四季度公开照片已补交，请按补交材料更正。").look("objection-new")
    cadre.press("提出异议").sees("异议已提出").look("objection")
    office = people("office").look("home-objection").menu("异议").look("objections")
    office.press("治华村").press("认定异议成立").fill("答复", "材料属实，重新评分。")
    office.look("objection-uphold").press("确定认定异议成立").look("objection-upheld")
    for name in ("evaluator1", "evaluator2", "evaluator3"):
        score_again(people(name))
    clock.go(2026, 12, 14)
    office = people("office").menu("考评").press(ROUND).look("round-again").press("治华村")
    act(office, "汇总").look("evaluation-again")
    settle_spreads(office)
    office.menu("考评").press(ROUND)
    act(office, "重新公示更正结果").look("round-announced-again")


def score_again(evaluator):
    evaluator.look("home-again").menu("评分表")
    if "治华村" not in open_sheets(evaluator, "评分中"):
        return
    evaluator.press("治华村")
    evaluator.page.locator(".mark-square", has_text="C1").click()
    card = evaluator.page.locator("article.mark").filter(has_text="C1 ").first
    card.get_by_label("得分").fill("5")
    card.get_by_label("理由").fill("异议成立，补交的照片属实，扣1分。")
    card.get_by_role("button", name="保存").click()
    evaluator.expects(card.get_by_text("已保存")).look("sheet-again")
    act(evaluator, "提交评分表").sees("已提交")


def results_are_final(people, clock):
    clock.go(2026, 12, 22)
    office = people("office").menu("考评").press(ROUND)
    act(office, "定稿").look("round-final")
    keep_papers(office)
    office.press("汇总表").look("summary-final")
    keep_papers(office)


def three_villages_are_applied_for(people, clock):
    clock.go(2026, 12, 22)
    office = people("office")
    for number, (village, level) in enumerate(APPLIED.items(), 31):
        office.menu("申报").press("看哪些村（社区）可以申报").look("proposals")
        row = office.page.locator("tbody tr").filter(has_text=village).filter(has_text=level)
        row.get_by_role("link", name="填写申报").click()
        office.fill("主要事迹", year_end.DEEDS).fill("村（居）意见", "经村两委讨论，同意申报。")
        office.fill("镇意见", "达到标准，公示无异议，同意申报。")
        office.fill("文号", f"示府〔2026〕{number}号").press("保存申报").sees("填写中")
        act(office, "提交").sees("领导审批")
    keep_papers(office.look("application"))
    leader = people("leader").look("home")
    for village in APPLIED:
        leader.menu("申报").press(village).press("审批同意，报区").press("确定审批同意，报区")
    keep_papers(leader.look("application-sent"))


def district_decides(people, clock):
    """It accepts one, has one put right, and refuses one."""
    clock.go(2026, 12, 24)
    district = people("district").look("home").menu("申报").look("applications")
    for village, decision in DECISIONS.items():
        district.menu("申报").press(village)
        if decision == "验收合格":
            district.press("登记核查项目").choose("指标", "C1").fill("得分", "5")
            district.fill("问题", "三季度公开照片补交较迟。").choose("验收方式", "实地查看").look(
                "check-new"
            ).press("登记")
        decide(district, decision)
        keep_papers(district.look("application-decided"))
    clock.go(2026, 12, 25)
    office = people("office").look("home-returned").menu("申报").press("治华村").press("修改")
    office.fill("主要事迹", year_end.DEEDS + "三、四季度公开照片已经补齐。").press("保存")
    act(office, "提交").sees("领导审批")
    leader = people("leader").menu("申报").press("治华村").press("审批同意，报区")
    leader.press("确定审批同意，报区")
    clock.go(2026, 12, 28)
    decide(people("district").menu("申报").press("治华村").sees("第2次报送"), "验收合格")


def decide(district, decision):
    today = timezone.localdate().isoformat()
    district.press(decision).fill("验收日期", today).fill("验收组成员", "周验收、冯审核")
    district.fill("验收意见", "听汇报、看资料、走访农户。")
    if decision != "验收合格":
        district.fill("存在问题", "公开照片不全，群众知晓率偏低。")
    district.look("decide").press(f"确定{decision}").sees(decision)


def honours_and_rewards_follow(people, clock):
    clock.go(2027, 1, 6)
    office = people("office").look("home-accepted")
    for number, village in enumerate(("万顺村", "治华村"), 71):
        office.menu("申报").press(village).press("登记荣誉").fill("命名日期", "2027-01-04")
        office.fill("命名文号", f"示卫发〔2027〕{number}号").fill("牌匾编号", f"示区2026-{number}")
        office.press("保存").sees("荣誉已登记").look("honour")
    keep_papers(office.menu("荣誉").look("honours"))
    leader = people("leader").menu("奖励").look("rewards")
    for village in ("万顺村", "治华村"):
        leader.menu("奖励").press(village)
        act(leader, "同意发放").sees("待发放")
    office.menu("奖励")
    for number, village in enumerate(("万顺村", "治华村"), 128):
        office.menu("奖励").press(village).press("登记发放").fill("凭证号", f"记字2027-{number}")
        office.fill("发放日期", "2027-01-06").fill("领款人", "张专干").press("确定登记发放")
        keep_papers(office.sees("已发放").look("reward-paid"))
    keep_papers(office.menu("奖励").look("rewards"))


def next_year_opens(people, clock):
    """What was missed is put to the new year; its tasks and its round begin."""
    clock.go(2027, 1, 8)
    office = people("office").menu("活动和目标").press(CAMPAIGN).look("campaign")
    office.press("创建目标").look("targets").press("顺延逾期目标").look("targets-roll", axe=True)
    office.choose("顺延到", "2027年").fill("理由", "年底考评没有达标，继续创建。")
    office.fill("依据文件或会议", "镇党委会议纪要〔2027〕1号").press("顺延所选目标")
    office.sees("所选目标已顺延").look("targets-rolled")
    office.menu("活动和目标").press(CAMPAIGN).press("年度任务").press("拟订年度任务")
    office.choose("年度", "2027年").press("按目标生成").press("修改").fill(
        "文号", "示府发〔2027〕2号"
    )
    office.press("保存").look("assignment")
    act(office, "下达任务").look("assignment-issued")
    keep_papers(office)
    office.menu("考评").press("建立年度考评").choose("年度", "2027年")
    office.fill("自评截止日期", "2027-11-15").fill("评分截止日期", "2027-11-30").press("建立考评")
    office.look("round-next").menu("首页").look("home-next")
    keep_papers(office.menu("考评").press(ROUND).press("汇总表"))


CHAPTERS = (
    villages_judge_themselves,
    evaluators_score,
    one_scores_without_a_network,
    results_are_announced,
    an_objection_is_upheld,
    results_are_final,
    three_villages_are_applied_for,
    district_decides,
    honours_and_rewards_follow,
    next_year_opens,
)


def test_year(people, clock):
    for chapter in CHAPTERS:
        chapter(people, clock)
