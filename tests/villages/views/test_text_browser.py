"""Texts, meetings, filing and posting in a browser: the way itself, and how its pages look."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import expect

from tests.browser.visitor import DESK, PHONE, resize, sign_in
from tests.villages import way
from villages.models import TextVersion

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def forward(page, label):
    """Press the one button that leads on."""
    button = page.locator(".next-step a.btn")
    expect(button).to_have_text(label)
    page.wait_for_load_state()
    button.click()
    page.wait_for_load_state()


def save(page):
    page.click("main form.form-body button[type=submit]")


def fill(page, **fields):
    for name, value in fields.items():
        page.fill(f"[name={name}]", str(value))


def test_a_vote_that_fails_is_explained(page, village, cadre):
    version = way.final(village, cadre)
    sign_in(page, cadre)
    page.goto(version.get_absolute_url())
    forward(page, "登记会议，交付表决")
    fill(page, held_at=f"{way.days_ago(5)}T09:30", place="村委会大院", chair="陈主任")
    fill(page, recorder="张专干", noticed_on=way.days_ago(16), party_on=way.days_ago(20))
    save(page)
    forward(page, "登记到会人数")
    fill(page, total=600, present=400)
    save(page)
    forward(page, "录入票数")
    fill(page, yes=150, no=200, abstain=50)
    save(page)
    forward(page, "结束会议，计算结果")
    save(page)
    page.click(".motion-title a")
    expect(page.locator("main")).to_contain_text("结果：未通过")
    expect(page.locator("main")).to_contain_text("过半数为201票，赞成150票，未过半数")
    expect(page.locator("main")).to_contain_text("《村民委员会组织法》第二十六条")
    assert TextVersion.objects.get().status == "draft"


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
    for address in addresses:
        resize(page, DESK)
        assert page.goto(address).status == 200, address
        for size in (DESK, PHONE):
            resize(page, size)
            width = page.evaluate("document.documentElement.scrollWidth")
            if width > size["width"]:
                found.append((address, "too wide", width))
        # On the phone, where a cadre works; what axe measures is much the same at a desk.
        for fault in Axe().run(page).response["violations"]:
            found.append((address, fault["id"], fault["nodes"][0]["html"][:120]))
    assert found == []


def test_the_reviewers_pages_pass_axe_and_fit_a_phone(page, village, cadre, office):
    filing = way.submitted(village, cadre)
    sign_in(page, office)
    for name in ("filing", "filing_checks"):
        page.goto(reverse(f"villages:{name}", args=[filing.pk]))
        for size in (DESK, PHONE):
            resize(page, size)
            assert Axe().run(page).response["violations"] == []
            assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
