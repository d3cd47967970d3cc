"""What takes too long is written into the log, and what is counted by part of the site."""

import logging

import pytest
from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpResponse
from django.urls import ResolverMatch

from campaigns.views.round import RoundList
from township.accounts import sign_in_views
from township.watching import middleware
from township.watching.middleware import WatchMiddleware, part_of
from villages.views.meeting import MeetingList

pytestmark = pytest.mark.one_database


@pytest.fixture
def clock(monkeypatch):
    """Each look at the clock is 0.7 s later."""
    moments = iter(range(0, 10_000, 700))
    monkeypatch.setattr(middleware, "monotonic", lambda: next(moments) / 1000)


def asked(rf, address="/villages/?q=李四", view="villages:list"):
    request = rf.get(address)
    request.resolver_match = ResolverMatch(MeetingList.as_view(), (), {}, view)
    request.resolver_match.view_name = view
    return request


@pytest.mark.parametrize(("limit", "is_told"), [(700, True), (701, False)])
def test_what_takes_too_long_is_told_without_what_was_asked(
    rf, settings, clock, caplog, limit, is_told
):
    settings.SLOW_REQUEST_MS = limit
    WatchMiddleware(lambda request: HttpResponse())(asked(rf))
    assert caplog.messages == (["slow request: GET villages:list, 700 ms"] if is_told else [])


def test_nothing_is_watched_where_nothing_asks_for_it(settings):
    settings.SLOW_REQUEST_MS, settings.METRICS_TOKEN = 0, ""
    with pytest.raises(MiddlewareNotUsed):
        WatchMiddleware(lambda request: HttpResponse())


def test_requests_are_counted_by_part_way_and_answer(rf, settings, clock, monkeypatch):
    settings.METRICS_TOKEN = "a-token-of-twenty-letters"
    counted = []
    monkeypatch.setattr(middleware, "_counting", lambda: lambda *given: counted.append(given))
    WatchMiddleware(lambda request: HttpResponse(status=404))(asked(rf))
    unknown = rf.post("/nowhere/")
    unknown.resolver_match = None
    WatchMiddleware(lambda request: HttpResponse(status=503))(unknown)
    assert counted == [("villages", True, 404, 0.7), ("other", False, 503, pytest.approx(0.7))]


@pytest.mark.parametrize("token", ["", "a-token-of-twenty-letters"])
def test_who_is_turned_away_in_front_of_the_site_is_counted(settings, monkeypatch, token):
    settings.METRICS_TOKEN = token
    counted = []
    monkeypatch.setattr(middleware, "_counting", lambda: lambda *given: counted.append(given))
    middleware.count_turned_away(5.2)
    assert counted == ([("front", False, 503, 5.2)] if token else [])


def test_a_part_is_an_app_or_a_part_of_the_house():
    assert part_of(MeetingList.as_view()) == "villages"
    assert part_of(RoundList.as_view()) == "campaigns"
    assert part_of(sign_in_views.SignIn.as_view()) == "accounts"
    assert part_of(None) == part_of(logging.getLogger) == "other"


def test_the_site_stands_behind_it(client, settings, db, monkeypatch):
    """Refusals are answers like all others."""
    settings.METRICS_TOKEN = "a-token-of-twenty-letters"
    counted = []
    monkeypatch.setattr(middleware, "_counting", lambda: lambda *given: counted.append(given[:3]))
    client.get("/account/login/")
    client.get("/no/such/page/")
    client.post("/account/login/", {})
    assert [one[0] for one in counted] == ["accounts", "other", "accounts"]
    assert [one[2] for one in counted][:2] == [200, 404]
