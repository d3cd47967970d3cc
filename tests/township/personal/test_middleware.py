"""No page that needs no account shows a personal number, wherever in its rows it stands."""

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import ResolverMatch, reverse

from tests.villages import way
from township.access import reason_public
from township.access.checks import patterns
from township.personal.middleware import PublicPageMiddleware
from township.personal.models import OpenPhone, open_phones, take_back
from township.personalnumbers import personal_numbers
from villages.models import Posting

MOBILE, IDENTITY = "１３８ 0000\u200b 1111", "510101 19750307 0011"
SEEDED = f"找张三{MOBILE}，证号{IDENTITY}，座机028-87654321。"
PAGE = f'<a href="/13800001111/"><b>{SEEDED}</b></a>'


def through(callback, page=PAGE, township=None, **options):
    """A page, of a township if any, as it leaves the site from an address with that callback."""
    request = RequestFactory().get("/")
    request.resolver_match = ResolverMatch(callback, (), {})

    def answer(request):
        if township:
            request.shown_township = township
        return HttpResponse(page, **options)

    return PublicPageMiddleware(answer)(request).text


def test_every_public_address_hides_numbers_and_no_other_does(db):
    public = 0
    for _, pattern in patterns():
        page = through(pattern.callback)
        if reason_public(pattern.callback):
            assert "138****1111" in page and "（证件号码已遮盖）" in page and "028****4321" in page
            assert 'href="/13800001111/"' in page, "addresses are left as they are"
            public += 1
        else:
            assert page == PAGE
    assert public >= 5


def test_what_is_no_page_is_left_alone(db):
    (callback,) = [p.callback for route, p in patterns() if route == "account/login/"]
    assert through(callback, content_type="application/json") == PAGE


@pytest.fixture
def posted(village, cadre):
    version = way.draft(village, cadre, title=SEEDED, text=f"第一条　{SEEDED}")
    meeting = way.meeting(village, cadre)
    way.meeting_acts.add_motion(
        meeting, by=cadre, is_recorded_anyway=True, about="other", title=SEEDED
    )
    return Posting.objects.create(
        village=village,
        kind="text",
        text_version=version,
        meeting=meeting,
        title=SEEDED,
        body=SEEDED,
        place=SEEDED,
        posted_on=way.days_ago(1),
        until=way.days_ago(-15),
        status="posted",
    )


def test_the_page_of_a_village_hides_what_stands_in_its_rows(posted):
    page = Client().get(reverse("villages:open", args=[posted.village_id])).text
    assert page.count("138****1111") >= 4 and IDENTITY not in page and MOBILE not in page
    assert [one for one in personal_numbers(page) if one.digits in (IDENTITY, "13800001111")] == []


def test_an_office_s_telephone_is_shown_once_it_was_said_to_be_one(posted, cadre, township):
    address = reverse("villages:open", args=[posted.village_id])
    open_phones(["02887654321"], township, by=cadre, where="新建公示公开")
    page = Client().get(address).text
    assert "028-87654321" in page and "138****1111" in page


def test_a_number_is_open_in_its_township_only(db, cadre, township, other_township):
    (callback,) = [p.callback for route, p in patterns() if route == "villages/<int:pk>/open/"]
    open_phones(["02887654321"], township, by=cadre, where="新建公示公开")
    township.settings |= {"office_phone": "0830-2345678"}
    page = "<p>028-87654321，0830-2345678</p>"
    assert through(callback, page, township) == page
    hidden = "<p>028****4321，083****5678</p>"
    assert through(callback, page, other_township) == hidden
    assert through(callback, page) == hidden, "no township is named"


def test_a_number_taken_back_is_hidden_at_once(posted, cadre, township, office):
    address = reverse("villages:open", args=[posted.village_id])
    open_phones(["02887654321"], township, by=cadre, where="新建公示公开")
    assert "028-87654321" in Client().get(address).text
    take_back(OpenPhone.objects.get(), by=office)
    page = Client().get(address).text
    assert "028-87654321" not in page and "028****4321" in page


def test_the_telephone_that_a_township_sets_is_public(posted, township):
    township.settings |= {"office_phone": "028-87654321"}
    township.save()
    page = Client().get(reverse("villages:open", args=[posted.village_id])).text
    assert "028-87654321" in page and "138****1111" in page


def test_a_page_without_numbers_asks_no_table(db, django_assert_num_queries):
    (callback,) = [p.callback for route, p in patterns() if route == "account/login/"]
    with django_assert_num_queries(0):
        assert through(callback, "<p>2026年11月5日</p>") == "<p>2026年11月5日</p>"
