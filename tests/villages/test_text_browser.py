"""Texts, meetings, filing and posting in a browser: the way itself, and how its pages look."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import expect

from tests.personas import PASSWORD
from tests.villages import way
from villages.models import Motion, TextVersion

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SIZES = ({"width": 1280, "height": 900}, {"width": 360, "height": 740})


def sign_in(page, user):
    page.context.clear_cookies()
    page.goto("/account/login/")
    page.fill("[name=username]", user.username)
    page.fill("[name=password]", PASSWORD)
    page.click("main button[type=submit]")
    expect(page.locator("h1")).to_be_visible()


def forward(page, label):
    """Press the one button that leads on."""
    button = page.locator(".next-step a.btn")
    expect(button).to_have_text(label)
    button.click()


def save(page):
    page.click("main form.form-body button[type=submit]")


def fill(page, **fields):
    for name, value in fields.items():
        page.fill(f"[name={name}]", str(value))


def to_a_meeting(page, village, *, yes, no, present):
    """From an empty village to a counted vote on its charter."""
    page.goto(f"/villages/{village.pk}/texts/new/")
    page.select_option("[name=kind]", "charter")
    fill(page, title="万顺村自治章程", body=way.CHARTER)
    save(page)
    forward(page, "开始征求意见")
    fill(page, on=way.days_ago(40))
    save(page)
    for channel in ("yard", "visit"):
        forward(page, "登记征求意见")
        page.select_option("[name=channel]", channel)
        fill(page, on=way.days_ago(35), place="一组院坝", headcount=46)
        save(page)
    forward(page, "定稿，准备表决")
    fill(page, on=way.days_ago(30))
    save(page)
    forward(page, "登记会议，交付表决")
    fill(page, held_at=f"{way.days_ago(5)}T09:30", place="村委会大院", chair="陈主任")
    fill(page, recorder="张专干", noticed_on=way.days_ago(16), party_on=way.days_ago(20))
    save(page)
    forward(page, "登记到会人数")
    fill(page, total=600, present=present)
    save(page)
    forward(page, "录入票数")
    fill(page, yes=yes, no=no, abstain=present - yes - no)
    save(page)
    forward(page, "结束会议，计算结果")
    save(page)


def test_a_charter_from_an_empty_village_to_the_notice_board(page, village, cadre, office):
    sign_in(page, cadre)
    to_a_meeting(page, village, yes=350, no=30, present=400)
    forward(page, "打开文本")
    forward(page, "报送镇里备案")
    save(page)
    sign_in(page, office)
    page.goto("/villages/filings/")
    page.click("td a >> nth=0")
    page.click("text=填写审查表")
    for number in range(1, 13):
        page.select_option(f"[name=result_{number}]", "met")
    save(page)
    page.click("main a:has-text('准予备案')")
    save(page)
    expect(page.locator("h1 ~ .pill, .page-head .pill")).to_have_text("已备案")
    sign_in(page, cadre)
    page.goto(TextVersion.objects.get().get_absolute_url())
    forward(page, "登记公示")
    fill(page, place="村委会公开栏")
    save(page)
    page.context.clear_cookies()
    page.goto(f"/villages/{village.pk}/open/")
    expect(page.locator("main")).to_contain_text("本章程由村民会议通过，全体村民共同遵守")


@pytest.mark.parametrize(
    ("yes", "no", "present", "result", "told", "status"),
    [
        (150, 200, 400, "未通过", "过半数为201票，赞成150票，未过半数", "draft"),
        (300, 0, 300, "未达法定人数", "即301人，实到300人，未达到法定人数", "final"),
    ],
)
def test_a_vote_that_fails_is_explained(
    page, village, cadre, yes, no, present, result, told, status
):
    sign_in(page, cadre)
    to_a_meeting(page, village, yes=yes, no=no, present=present)
    page.click(".motion-title a")
    expect(page.locator("main")).to_contain_text(f"结果：{result}")
    expect(page.locator("main")).to_contain_text(told)
    expect(page.locator("main")).to_contain_text("《村民委员会组织法》第二十六条")
    assert TextVersion.objects.get().status == status


def test_the_wrong_body_is_explained_before_the_vote(page, village, cadre):
    version = way.final(village, cadre)
    meeting = way.meeting(village, cadre, kind="village_reps")
    sign_in(page, cadre)
    page.goto(reverse("villages:motion_create", args=[meeting.pk]))
    page.select_option("[name=text_version]", str(version.pk))
    save(page)
    expect(page.locator("main")).to_contain_text("自治章程应由村民会议表决，村民代表会议不能代替")
    expect(page.locator("main")).to_contain_text("第三十一条")
    assert not Motion.objects.exists()


@pytest.fixture
def addresses(village, cadre):
    """Pages of a village in which something of everything has happened."""
    filing = way.submitted(village, cadre)
    version = filing.text_version
    motion = version.motions.get()
    open_text = way.consulted(village, cadre, kind="rule", title="服务制度")
    meeting = way.meeting(village, cadre, held=1)
    named = [
        ("texts", village.pk),
        ("text_create", village.pk),
        ("text", version.pk),
        ("text", open_text.pk),
        ("text_write", open_text.pk),
        ("clause_edit", open_text.clauses.first().pk),
        ("consultation_create", open_text.pk),
        ("opinion_create", open_text.pk),
        ("opinion_answer", open_text.opinions.get().pk),
        ("stage", version.stages.first().pk),
        ("texts_in_force", village.pk),
        ("meetings", village.pk),
        ("meeting", motion.meeting_id),
        ("meeting", meeting.pk),
        ("meeting_attendance", meeting.pk),
        ("motion", motion.pk),
        ("motion_create", meeting.pk),
        ("authorisations", village.pk),
        ("authorisation_create", village.pk),
        ("postings", village.pk),
        ("posting_create", village.pk),
        ("open", village.pk),
    ]
    return [reverse(f"villages:{name}", args=[pk]) for name, pk in named]


def test_pages_pass_axe_and_fit_a_phone(page, cadre, addresses):
    sign_in(page, cadre)
    found = []
    for size in SIZES:
        page.set_viewport_size(size)
        for address in addresses:
            assert page.goto(address).status == 200, address
            # On the phone, where a cadre works; what axe measures is much the same at a desk.
            faults = Axe().run(page).response["violations"] if size == SIZES[-1] else ()
            for fault in faults:
                found.append((address, fault["id"], fault["nodes"][0]["html"][:120]))
            width = page.evaluate("document.documentElement.scrollWidth")
            if width > size["width"]:
                found.append((address, "too wide", width))
    assert found == []


def test_the_reviewers_pages_pass_axe_and_fit_a_phone(page, village, cadre, office):
    filing = way.submitted(village, cadre)
    sign_in(page, office)
    for size in SIZES:
        page.set_viewport_size(size)
        for name in ("filing", "filing_checks"):
            page.goto(reverse(f"villages:{name}", args=[filing.pk]))
            assert Axe().run(page).response["violations"] == []
            assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
