"""A day in the valley: a phone without a line writes things down, and sends each of them once."""

import datetime

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.browser.test_sent_files import jpeg, photo
from tests.browser.visitor import (
    ANSWERS,
    EMPTY_STYLE,
    SMALL_TARGETS,
    hard_faults,
    sign_in,
    until,
)
from tests.personas import PASSWORD, cadre_of
from villages.models import Activity, Attachment, Have, Meeting, Posting, Publicity
from villages.rules.kinds import MeetingKind, Mode

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("taking_along"),
]

OWN = "**/outbox/own/**"
# What is written down on the phone.
WRITTEN = """self.outbox.me().then(me => self.outbox.entries(me))
  .then(all => JSON.stringify(all.map(one => [one.state, one.fields])))"""


@pytest.fixture
def browser_context_args(browser_context_args):
    return browser_context_args | {"viewport": {"width": 360, "height": 740}, "has_touch": True}


@pytest.fixture
def meeting(village):
    return Meeting.objects.create(
        village=village,
        kind=MeetingKind.COMMITTEE,
        mode=Mode.MEMBER,
        title="村委会例会",
        held_at=timezone.now() - datetime.timedelta(hours=3),
        place="村活动室",
        chair="李明",
        recorder="王芳",
    )


class Phone:
    """The phone of the valley: one browser, whoever holds it."""

    def __init__(self, context):
        self.context, self.complaints = context, []
        context.on("page", self._listen)
        self.page = context.new_page()

    def _listen(self, page):
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", self._note)

    def _note(self, message):
        is_told = message.type in ("error", "warning") and ANSWERS not in message.text
        if is_told and EMPTY_STYLE not in message.text:
            self.complaints.append(message.text)

    def belongs_to(self, user):
        sign_in(self.page, user)
        self.page.goto("/")
        self.page.evaluate("navigator.serviceWorker.ready.then(() => true)")
        self.opens()
        expect(self.page.locator("[data-forms] a").first).to_be_visible()
        return self

    def opens(self, address="/outbox/"):
        self.page.goto(address)
        return self

    def new_tab(self):
        self.page.close()
        self.page = self.context.new_page()
        return self.opens()

    def takes(self, form):
        self.page.locator("[data-forms] a", has_text=form).click()
        return self

    def fills(self, **values):
        for label, value in values.items():
            self.page.get_by_label(label).first.fill(value)
        return self

    def photographs(self, *photos, place="input[type=file]"):
        self.page.locator(place).first.set_input_files(list(photos))
        expect(self.page.locator(".uploads-state", has_text="存在本机")).to_have_count(len(photos))
        return self

    def puts_by(self):
        self.page.get_by_role("button", name="存到待发送").click()
        expect(self.page.locator("[data-capture]")).to_be_hidden()
        return self

    def shows(self, text, *, at="main"):
        expect(self.page.locator(at).first).to_contain_text(text)
        return self

    def keeps(self, *words):
        """Until a draft says this: the tab may be closed."""
        until(self.page, lambda: all(one in self.page.evaluate(WRITTEN) for one in words))
        return self

    def loses_the_line(self):
        self.context.set_offline(True)
        expect(self.page.locator("[data-offline]")).to_be_visible()

    def is_fit(self):
        """Nothing too small, too wide or out of reach of a screen reader."""
        faults = hard_faults(self.page) + self.page.evaluate(SMALL_TARGETS)
        width = self.page.evaluate("document.documentElement.scrollWidth")
        assert (faults, width) == ([], 360)
        return self

    def entry(self, text):
        return self.page.locator(".outbox-item", has_text=text)

    def writes_activity(self, title, *photos):
        self.takes("登记活动").fills_activity(title)
        if photos:
            self.photographs(*photos, place="input[type=file][multiple]")
        return self.puts_by()

    def fills_activity(self, title):
        self.page.get_by_label("类别").select_option("training")
        self.page.get_by_label("自我学习").check()
        self.fills(
            名称=title, 日期="2026-03-01", 地点="山坪院坝", 参加人数="12", 活动内容="学习章程。"
        )
        return self

    def writes_publicity(self, *, groups):
        self.takes("登记宣传").page.get_by_label("渠道").select_option(index=1)
        self.page.locator("input[name=contents]").first.check()
        for box in self.page.locator("input[name=groups]").all()[:groups]:
            box.check()
        return self.fills(日期="2026-03-02", 地点="山坪院坝").puts_by()


@pytest.fixture
def phone(context):
    phone = Phone(context)
    yield phone
    assert phone.complaints == []


def lose_the_answer(context, address):
    """The server gets what is sent to `address`, and the phone hears nothing of it, once."""
    cuts = []

    def cut(route):
        if cuts or route.request.method != "POST":
            route.fallback()
            return
        cuts.append(route.fetch())
        route.abort()

    context.route(address, cut)
    return cuts


def test_a_day_in_the_valley(phone, context, cadre, village, meeting, association):
    phone.belongs_to(cadre)
    # A form that is filled in when the line breaks is put by as it stands.
    phone.opens(f"/villages/{village.pk}/activities/new/")
    phone.loses_the_line()
    phone.fills_activity("支委能力培训")
    phone.page.locator("main input[type=file][multiple]").set_input_files(
        [jpeg("现场.jpg", photo(2)), jpeg("签到.jpg", photo(3))]
    )
    phone.page.get_by_role("button", name="保存").click()
    phone.page.locator("dialog.ask").get_by_role("button", name="存到待发送").click()
    expect(phone.entry("支委能力培训")).to_contain_text("照片和文件2个")
    # Any page leads to what works without a line; what is half filled in outlives the tab.
    phone.opens("/villages/").shows("没有信号也能记").takes("登记公示")
    phone.fills(标题="财务公开").keeps("财务公开")
    phone.new_tab().shows("没有填完").entry("财务公开").get_by_role("button", name="继续填").click()
    phone.page.get_by_label("类别").select_option("finance")
    expect(phone.page.get_by_label("标题")).to_have_value("财务公开")
    phone.fills(张贴地点="村委会公开栏").photographs(jpeg("公开栏.jpg", photo(1))).puts_by()
    phone.writes_publicity(groups=0)
    phone.takes("五有").page.get_by_label("具备").first.check()
    phone.photographs(jpeg("章.jpg", photo(4)), place="input[name^=photo-]").puts_by()
    phone.takes("登记到会").fills(应到="5", 实到="4").puts_by()
    phone.shows("5条待发送", at="[data-outbox-count]").new_tab()
    expect(phone.page.locator(".outbox-item")).to_have_count(5)
    # Meanwhile the meeting was closed; the answer to the activity is lost on its way.
    Meeting.objects.filter(pk=meeting.pk).update(status=Meeting.Status.CLOSED)
    cuts = lose_the_answer(context, "**/activities/new/")
    context.set_offline(False)
    until(phone.page, lambda: cuts)
    phone.shows("现在没有信号", at="[data-told]").shows("5条待发送", at="[data-outbox-count]")
    phone.page.get_by_role("button", name="立即发送").click()
    phone.shows("2条没有收下", at="[data-told]").shows("2条待发送", at="[data-outbox-count]")
    assert (Activity.objects.count(), Posting.objects.count()) == (1, 1)
    assert Have.objects.exclude(photo=None).count() == 1
    assert sorted(Attachment.objects.values_list("file_name", flat=True)) == [
        "现场.jpg",
        "签到.jpg",
    ]
    # What was refused tells why, is mended on the phone and sent again.
    expect(phone.entry("登记到会")).to_contain_text("不能再改")
    refused = phone.entry("登记宣传")
    expect(refused).to_contain_text("请勾选到达了哪些小组")
    phone.is_fit()
    refused.get_by_role("button", name="打开修改").click()
    expect(phone.page.locator("[data-capture-form]")).to_be_visible()
    phone.is_fit()
    phone.page.locator("input[name=groups]").first.check()
    phone.keeps('"draft"', '"groups"')
    phone.new_tab().entry("登记宣传").get_by_role("button", name="继续填").click()
    expect(phone.page.locator("input[name=groups]").first).to_be_checked()
    phone.puts_by()
    expect(phone.entry("登记宣传")).to_contain_text("已发送")
    phone.shows("1条待发送", at="[data-outbox-count]")
    assert Publicity.objects.count() == 1
    phone.entry("登记到会").get_by_role("button", name="删除").click()
    phone.page.locator("dialog.ask button").last.click()
    expect(phone.page.locator("[data-none]")).to_be_visible()
    # The session is over: nothing is shown of anybody, and after signing in here it goes on.
    context.clear_cookies()
    phone.writes_activity("板凳会").shows("登录已过期", at="[data-told]")
    expect(phone.page.locator("[data-list]")).to_be_hidden()
    phone.page.get_by_role("button", name="登录").click()
    dialog = phone.page.locator("dialog.ask")
    dialog.get_by_label("账号").fill(cadre.username)
    dialog.get_by_label("密码").fill(PASSWORD)
    dialog.get_by_role("button", name="登录").click()
    expect(phone.entry("板凳会")).to_contain_text("已发送")
    assert Activity.objects.count() == 2


def test_days_are_proposed_as_of_the_day_of_writing(phone, context, cadre, village):
    phone.belongs_to(cadre)
    context.set_offline(True)
    later = datetime.datetime.now() + datetime.timedelta(days=3)
    phone.page.clock.set_system_time(later)
    first, last = phone.takes("登记公示").page.locator("main input[type=date]").all()[:2]
    expect(first).to_have_value(f"{later:%Y-%m-%d}")
    posted = datetime.date.fromisoformat(first.input_value())
    assert datetime.date.fromisoformat(last.input_value()) > posted


def test_two_accounts_on_one_phone(phone, context, cadre, village, other_village):
    other = cadre_of(other_village, "other", "赵强")
    phone.belongs_to(cadre)
    context.route(OWN, lambda route: route.abort())
    phone.writes_activity("支委能力培训", jpeg("现场.jpg", photo(1)))
    phone.opens("/").page.locator(".topbar-user summary").click()
    phone.page.get_by_role("button", name="退出").click()
    phone.shows("1条没有发送", at="dialog.ask")
    phone.page.get_by_role("button", name="留着，退出").click()
    phone.shows("登录", at="h1").opens().shows("请先在有信号的地方登录一次")
    context.unroute(OWN)
    # Whoever signs in next neither sees nor sends it.
    phone.belongs_to(other).shows("还有别的账号记的1条")
    expect(phone.page.locator("[data-outbox-count]")).to_be_hidden()
    assert "支委能力培训" not in phone.page.content()
    phone.writes_activity("院坝会").shows("已发送", at=".outbox-item")
    assert list(Activity.objects.values_list("village", flat=True)) == [other_village.pk]
    phone.belongs_to(cadre)
    expect(phone.entry("登记活动")).to_contain_text("已发送")
    sent = Activity.objects.get(village=village)
    assert sent.title == "支委能力培训" and Attachment.objects.of(sent).count() == 1
    assert Activity.objects.count() == 2
