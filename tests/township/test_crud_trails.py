"""The breadcrumbs of every page: each noun declares them, and they lead only where one may go."""

import re

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from django.urls import resolve

from township.crud import DetailPage, checks
from township.crud.pages import Framed
from township.crud.trails import above, is_declared, trail_of
from township.history.models import Entry
from township.users.models import User
from villages.models import Village
from villages.views import trails  # noqa: F401  declares them

ACCOUNTS = ("office", "evaluator1", "district", "cadre-sanshui")
CRUMBS = re.compile(r'<nav class="crumbs".*?</nav>', re.DOTALL)
ADDRESS = re.compile(r'href="(/[^"#?]*)')


def test_a_noun_that_nobody_declared_is_told_by_its_name():
    with pytest.raises(ImproperlyConfigured, match="Entry"):
        above(Entry())
    assert is_declared(Village) and not is_declared(Entry)


def test_a_page_of_an_undeclared_noun_fails_the_checks(monkeypatch):
    assert checks.every_noun_lies_somewhere(None) == []

    class Undeclared(DetailPage):
        model = Entry

    monkeypatch.setattr(checks, "patterns", lambda: [("x/", checked(Undeclared))])
    assert "Entry" in checks.every_noun_lies_somewhere(None)[0].msg


def checked(page):
    """What the resolver holds of a page's address."""
    return type("Pattern", (), {"callback": staticmethod(page.as_view())})


def test_an_unsaved_row_lies_where_its_like_lie(village):
    assert above(Village(township=village.township)) == above(village)
    assert trail_of(village)[:-1] == above(village)


def is_page(path):
    """No file, no paper, nothing static: those are made when they are asked for."""
    if path.startswith("/static/"):
        return False
    return issubclass(getattr(resolve(path).func, "view_class", object), Framed)


def crumbs_that_lead_astray(account):
    """{(page, crumb)} where one may not go, over one page of each address that links lead to."""
    client = Client(raise_request_exception=False)
    client.force_login(User.objects.get(username=account))
    waiting, reached, shown = ["/"], set(), set()
    while waiting:
        path = waiting.pop()
        if not is_page(path) or (name := resolve(path).view_name) in reached:
            continue
        reached.add(name)
        answer = client.get(path)
        waiting += sorted(set(ADDRESS.findall(answer.text)))
        crumbs = CRUMBS.search(answer.text)
        shown |= {(path, one) for one in ADDRESS.findall(crumbs[0])} if crumbs else set()
    assert len(reached) > 5, account
    answers = {one: client.get(one).status_code for one in {one for _, one in shown}}
    return {(path, one) for path, one in shown if answers[one] not in (200, 302)}


@pytest.mark.one_database
def test_crumbs_lead_a_cadre_only_where_he_may_go(story):
    assert crumbs_that_lead_astray("cadre-sanshui") == set()


@pytest.mark.long
def test_crumbs_lead_nobody_where_he_may_not_go(story):
    assert {account: crumbs_that_lead_astray(account) for account in ACCOUNTS} == {
        account: set() for account in ACCOUNTS
    }
