"""One of each role of the demonstration opens the home page and every entry of the navigation.

It takes minutes, so it is part of `make year`; what the pages say and ask, tests/test_links.py
holds every day. `make pictures` keeps a picture of each page, and takes the handbook's anew.
"""

import io
import re
import unicodedata
from decimal import Decimal

import pytest
from django.urls import reverse
from playwright.sync_api import expect
from pypdf import PdfReader

from campaigns.demonstration.story import tell
from campaigns.demonstration.years import HONOURS, SHORT
from campaigns.models import Campaign, Honour, Objection, Round
from campaigns.queries.trends import over_years
from tests.browser.handbook_pictures import PICTURES, keep
from tests.browser.visitor import DESK, PHONE
from tests.personas import PASSWORD
from township.users.models import User

pytestmark = [
    pytest.mark.browser,
    pytest.mark.long,
    pytest.mark.django_db(transaction=True),
]

NAVIGATION = re.compile(r'id="sidenav".*?</nav>', re.DOTALL)
ADDRESS = re.compile(r'<a [^>]*href="([^"]+)"')


def test_demo_pages(visitor, client, request):
    cast = tell(PASSWORD)
    years_are_told(cast)
    accounts = list(User.objects.order_by("pk"))
    assert len(accounts) == 14
    seen = set()
    for user in accounts:
        role = user.username.split("-")[0].rstrip("123")
        if role not in seen:
            client.force_login(user)
            addresses = ["/", *ADDRESS.findall(NAVIGATION.search(client.get("/").text)[0])]
            guest = visitor(user.username).sign_in(user.username)
            if role == "office":
                print_pages(guest.page)
            look_at_pages(guest, addresses, is_pictured=request.config.getoption("--pictures"))
        seen.add(role)
    if request.config.getoption("--pictures"):
        for picture in PICTURES:
            guest = visitor(picture.account).sign_in(picture.account)
            guest.page.set_viewport_size(picture.size or DESK)
            guest.page.goto(picture.address())
            expect(guest.page.locator("h1")).to_be_visible()
            expect(guest.page.locator(".panel-wait")).to_have_count(0)
            if picture.key:
                guest.page.keyboard.press(picture.key)
                expect(
                    guest.page.locator("[data-piece][aria-current]:not([data-waiting])")
                ).to_be_visible()
            keep(picture, guest.page)


def years_are_told(cast):
    """Four finished years: totals close to what the story tells, honours by year."""
    campaign = Campaign.objects.get()
    told = over_years(campaign, cast["office"])
    first = campaign.first_year
    assert told["years"] == [*range(first, first + 4)] and told["entered"] == [first, first + 1]
    for row in told["rows"]:
        for nth, points in enumerate(row["points"], 1):
            assert abs(100 - Decimal(str(SHORT[nth][row["village"]])) - points) < 4, row
    honours = Honour.objects.held().values_list("year", "village__name", "level__code")
    assert {(year - first + 1, name, code) for year, name, code in honours} == {
        (nth, name, code) for nth, named in HONOURS.items() for name, code in named.items()
    }
    last = Round.objects.get(year=first + 3)
    assert last.status == "final" and Objection.objects.count() == 2


def print_pages(page):
    """On paper a page keeps its tables, with their heads; the matrix lies across, on two sheets at
    the most."""
    campaign, round = Campaign.objects.get(), Round.objects.earliest("year")
    for address, head, is_wide in (
        (campaign.get_absolute_url(), "村（社区）", True),
        (reverse("campaigns:round_summary", args=[round.pk]), "名次", True),
        ("/archives/records/", "题名", False),
        ("/villages/", "常住人口", False),
    ):
        page.goto(address)
        sheets = PdfReader(io.BytesIO(page.pdf(format="A4", prefer_css_page_size=True))).pages
        across, down = sheets[0].mediabox[2:]
        assert (across > down) == is_wide, address
        assert len(sheets) <= 2 or not is_wide, address
        words = unicodedata.normalize("NFKC", sheets[0].extract_text())
        assert unicodedata.normalize("NFKC", head) in words, address


def look_at_pages(guest, addresses, *, is_pictured):
    answers = []
    guest.page.on("response", lambda answer: answers.append((answer.status, answer.url)))
    for place, address in enumerate(dict.fromkeys(addresses)):
        guest.page.set_viewport_size(DESK if is_pictured else PHONE)
        guest.page.goto(address)
        expect(guest.page.locator("h1")).to_be_visible()
        name = f"entry-{place:02d}"
        guest.look(name) if is_pictured else guest.check_on_phone(name)
        guest.check_enlarged(name)
    guest.page.context.close()
    assert [answer for answer in answers if answer[0] >= 400] == []
