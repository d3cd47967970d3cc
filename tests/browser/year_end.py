"""From the year's round to the reward that is paid."""

from decimal import Decimal

from playwright.sync_api import expect

from tests.browser import samples

DEEDS = "党组织牵头，章程经村民会议表决通过并备案、公布；按季度公开村务，协会按季度开展服务。"


def upload_record(cadre):
    """A record that only the village has: a document, a scan and a photo together."""
    cadre.menu("本村档案").press("上传材料").sees("选择文件").look("record-new", axe=True)
    cadre.choose("类别", "宣传").fill("题名", "三月院坝会宣传").fill("日期", "2026-03-05")
    cadre.choose_files(samples.pdf(), samples.photo(), samples.word("宣传稿.docx"))
    cadre.press("上传").sees("材料已存入档案", "宣传稿.docx").look("record", axe=True)


def open_round(office):
    office.menu("考评").sees("还没有考评").press("建立年度考评")
    office.choose("年度", "2026年").fill("自评截止日期", "2026-11-15")
    office.fill("评分截止日期", "2026-11-25").look("round-new").press("建立考评")
    office.sees("分配考评员").tick("赵考评考评万顺村").look("round-teams", axe=True)
    office.press("保存分配").sees("赵考评")
    start_self(office)


def start_self(office):
    office.press("开始自评").press("确定开始自评").sees("自评").look("round", axe=True)


def evaluate_oneself(cadre, village="万顺村"):
    cadre.menu("自评").look("self-sheets").press(village).look("self-sheet")
    cadre.press("未评分的先采用建议").confirm().sees("项系统建议")
    score_everything(cadre)
    cadre.press("提交自评表").press("确定提交自评表").sees("已提交").look("self-sheet-done")


def of_year(office):
    return office.menu("考评").press("2026年度考评")


def start_scoring(office, round_of=of_year):
    round_of(office).press("开始评分").press("确定开始评分").sees("已开始评分")


def score(evaluator):
    """What the system proposes is taken first; the rest is judged one by one."""
    evaluator.sees("接下来要办").look("home")
    evaluator.menu("评分表").look("sheets", axe=True).press("万顺村")
    evaluator.sees("系统建议").look("sheet", axe=True).press("未评分的先采用建议").confirm()
    evaluator.sees("项系统建议")
    score_everything(evaluator)
    take_a_point(evaluator, "季度公开照片少一张。")
    evaluator.look("sheet-filled").press("提交评分表").look("sheet-submit")
    evaluator.press("确定提交评分表").sees("已提交").look("sheet-done")


def score_everything(visitor):
    """Full points wherever the form does not hold them yet, category by category; going on by
    hand, as one who has switched the other off."""
    visitor.page.evaluate("window.localStorage.setItem('sheet-goes-on', 'off')")
    parts = visitor.page.locator(".mark-part-name")
    for place in range(parts.count()):
        parts.nth(place).click()
        expect(parts.nth(place)).to_have_attribute("aria-current", "true")
        visitor.waits()
        score_part(visitor)


def score_part(visitor):
    cards = visitor.page.locator("article.mark")
    for place in range(cards.count()):
        card = cards.nth(place)
        field = card.get_by_label("得分")
        full = field.get_attribute("data-full")
        if not field.input_value() or Decimal(field.input_value()) != Decimal(full):
            card.get_by_role("button", name="满分").click()
            card.get_by_role("button", name="保存").click()
            visitor.expects(card.get_by_text("已保存"))


def take_a_point(visitor, reason):
    """Less than full is refused without a reason and saved with one."""
    card = visitor.page.locator("article.mark").last
    points = Decimal(card.get_by_label("得分").get_attribute("data-full")) - 1
    card.get_by_label("得分").fill(str(points))
    card.get_by_role("button", name="保存").click()
    visitor.expects(card.get_by_text("没有保存"))
    card.get_by_label("理由").fill(reason)
    card.get_by_role("button", name="保存").click()
    visitor.expects(card.get_by_text("已保存"))


def settle(office, village="万顺村", level="区级先进村", round_of=of_year):
    round_of(office).press("汇总全部得分").press("确定汇总全部得分")
    office.sees(level).look("round-review").press("汇总表").look("summary", axe=True)
    office.press(village).sees(level, "总分").look("evaluation", axe=True)


def announce(office, round_of=of_year):
    round_of(office).press("开始公示").fill("公示天数", 7).look("round-announce")
    office.press("确定开始公示").sees("已开始公示").press("公示页").look("public-round")


def finalise(office, round_of=of_year):
    round_of(office).press("定稿").press("确定定稿").sees("已定稿")
    office.look("round-final")


def see_who_may_apply(office):
    office.menu("申报").sees("还没有申报").press("看哪些村（社区）可以申报")
    office.look("proposals", axe=True)


def apply(office, village="万顺村", level="区级先进村", number="清府〔2026〕8号"):
    """Drafted from the evaluation, submitted to the leader."""
    row = office.page.locator("tbody tr").filter(has_text=village).filter(has_text=level)
    row.get_by_role("link", name="填写申报").click()
    office.fill("主要事迹", DEEDS).fill("村（居）意见", "经村两委讨论，同意申报。")
    office.fill("镇意见", "达到标准，公示无异议，同意申报。").fill("文号", number)
    office.look("application-new", axe=True).press("保存申报").sees("填写中").look("application")
    office.press("提交").press("确定提交").sees("领导审批")


def return_it(leader):
    leader.sees("申报").look("home").menu("申报").press("万顺村")
    leader.look("application").press("退回").fill("理由", "事迹太简略，请补充公开情况。")
    leader.look("application-return").press("确定退回").sees("退回补正")


def correct(office):
    office.menu("首页").sees("万顺村申报区级先进村").menu("申报").press("万顺村").sees(
        "事迹太简略"
    ).look("application-returned")
    office.press("修改").fill("主要事迹", DEEDS + "全年公开四次，群众意见全部答复。").press("保存")
    office.press("提交").press("确定提交").sees("领导审批")


def approve(leader, village="万顺村", sees="全年公开四次"):
    leader.menu("申报").press(village).sees(sees).press("审批同意，报区")
    leader.look("application-approve").press("确定审批同意，报区").sees("区级验收")


def accept(district):
    district.sees("首页", at="h1").look("home").menu("申报").press("万顺村")
    district.sees("第1次报送").look("application", axe=True).press("验收合格")
    district.fill("验收日期", "2026-12-16").fill("验收组成员", "周验收、冯审核")
    district.fill("验收意见", "资料齐全，程序合法，同意验收。").look("application-accept")
    district.press("确定验收合格").sees("验收合格").look("application-accepted")


HONOUR = {"命名日期": "2026-12-24", "命名文号": "清委发〔2026〕61号", "牌匾编号": "清区2026-01"}


def honour(office, village="万顺村", given=HONOUR, sees="200.00元"):
    office.menu("申报").press(village).press("登记荣誉")
    for label, value in given.items():
        office.fill(label, value)
    office.look("honour-new").press("保存").sees("荣誉已登记", given["牌匾编号"], sees)
    office.look("honour", axe=True)


def approve_reward(leader):
    leader.menu("奖励").press("万顺村").look("reward").press("同意发放").press("确定同意发放")
    leader.sees("待发放")


def pay_reward(office):
    office.menu("奖励").look("rewards", axe=True).press("万顺村").press("登记发放")
    office.fill("凭证号", "记字2026-128").fill("发放日期", "2026-12-28").fill("领款人", "张专干")
    office.look("reward-pay").press("确定登记发放").sees("已发放", "记字2026-128").look(
        "reward-paid"
    )
    office.menu("活动和目标").press("清河镇村（居）民自治创建活动").look("campaign-done")
