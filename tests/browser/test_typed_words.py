"""Nothing typed is lost: a broken line, an ended session, a closed tab, Back, another person."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests.browser.visitor import sign_in, until_kept
from tests.personas import PASSWORD
from villages.models import Activity, Meeting

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def address(village):
    return reverse("villages:activity_create", args=[village.pk])


@pytest.fixture
def form(page, cadre, address):
    sign_in(page, cadre)
    page.goto(address)
    return page


def write(page, title="支委能力培训"):
    page.get_by_label("类别").select_option("training")
    page.get_by_label("名称").fill(title)
    page.get_by_label("自我学习").check()
    page.get_by_label("日期").fill("2026-03-01")
    page.get_by_label("地点").fill("村活动室")
    page.get_by_label("参加人数").fill("12")
    page.get_by_label("活动内容").fill("学习自治章程。")


def save(page):
    page.locator("main form .form-foot button[type=submit]").first.click()


def holds_everything(page, title="支委能力培训"):
    expect(page.get_by_label("名称")).to_have_value(title)
    expect(page.get_by_label("类别")).to_have_value("training")
    expect(page.get_by_label("自我学习")).to_be_checked()
    expect(page.get_by_label("活动内容")).to_have_value("学习自治章程。")


def sign_in_again(place, user, password=PASSWORD):
    place.get_by_label("账号").fill(user.username)
    place.get_by_label("密码").fill(password)
    place.get_by_role("button", name="登录").click()


def drafts(page):
    return page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('draft:'))")


def test_the_line_breaks_while_saving(form):
    write(form)
    form.route("**/activities/new/", lambda route: route.abort("connectionreset"))
    save(form)
    expect(form.locator("[data-send-state]")).to_contain_text("没有保存")
    holds_everything(form)
    form.unroute("**/activities/new/")
    save(form)
    expect(form.locator(".messages")).to_contain_text("活动已登记")
    assert Activity.objects.count() == 1 and drafts(form) == []


def test_the_answer_is_lost_after_the_server_has_saved(form):
    write(form)

    def swallow(route):
        route.fetch(max_redirects=0)
        route.abort("connectionreset")

    form.route("**/activities/new/", swallow)
    save(form)
    expect(form.locator("[data-send-state]")).to_contain_text("没有保存")
    form.unroute("**/activities/new/")
    save(form)
    expect(form.locator(".messages")).to_contain_text("没有重复保存")
    assert Activity.objects.count() == 1


def test_a_refused_form_shows_its_faults_and_is_sent_again(form):
    write(form)
    form.get_by_label("日期").fill("2199-01-01")
    save(form)
    expect(form.locator("main")).to_contain_text("日期不能在今天之后")
    holds_everything(form)
    form.get_by_label("日期").fill("2026-03-01")
    save(form)
    expect(form.locator(".messages")).to_contain_text("活动已登记")


def test_signing_in_on_the_page_saves_what_was_typed(form, context, cadre):
    write(form)
    context.clear_cookies()
    save(form)
    dialog = form.locator("dialog.ask")
    expect(dialog).to_contain_text("请重新登录")
    sign_in_again(dialog, cadre)
    expect(form.locator(".messages")).to_contain_text("活动已登记")
    assert Activity.objects.count() == 1 and drafts(form) == []


def test_signing_in_afterwards_brings_the_form_back(form, context, cadre, address):
    write(form)
    context.clear_cookies()
    save(form)
    form.get_by_role("button", name="以后再说").click()
    expect(form.locator("[data-send-state]")).to_contain_text("没有保存")
    form.close()
    page = context.new_page()
    page.goto(address)
    sign_in_again(page, cadre)
    expect(page).to_have_url(re.compile(address))
    expect(page.locator("[data-draft-offer]")).to_contain_text("已经恢复，还没有保存")
    holds_everything(page)
    save(page)
    expect(page.locator(".messages")).to_contain_text("活动已登记")
    assert Activity.objects.count() == 1


def test_somebody_else_signing_in_does_not_send_it(form, context, office):
    write(form)
    context.clear_cookies()
    save(form)
    sign_in_again(form.locator("dialog.ask"), office)
    expect(form.locator("h1")).to_have_text("首页")
    form.wait_for_load_state()
    assert not Activity.objects.exists() and drafts(form) == []


def test_a_closed_tab_is_offered_again_and_taken_or_left(form, context, address):
    write(form)
    until_kept(form, "学习自治章程。")
    form.close()
    page = context.new_page()
    page.goto(address)
    offer = page.locator("[data-draft-offer]")
    expect(offer).to_contain_text("没有保存")
    expect(page.get_by_label("名称")).to_have_value("")
    offer.get_by_role("button", name="恢复").click()
    holds_everything(page)
    offer.get_by_role("button", name="丢弃").click()
    expect(offer).to_have_count(0)
    expect(page.get_by_label("名称")).to_have_value("")
    assert drafts(page) == []


def test_a_draft_is_for_the_same_person_only(form, context, address, cadre, office):
    write(form)
    until_kept(form, "学习自治章程。")
    form.close()
    context.clear_cookies()
    page = context.new_page()
    sign_in(page, office)
    page.goto("/")
    assert drafts(page) == []
    context.clear_cookies()
    sign_in(page, cadre)
    page.goto(address)
    expect(page.locator("[data-draft-offer]")).to_have_count(0)


def test_secrets_are_never_kept(page, admin):
    sign_in(page, admin)
    page.goto("/account/password/")
    page.fill("[name=old_password]", "Mimi-2026!")
    page.fill("[name=new_password1]", "Xin-mimi-2026!")
    page.wait_for_timeout(500)
    kept = page.evaluate("JSON.stringify(localStorage)")
    assert "imi-2026!" not in kept


def test_a_telephone_number_is_not_kept_and_this_is_told(page, context, cadre, village):
    sign_in(page, cadre)
    address = reverse("villages:person_create", args=[village.pk])
    page.goto(address)
    page.locator("[name=name]").fill("陈秀英")
    page.locator("[name=phone]").fill("13800138000")
    until_kept(page, "陈秀英")
    page.wait_for_timeout(500)
    assert "13800138000" not in page.evaluate("JSON.stringify(localStorage)")
    page.close()
    again = context.new_page()
    again.goto(address)
    again.locator("[data-draft-offer]").get_by_role("button", name="恢复").click()
    expect(again.locator("[data-draft-offer]")).to_contain_text("要重新填写：")
    expect(again.locator("[name=name]")).to_have_value("陈秀英")


def test_back_and_save_again_is_one_activity(form):
    write(form)
    save(form)
    expect(form.locator(".messages")).to_contain_text("活动已登记")
    form.go_back()
    write(form)
    save(form)
    expect(form.locator(".messages")).to_contain_text("没有重复保存")
    assert Activity.objects.count() == 1


def test_back_and_a_changed_form_changes_the_first(form):
    write(form)
    save(form)
    expect(form.locator(".messages")).to_contain_text("活动已登记")
    form.go_back()
    write(form, title="支委能力提升培训")
    save(form)
    form.get_by_role("button", name="改第一份").click()
    expect(form.locator(".messages")).to_contain_text("已保存")
    assert Activity.objects.get().title == "支委能力提升培训"


def test_back_and_a_changed_form_is_a_second_if_wanted(form):
    write(form)
    save(form)
    expect(form.locator(".messages")).to_contain_text("活动已登记")
    form.go_back()
    write(form, title="另一次培训")
    save(form)
    form.get_by_role("button", name="另存为第二份").click()
    expect(form.locator(".messages")).to_contain_text("活动已登记")
    assert Activity.objects.count() == 2


def test_without_a_script_a_form_is_saved_as_ever(form, new_context, address):
    context = new_context(java_script_enabled=False, storage_state=form.context.storage_state())
    page = context.new_page()
    page.goto(address)
    write(page)
    save(page)
    expect(page.locator(".messages")).to_contain_text("活动已登记")


def test_a_meeting_survives_an_ended_session_too(page, context, cadre, village):
    sign_in(page, cadre)
    page.goto(reverse("villages:meeting_create", args=[village.pk]))
    page.locator("[name=place]").fill("村委会大院")
    context.clear_cookies()
    until_kept(page, "村委会大院")
    page.goto(reverse("villages:meeting_create", args=[village.pk]))
    sign_in_again(page, cadre)
    page.locator("[data-draft-offer]").get_by_role("button", name="恢复").click()
    expect(page.locator("[name=place]")).to_have_value("村委会大院")
    assert not Meeting.objects.exists()
