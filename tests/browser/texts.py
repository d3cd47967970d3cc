"""A charter from the pasted draft to the village's public page."""

import re

from campaigns.demonstration.self_governance import wording
from tests.browser import samples
from villages.models import Village

TITLE = "万顺村自治章程"


def charter():
    return wording("charter", Village.objects.get(name="万顺村"))


def enter_figures(cadre):
    cadre.menu("本村").sees("自治要素").look("village", axe=True)
    cadre.press("登记今年数字").fill("常住人口", 790).fill("户数", 230)
    cadre.fill("18周岁以上人数", 600).look("figures-new").press("保存")
    cadre.sees("已保存").menu("本村").sees("2026年基本情况", "790")


def paste_charter(cadre):
    """The system splits the pasted text by articles."""
    cadre.menu("章程、制度和公约").sees("还没有自治文本").look("texts-empty")
    cadre.press("起草新文本").choose("类别", "自治章程").fill("名称", TITLE)
    cadre.fill("全文", charter()).look("text-new")
    cadre.press("保存草稿").sees("第十六条", "开始征求意见").look("text-draft", axe=True)
    clause = cadre.page.locator(".piece", has_text="登记只用于提供服务")
    clause.locator("summary").click()
    clause.get_by_role("link", name="修改").click()
    cadre.look("clause").press("保存").sees("已保存")


def open_consultation(cadre):
    cadre.press("开始征求意见").fill("日期", "2026-03-04")
    cadre.press("确定开始征求意见").sees("表决前至少用2种方式征求意见")


def consult(cadre):
    """Two ways of asking, one opinion that has to be answered before the text is settled."""
    for way, day, heads in (("院坝会", "2026-03-05", 64), ("入户走访", "2026-03-09", 120)):
        cadre.press("登记征求意见").choose("方式", way).fill("日期", day)
        cadre.fill("地点", "村活动室").fill("涉及小组", "一组、二组、三组")
        cadre.fill("参加人数", heads).press("保存").sees(way)
    cadre.press("登记意见").fill("意见", "希望写明在哪里公开、公开多少天。")
    cadre.choose("针对哪一条", "第十二条").choose("从哪里听到", "院坝会")
    cadre.fill("日期", "2026-03-05").fill("所在小组", "二组").look("opinion-new").press("保存")
    cadre.sees("每条意见都要有处理").look("text-consulting", axe=True)
    cadre.press("处理意见").choose("处理", "部分采纳")
    cadre.fill("答复", "公开时间不少于十五日，条文已写明。").look("opinion-answer").press("保存")
    cadre.sees("方式够了").press("定稿，准备表决").fill("日期", "2026-03-12")
    cadre.look("text-finalise").press("确定定稿，准备表决").sees("由村民会议表决通过")
    cadre.look("text-final")


def call_meeting(cadre):
    cadre.press("登记会议，交付表决").fill("会议时间", "2026-03-26T09:00")
    cadre.fill("地点", "村文化广场").fill("主持人", "马书记").fill("记录人", "张专干")
    cadre.fill("通知日期", "2026-03-13").fill("通知方式", "公开栏张贴、广播")
    cadre.fill("党组织研究讨论日期", "2026-03-12").look("meeting-new", axe=True)
    cadre.press("保存").sees("已登记会议", TITLE).look("meeting-planned")


def hold_meeting(cadre, *, total=600, present=430, yes=350, no=50, abstain=30):
    """From the meeting's page: heads, votes, and the close that makes both final."""
    cadre.press("登记到会人数").fill("应到", total).fill("实到", present)
    cadre.look("attendance").press("保存").press("录入票数")
    cadre.fill("赞成", yes).fill("反对", no).fill("弃权", abstain).look("tally").press("保存")
    cadre.press("结束会议，计算结果").sees("都固定下来").look("meeting-close")
    cadre.press("确定结束会议").sees("会议已结束")


def read_verdict(cadre):
    """Quorum, majority and the article of the law, computed from the counts."""
    cadre.sees("通过").look("meeting-closed", axe=True).press(f"表决《{TITLE}》")
    cadre.sees("结果：通过", "村民委员会组织法", "第二十六条第一款").look("verdict", axe=True)
    cadre.sees("600", "430", "350")


def find_in_archive(cadre):
    """The vote and the three stages are there; nobody filed them."""
    cadre.menu("本村档案").sees("会议记录", "表决记录").look("archive", axe=True)
    cadre.page.locator("main tbody a", has_text=f"{TITLE}（第1版）").first.click()
    cadre.sees("草稿", "征求意见稿", "定稿").look("archive-charter", axe=True)


def submit(cadre):
    cadre.menu("章程、制度和公约").press(TITLE).sees("内报镇里备案").look("text-adopted")
    cadre.press("报送备案").fill("报送日期", "2026-03-30").look("filing-submit")
    cadre.press("确定报送备案").sees("待审查")


def review(office):
    """The twelve items, then the receipt."""
    office.sees(TITLE).menu("备案审查").look("filings", axe=True)
    office.press(f"{TITLE}（第1版）").look("filing")
    office.press("填写审查表").sees("12.").look("filing-checks", axe=True)
    for number in range(1, 13):
        office.judge(re.compile(rf"^{number}\. "), "符合")
    office.press("保存审查表").press("予以备案").look("filing-accept")
    office.press("确定予以备案").sees("已备案", "备案编号").look("filing-filed")


def post(cadre):
    cadre.menu("章程、制度和公约").press(TITLE).sees("请在公开栏公布").press("登记公示")
    cadre.fill("张贴地点", "村务公开栏").upload("张贴照片", samples.photo()).look("posting-new")
    cadre.press("保存").sees("公示中").look("posting", axe=True)
    cadre.press("万顺村公开栏").sees(TITLE, "第十六条", at="body").look("public", axe=True)
