"""From nothing to a running campaign whose papers the village has signed for."""

from tests.browser import samples

CAMPAIGN = "清河镇村（居）民自治创建活动"
DOCUMENT = "关于开展人口计生基层群众自治创建活动的通知"


def found_campaign(office):
    """The office founds a campaign on the document of organs above it and a ready ladder."""
    office.sees("准备工作").look("home", axe=True)
    office.menu("活动和目标").sees("还没有创建活动").look("campaigns-empty")
    office.press("新建活动").sees("上级依据文件").look("campaign-new", axe=True)
    office.fill("活动名称", CAMPAIGN)
    office.fill("简称", "自治创建")
    office.fill("目的", "让村（居）民依法自我管理、自我教育、自我服务、自我监督。")
    office.fill("首年", 2026).fill("末年", 2030)
    office.choose("级别和标准", "自治")
    office.fill("依据文件标题", DOCUMENT)
    office.fill("发文机关", "中共清江区委\n清江区人民政府")
    office.fill("文号", "清委发〔2026〕5号").fill("成文日期", "2026-01-06")
    office.upload("原件或扫描件", samples.word()).press("建立活动")
    office.sees("活动已建立", "填写机关名称").look("organ-names", axe=True)
    office.fill("命名机关：区（县）人民政府", "清江区人民政府")
    office.fill("命名机关：市人民政府", "清江市人民政府").press("保存")
    office.sees("机关名称已保存", "启动前要办的事", DOCUMENT).look("campaign-draft", axe=True)


def set_reward(office, level, amount):
    """What is paid for a level, and by whom, is the township's to say."""
    office.menu("奖励").press("新增奖励标准").choose("级别", level).fill("金额（元）", amount)
    office.choose("由谁支付", "镇").fill("支付单位", "清河镇人民政府")
    office.fill("起用日期", "2026-01-01").press("保存").sees("已保存")


def record_decision(office):
    office.press("登记决定").sees("登记镇里的决定")
    office.fill("作出决定的组织", "镇党委、镇政府").fill("决定日期", "2026-01-20")
    office.fill("决定内容", "决定在全镇开展创建活动，五年为期。").look("decision")
    office.press("保存").sees("已保存")


def set_target(office, village, level, year):
    office.press("设定目标").sees("设定目标").look("target-new")
    office.choose("村（社区）", village).choose("级别", level).choose("完成年度", f"{year}年")
    office.choose("要求", "约束性（必须完成）").fill("确定理由", "组织健全，群众基础好。")
    office.press("保存目标").sees("目标已设定", village, "约束性（必须完成）")
    office.look("targets", axe=True)


def start(office, campaign=CAMPAIGN):
    office.menu("活动和目标").press(campaign)
    office.press("启动活动").sees("依据文件不能再改").look("campaign-start")
    office.press("确定启动活动").sees("已启动活动").look("campaign-running")


def issue_standards(office, campaign=CAMPAIGN):
    """Every standard of the ladder; from then on its points never change."""
    office.menu("活动和目标").press(campaign).press("标准").sees("用于级别")
    office.look("standards", axe=True)
    for place in range(office.page.locator("tbody tr").count()):
        office.page.locator("tbody tr").nth(place).get_by_role("link", name="第1版").click()
        office.sees("达标分数", "草稿")
        if place == 0:
            office.look("standard", axe=True)
        office.press("下发标准").sees("以后修订另起新版")
        office.press("确定下发标准").sees("已下发标准", "签收情况")
        office.menu("活动和目标").press(campaign).press("标准")
    office.sees_no("草稿")


def issue_assignment(office):
    """The year's tasks, composed from the targets; without a number they may not be issued."""
    office.menu("活动和目标").press(CAMPAIGN).press("年度任务")
    office.sees("还没有年度任务").press("拟订年度任务").look("assignment-new")
    office.choose("年度", "2026年").press("按目标生成")
    office.sees("万顺村", "约束性（必须完成）", "填写文号").look("assignment-draft", axe=True)
    office.press("下达任务").sees("还没有填写文号")
    office.press("返回").press("修改").fill("文号", "清府发〔2026〕5号")
    office.press("保存").sees("清府发〔2026〕5号").press("下达任务")
    office.press("确定下达任务").sees("已下达任务", "待签收").look("assignment-issued")


def sign_receipts(cadre):
    """The village signs for everything that was handed down."""
    cadre.sees("接下来要办").look("home", axe=True)
    cadre.menu("签收").sees("待签收").look("receipts", axe=True)
    while cadre.page.locator("tbody tr", has_text="待签收").count():
        cadre.page.locator("tbody tr", has_text="待签收").get_by_role("link").first.click()
        cadre.sees("签收后不能撤回").press("签收")
        cadre.sees("已签收").menu("签收").sees("签收", at="h1")
    cadre.sees_no("待签收", at="tbody").look("receipts-signed")
