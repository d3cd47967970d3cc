"""Everybody of the demonstration opens the home page and every entry of the navigation."""

import pytest
from playwright.sync_api import expect

from campaigns.demonstration.story import tell
from tests.personas import PASSWORD
from township.users.models import User

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ENTRIES = "#sidenav a[href]"


def test_demo_pages(visitor, client):
    tell(PASSWORD)
    accounts = User.objects.order_by("pk")
    assert accounts.count() == 14
    answers, roles, pictured = [], set(), set()
    for account in accounts:
        role = account.username.split("-")[0].rstrip("123")
        if role not in roles:
            roles.add(role)
            guest = visitor(account.username).sign_in(account.username)
            guest.page.on("response", lambda answer: answers.append((answer.status, answer.url)))
            look_around(guest, pictured)
            guest.page.context.close()
        else:
            # Another cadre or evaluator sees the same pages: asked for, not pictured again.
            client.force_login(account)
            home = client.get("/")
            for group in home.context["navigation"]:
                for entry in group["items"]:
                    answers.append((client.get(entry["url"]).status_code, entry["url"]))
    assert len(roles) == 7
    assert [answer for answer in answers if answer[0] >= 400] == []


def look_around(guest, pictured):
    """Open every entry of the navigation; a page is pictured for the first role that meets it."""
    guest.look("home")
    addresses = [entry.get_attribute("href") for entry in guest.page.locator(ENTRIES).all()]
    for place, address in enumerate(addresses):
        if address == "/":
            continue
        guest.page.goto(address)
        expect(guest.page.locator("h1")).to_be_visible()
        look = guest.check_on_phone if address in pictured else guest.look
        look(f"entry-{place:02d}")
        pictured.add(address)
