"""The office reminds; the bell on the cadre's phone tells it and leads there. The office sets a way
out and tries it; the calendar shows the last day and gives an address for the phone."""

import pytest
from playwright.sync_api import expect

from tests.campaigns.reminders import owed, waiting
from township.alerts.nightly import tell_deadlines

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_from_the_bell_to_the_thing(visitor, office, cadre, village):
    from campaigns.acts.reminder import remind

    row = owed(village, 1)
    remind([waiting(row)], by=office, sentence="请明天办好")
    tell_deadlines()
    phone = visitor("cadre").sign_in(cadre.username)
    phone.open("/")
    bell = phone.page.locator(".bell")
    expect(bell).to_contain_text("2")
    bell.click()
    phone.sees(f"催办：{row}", "请明天办好", f"还有1天：{row}").look("alerts", axe=True)
    phone.page.get_by_role("button", name=f"催办：{row}").click()
    expect(phone.page.get_by_role("heading", level=1)).to_have_text("万顺村整改")
    expect(phone.page.locator(".bell")).to_contain_text("1")
    phone.open("/calendar/").sees("最后一天").look("calendar", axe=True)
    phone.open("/alerts/choice/").look("choice", axe=True)
    desk = visitor("office").sign_in(office.username)
    desk.menu("日历").sees(f"{row}（最后一天）").look("calendar", axe=True)
    desk.press("生成订阅地址").sees("只显示这一次").look("address", axe=True)
    desk.menu("发送方式").press("新增发送方式").look("courier", axe=True)
    desk.fill("名称", "工作群").choose("方式", "钉钉群机器人").tick("启用").tick("催办")
    desk.fill("地址", "https://oapi.dingtalk.com/robot/send?access_token=1").press("保存")
    desk.press("发一条试试").sees("这是一条测试提醒", "待发送").look("dispatches", axe=True)
    desk.menu("发送方式").look("couriers", axe=True)
