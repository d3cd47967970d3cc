"""The office reminds all who are late; the cadre sees it on the phone, does it, and it is gone."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from campaigns.models import Reminder
from tests.browser.visitor import DESK, PHONE
from tests.campaigns.reminders import owed
from villages.models import Query

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def asked(village, days):
    """A resident's question that has to be answered in so many days."""
    today = timezone.localdate()
    return Query.objects.create(
        village=village, content="灌溉水费怎么分摊", due_on=today + timedelta(days=days)
    )


def test_from_a_tick_to_the_answer(visitor, office, cadre, village, other_village):
    asked(village, -4), owed(other_village, -2), owed(village, 6)
    desk = visitor("office").sign_in(office.username).menu("催办")
    desk.sees("有3件事等村（社区）办，其中2件逾期", "逾期4天", "还有6天").look("waits", axe=True)
    page = desk.page
    page.get_by_label("全选逾期的").check()
    expect(page.locator("[data-selected-count]")).to_have_text("2")
    expect(page.get_by_label("全选", exact=True)).to_be_checked(checked=False)
    page.get_by_label("全选", exact=True).check()
    expect(page.locator("[data-selected-count]")).to_have_text("3")
    page.get_by_label("全选", exact=True).uncheck()
    expect(page.get_by_label("全选逾期的")).to_be_checked(checked=False)
    page.get_by_label("全选逾期的").check()
    desk.fill("催办的话", "请于本周五前办好").press("催办")
    desk.sees("已催办2个村（社区）的2件事", "已催1次，今天已催").look("sent")
    expect(page.locator("input[name=matters]:disabled")).to_have_count(2)
    assert Reminder.objects.count() == 2

    phone = visitor("cadre")
    phone.page.set_viewport_size(PHONE)
    phone.sign_in(cadre.username).sees("镇里催办", "镇里第1次催办", "请于本周五前办好")
    phone.page.set_viewport_size(DESK)
    phone.look("home", axe=True).page.set_viewport_size(PHONE)
    box = phone.page.locator("section[aria-labelledby=reminders-heading]")
    box.get_by_role("link").click()
    phone.press("登记答复").fill("答复", "按亩分摊，账目已经公开。")
    phone.press("确定登记答复")
    phone.open("/").sees("接下来要办").sees_no("镇里催办")
    phone.page.set_viewport_size(DESK)
    phone.menu("催办记录").sees("灌溉水费怎么分摊", "请于本周五前办好").look("record")
    desk.menu("催办").sees("有2件事等村（社区）办", "三水村").sees_no("灌溉水费怎么分摊")
