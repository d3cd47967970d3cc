"""What a clerk entered wrong is put right from its own page: a scan, a review of the wrong honour,
a number, and every change of a village. It takes minutes, so it is part of `make year`.
"""

import pytest

from tests.browser import samples
from tests.browser.test_changes import act, change, open_row, people
from villages.models import Village

pytestmark = [pytest.mark.browser, pytest.mark.long, pytest.mark.django_db(transaction=True)]
__all__ = ["people"]
WRONG = "登记到了别的村。"


def agreed(people, *texts):
    leader = open_row(people("leader").menu("更正"), "待核准", *texts)
    return act(leader, "同意更正").sees("已更正")


def a_scan_was_wrong(people):
    office = people("office").menu("荣誉").press("万顺村").press("更正")
    office.upload("换上正确的命名文件", samples.word("关于命名万顺村的决定.docx"))
    office.fill("更正原因", "登记时漏传了。").look("scan", axe=True)
    office.press("提出更正").sees("待核准", "换上的命名文件").look("scan-asked")
    leader = open_row(people("leader").menu("更正"), "待核准").press("同意更正")
    leader.sees("换上的命名文件", "关于命名万顺村的决定.docx").look("scan-agree", axe=True)
    leader.press("确定同意更正").sees("已更正")
    people("office").menu("荣誉").press("万顺村").sees("关于命名万顺村的决定.docx")


def another_honour_was_meant(people):
    office = people("office").menu("荣誉").press("万顺村").press("撤销")
    office.fill("决定日期", "2026-11-24").fill("依据文号", "江府发〔2026〕70号")
    office.fill("说明", "材料不实。").press("确定撤销").sees("已撤销").look("revoked")
    office.press("更正 这次复审").tick("登记错了，整条作废").fill("更正原因", WRONG)
    office.look("review", axe=True).press("提出更正").sees("恢复有效").look("review-asked")
    agreed(people, "撤销").look("review-agreed")
    office = people("office").menu("荣誉").press("万顺村")
    office.sees("有效", "登记错了，已作废", WRONG).look("holds-again", axe=True)


def a_receipt_had_a_wrong_number(people):
    office = open_row(people("office").menu("备案审查"), "已备案").press("更正")
    office.fill("备案编号", "2026-991").fill("更正原因", "编号抄错了。").look("receipt", axe=True)
    office.press("提出更正").sees("重新出具")
    agreed(people, "备案").look("receipt-agreed")


def a_refusal_was_a_mistake(people):
    leader = people("leader").menu("奖励").press("万顺村").sees("不予发放")
    leader.press("收回不予发放的决定").look("refusal", axe=True)
    leader.fill("理由", "荣誉恢复有效了。").press("确定收回不予发放的决定").sees("待审批")


def taken_back(people, village, name):
    office = people("office").menu("村（居）")
    office.press(village) if Village.objects.get(name=village).is_active else _gone(office, village)
    office.press("登记错了，撤回").fill("理由", WRONG).look(f"{name}-take-back", axe=True)
    return office.press("确定撤回").look(f"{name}-taken-back")


def _gone(office, village):
    office.choose("在册", "已撤并").sees("已撤并", at="main table").press(village)


def changes_were_entered_of_the_wrong_village(people):
    office = people("office")
    change(office.menu("村（居）"), "万顺村", "更名、村改居", name="万顺新村")
    taken_back(people, "万顺新村", "rename").sees("万顺村", at="h1").sees(f"撤回：{WRONG}")
    change(office.menu("村（居）"), "三水村", "更名、村改居", name="三水社区", kind="社区")
    taken_back(people, "三水社区", "convert").sees("三水村", at="h1")
    change(office.menu("村（居）"), "合作村", "并入其他村", into="龙泉村")
    taken_back(people, "合作村", "merge").sees("由村民委员会依法自治")
    office.menu("村（居）").press("合作村").press("撤销").fill("生效日期", "2026-12-01")
    office.fill("批准文号", "江府函〔2026〕9号").fill("原因", "区政府批复。").press("确定撤销")
    taken_back(people, "合作村", "dissolve").sees("由村民委员会依法自治")
    office.menu("村（居）").press("龙泉村").press("分设新村").fill("新村（居）的名称", "龙泉二村")
    office.fill("生效日期", "2026-11-24").fill("批准文号", "江府函〔2026〕9号")
    office.fill("原因", "区政府批复。").look("split", axe=True).press("保存").sees(
        "龙泉二村", at="h1"
    )
    taken_back(people, "龙泉二村", "split").sees("龙泉村", at="h1")


def a_start_is_asked_to_be_taken_back(people):
    office = people("office").menu("活动和目标")
    open_row(office, "人口与计划生育").press("撤回启动").look("start", axe=True)
    office.sees("不能撤回启动")


def an_evaluator_is_to_leave(people):
    office = people("office").menu("账号").press("刘玉芳")
    office.sees("离开以前要交接的", "没有别的干部账号").look("leaving", axe=True)


CHAPTERS = (
    a_scan_was_wrong,
    another_honour_was_meant,
    a_receipt_had_a_wrong_number,
    a_refusal_was_a_mistake,
    changes_were_entered_of_the_wrong_village,
    a_start_is_asked_to_be_taken_back,
    an_evaluator_is_to_leave,
)


def test_put_right(people, clock):
    clock.go(2026, 12, 1)
    for chapter in CHAPTERS:
        chapter(people)
