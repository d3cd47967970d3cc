"""How many presses the commonest jobs take, from the page one is on after signing in.

Counted is what a hand does: pressing, choosing from a list, ticking; not what has to be typed.
The table stands in docs/clicks.md; a job may not take more than it says there.
"""

import re
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import expect

from campaigns.models import Round
from campaigns.workflows.round import ROUND
from tests.browser import samples
from tests.browser.visitor import DESK, PHONE
from tests.personas import told
from township.users.models import User
from villages.models import Village

pytestmark = [pytest.mark.browser, pytest.mark.long, pytest.mark.django_db(transaction=True)]

AT_THE_END = """() => {
    const body = document.querySelector("#viewer-body"), last = body.lastElementChild;
    const isLast = !last || last.hasAttribute("aria-current");
    return isLast && body.scrollTop + body.clientHeight >= body.scrollHeight - 2;
}"""
CAME = """([url, told]) => {
    const now = document.querySelector("[data-viewer-place]")?.textContent;
    return now && (location.href !== url || now !== told);
}"""
EVIDENCE = 40  # pieces that are looked at while a village is scored
TABLE = Path(settings.BASE_DIR, "docs", "clicks.md")
LINE = re.compile(r"^\| (?P<job>[^|]+?) \| [^|]+ \| (?P<now>\d+) \|", re.MULTILINE)


class Hand:
    """Counts every press."""

    def __init__(self, page):
        self.page, self.count = page, 0

    def press(self, label, *, within="main"):
        place = self.page.locator(within).first
        name = re.compile(rf"^\s*{re.escape(label)}\s*$")
        found = place.get_by_role("button", name=name).or_(place.get_by_role("link", name=name))
        return self.hit(found.and_(self.page.locator(":not(.crumbs a)")))

    def hit(self, place):
        self.count += 1
        place.locator("visible=true").first.click()
        self.page.wait_for_load_state()
        return self

    def menu(self, group, label):
        """An entry of the menu; its group is opened first where the screen is too low for all."""
        place = self.page.locator("#sidenav")
        folded = place.locator("details:not([open]) > summary", has_text=group)
        self.page.wait_for_load_state()  # the menu folds itself once it is laid out
        if folded.count():
            self.hit(folded)
        return self.hit(place.get_by_role("link", name=label, exact=True))

    def tick(self, label):
        self.count += 1
        self.page.locator("main").get_by_label(re.compile(label)).first.check()
        return self

    def choose(self, label, option):
        self.count += 1
        field = self.page.locator("main").get_by_label(re.compile(rf"^\s*{label}")).first
        value = field.locator("option").filter(has_text=option).first.get_attribute("value")
        field.select_option(value=value)
        return self

    def pick(self, label, day):
        """A day out of the calendar that the field opens."""
        self.count += 1
        return self.type(label, day.isoformat())

    def type(self, label, text):
        self.page.locator("main").get_by_label(re.compile(rf"^\s*{label}")).first.fill(text)
        return self

    def bring(self, *files):
        """Choosing a file, or taking a photo, is one press."""
        self.count += 1
        payload = [{"name": n, "mimeType": kind, "buffer": stuff} for n, kind, stuff in files]
        self.page.locator("main input[type=file][multiple]").first.set_input_files(payload)
        expect(self.page.locator(".uploads-state", has_text="已发送，未保存")).to_be_visible()
        return self

    def key(self, name):
        self.count += 1
        self.page.keyboard.press(name)
        return self

    def sees(self, text):
        expect(self.page.locator("main").first).to_contain_text(text)
        return self


def upload(hand):
    hand.press("拍照上传").bring(samples.photo("现场.jpg"))
    hand.choose("类别", "宣传资料").type("题名", "院坝会照片").press("上传").sees("已存入档案")


def sign(hand):
    hand.hit(hand.page.locator(".todo-link", has_text="签收").first)
    hand.sees("签收后不能撤回").press("签收").sees("已签收")


def export(hand):
    hand.menu("创建活动", "签收")
    with hand.page.expect_download():
        hand.press("导出")


def remind(hand):
    hand.menu("创建活动", "催办")
    hand.tick("^全选$").press("催办").sees("已催办")


def review(hand):
    hand.hit(hand.page.locator(".todo-link", has_text="三水村自治章程")).press("填写审查表")
    hand.press("其余都填“符合”").press("保存审查表").press("予以备案").press("确定予以备案")
    hand.sees("已予以备案")


def find(hand):
    hand.page.locator("[data-search-box]").fill("章程")
    hand.count += 1
    hand.page.keyboard.press("Enter")
    hand.sees("三水村自治章程")


def hold(hand):
    hand.press("登记活动").choose("类别", "服务活动").type("名称", "重阳节上门看望老人")
    hand.type("地点", "村活动室").type("参加人数", "23").type(
        "活动内容", "看望独居老人，帮助打扫。"
    )
    hand.bring(samples.photo("现场.jpg"))
    hand.press("保存").sees("重阳节上门看望老人")


def see_gaps(hand):
    hand.hit(hand.page.locator(".gap a").first)
    expect(hand.page.locator("main form[method=post]").first).to_be_visible()


def ask(hand):
    hand.page.goto(f"/villages/{Village.objects.get(name='万顺村').pk}/open/")
    hand.press("我要询问、提异议").tick("问一件事").type(
        "写清楚事情", "今年的活动室维修花了多少钱？"
    ).press("发出")
    hand.sees("查询码")


def score(hand):
    """Every indicator of a village, and forty pieces of evidence looked at beside them."""
    ROUND.perform(
        "start_scoring", Round.objects.latest("year"), by=User.objects.get(username="office")
    )
    page = hand.page
    page.reload()
    hand.hit(page.locator(".todo-link", has_text="万顺村"))
    place = page.locator("[data-viewer-place]")
    # The first indicator has none.
    listen(page)
    hand.key("e").key("ArrowRight")
    expect(place).to_contain_text("第1件")
    look(page)
    for _ in range(EVIDENCE - 1):
        read_on(hand, place)
    # Beside evidence nobody is led on by himself: it is put away first.
    hand.key("Escape")
    hand.press("未评分的先采用建议").press("未评分的先采用建议", within="dialog[open]")
    hand.sees("请逐项看一遍再提交")
    listen(page)
    hand.key("n")
    here = page.locator(".mark.is-here", has=page.get_by_text("未评分", exact=True))
    done = page.locator(".mark-bar").get_by_role("link", name="提交评分表")
    expect(here.or_(done)).to_be_visible()
    while not done.count():
        # What was scored leads on to the next by itself.
        listen(page)
        card = page.locator("#" + here.get_attribute("id"))
        hand.hit(card.get_by_role("button", name="满分"))
        expect(card.get_by_text("未评分", exact=True)).to_have_count(0)
        expect(here.or_(done)).to_be_visible()
    hand.press("提交评分表", within=".mark-bar").press("确定提交评分表").sees("已提交")
    assert len(page.context.pages) == 1, "nothing is opened in a tab of its own"


def read_on(hand, place):
    """To the next piece: what belongs to the same indicator comes by scrolling, which presses
    nothing, else by a key."""
    page, before = hand.page, (hand.page.url, place.inner_text())
    page.locator("#viewer-body").hover()
    while before == (page.url, place.inner_text()):
        page.mouse.wheel(0, 400)
        if page.evaluate(AT_THE_END):
            hand.key("ArrowRight")
            page.wait_for_function(CAME, arg=before)
    look(page)


def listen(page):
    """The keys are heard from when they are told."""
    expect(page.locator("[data-keys]")).to_be_visible()


def look(page):
    """What the viewer opens by itself is there before one goes on."""
    expect(page.locator("#viewer-body")).not_to_be_empty()
    expect(page.locator("[data-piece][aria-current][data-waiting]")).to_have_count(0)
    listen(page)


JOBS = {
    "上传一张照片（手机）": ("cadre-hezuo", PHONE, upload),
    "签收一份文件（手机）": ("cadre-hezuo", PHONE, sign),
    "导出签收清单": ("office", DESK, export),
    "催办全部没有办的": ("office", DESK, remind),
    "审查一份文本并备案": ("office", DESK, review),
    "查一份文本": ("office", DESK, find),
    "登记一次活动，附照片（手机）": ("cadre-hezuo", PHONE, hold),
    "看本村缺什么，打开补办的表（手机）": ("cadre-hezuo", PHONE, see_gaps),
    "村民在公开页面提一个问题（手机）": (None, PHONE, ask),
    "给一个村评分，看40件佐证": ("evaluator1", DESK, score),
}


def allowed():
    """{job: presses} of the table."""
    return {m["job"]: int(m["now"]) for m in LINE.finditer(TABLE.read_text(encoding="utf-8"))}


def test_no_job_takes_more_presses_than_the_table_says(visitor):
    told()
    found = {}
    for job, (account, size, do) in JOBS.items():
        guest = visitor(account or "villager")
        guest.page.set_viewport_size(size)
        if account:
            guest.sign_in(account)
        hand = Hand(guest.page)
        do(hand)
        found[job] = hand.count
        guest.page.context.close()
    most = allowed()
    assert set(found) == set(most)
    assert {job: count for job, count in found.items() if count > most[job]} == {}
