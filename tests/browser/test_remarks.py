"""From the office's desk to the cadre's phone and back: a remark is written, told by the bell,
read, answered and taken back, with a script and without; paper says nothing of it."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.visitor import PHONE
from tests.villages import way

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LONG = "第三页的照片看不清，请重拍以后补充文件。" + "长" * 60 + "https://example.cn/" + "a" * 90


@pytest.fixture
def meeting(village, cadre):
    return way.meeting(village, cadre)


def test_from_the_desk_to_the_phone_and_back(visitor, meeting, office, cadre):
    page = meeting.get_absolute_url()
    desk = visitor("office").sign_in(office.username).open(page)
    desk.sees("还没有留言").press("写留言").fill("留言", "长" * 501).press("留言")
    desk.sees("501").holds("留言", "长" * 501).look("too-long", axe=True)
    desk.fill("留言", LONG).press("留言", inside=".form-foot").sees("留言已写上", at="body").sees(
        LONG
    )
    expect(desk.page).to_have_url(re.compile(f"{page}#remarks$"))
    desk.look("card", axe=True).check_enlarged("card")
    phone = visitor("cadre").sign_in(cadre.username)
    phone.page.set_viewport_size(PHONE)
    phone.page.locator(".bell").click()
    phone.sees("万顺村：会议有新的留言")
    phone.page.get_by_role("button", name="有新的留言").click()
    expect(phone.page.locator("#remarks")).to_be_in_viewport()
    phone.sees(LONG).press("写留言").fill("留言", "明天补上。").press("留言").sees("明天补上。")
    phone.press("撤回", inside="#remarks").sees("明天补上。").look("withdraw", axe=True)
    phone.press("撤回").sees("张专干撤回了一条留言").sees_no("明天补上。")
    phone.look("withdrawn", axe=True)
    desk.open(page).sees("张专干撤回了一条留言")
    desk.page.emulate_media(media="print")
    expect(desk.page.locator("#remarks")).to_be_hidden()


def test_without_a_script(new_context, meeting, cadre):
    page = new_context(java_script_enabled=False).new_page()
    page.set_viewport_size(PHONE)
    page.goto("/account/login/")
    page.get_by_label("账号").fill(cadre.username)
    page.locator("input[type=password]").fill("Ceshi-2026!")
    page.get_by_role("button", name="登录").click()
    page.goto(meeting.get_absolute_url())
    page.get_by_role("link", name="写留言").click()
    page.get_by_label("留言").fill("签到册少一页吗？")
    page.get_by_role("button", name="留言").click()
    expect(page.locator("#remarks")).to_contain_text("签到册少一页吗？")
    page.locator("#remarks").get_by_role("link", name="撤回").click()
    page.get_by_role("button", name="撤回").click()
    expect(page.locator("#remarks")).to_contain_text("张专干撤回了一条留言")
