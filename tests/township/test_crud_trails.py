"""The breadcrumbs of every page: each noun declares them, and they lead only where one may go."""

import re

import pytest
from django.core.exceptions import ImproperlyConfigured

from township.crud import DetailPage, checks
from township.crud.trails import above, is_declared, trail_of
from township.history.models import Entry
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
