"""Everybody of the demonstration opens the home page and every entry of the navigation."""

import pytest
from playwright.sync_api import expect

from campaigns.demonstration.story import tell
from tests.personas import PASSWORD
from township.users.models import User

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ENTRIES = "#sidenav a[href]"


def test_demo_pages(visitor, album):
    tell(PASSWORD)
    accounts = User.objects.order_by("pk").values_list("username", flat=True)
    assert len(accounts) == 14
    answers, pictured = [], set()
    for username in accounts:
        role = username.split("-")[0].rstrip("123")
        guest = visitor(username).sign_in(username)
        guest.page.on("response", lambda answer: answers.append((answer.status, answer.url)))
        # A second cadre or evaluator sees the same pages: they are checked, not pictured again.
        look = guest.check_on_phone if role in pictured else guest.look
        pictured.add(role)
        look("home")
        entries = guest.page.locator(ENTRIES)
        addresses = [entry.get_attribute("href") for entry in entries.all()]
        for place, address in enumerate(addresses):
            if address != "/":
                guest.page.goto(address)
                expect(guest.page.locator("h1")).to_be_visible()
                look(f"entry-{place:02d}")
        guest.page.context.close()
    assert [answer for answer in answers if answer[0] >= 400] == []
