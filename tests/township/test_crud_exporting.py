"""A list is taken out as it stands: what its filters show, types kept, in few queries."""

import io
import re
from datetime import date, datetime
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from campaigns.models import Campaign
from township import xlsx
from township.access.checks import patterns
from township.crud import ListPage, exporting
from township.crud.exporting import SheetPart
from township.users.models import User
from villages.models import Village

ACCOUNTS = ("office", "admin", "evaluator1", "cadre-wanshun")
# Lists that are a page of their own: a handful of rows, and nothing to look for among them.
SHORT = {"LockList", "YearReportList", "StandardList", "TemplateList"}
MOST_QUERIES = 30
SORTS = re.compile(r'sort=(-?[a-z_]+)"')


def book_of(answer):
    assert answer.status_code == 200 and answer["Content-Type"] == xlsx.MEDIA_TYPE
    return load_workbook(io.BytesIO(answer.getvalue()))


def pages():
    """(address with a village or a campaign in it, page) of every page."""
    for route, pattern in patterns():
        if page := getattr(pattern.callback, "view_class", None):
            yield f"/{route}", page


def lists():
    return [(route, page) for route, page in pages() if issubclass(page, ListPage)]


def reached(route):
    """The address of a list, and a browser of the first who sees something there."""
    path = route.replace("<int:village>", f"{Village.objects.get(name='万顺村').pk}")
    path = path.replace("<int:campaign>", f"{Campaign.objects.get().pk}")
    found = None
    for account in ACCOUNTS:
        client = Client()
        client.force_login(User.objects.get(username=account))
        shown = client.get(path)
        if shown.status_code == 200:
            found = found or client
            if shown.context["object_list"]:
                return path, client
    assert found, f"nobody sees {path}"
    return path, found


@pytest.mark.one_database
def test_every_list_is_taken_out_or_says_why_not(story):
    filled, kept = set(), set()
    for route, page in lists():
        path, client = reached(route)
        shown = client.get(path)
        if page.no_export:
            kept.add(page.__name__)
            assert "format=xlsx" not in shown.text
            assert "text/html" in client.get(path, {"format": "xlsx"})["Content-Type"]
            continue
        count = shown.context["paginator"].count
        assert ("format=xlsx" in shown.text) == bool(count), path
        with CaptureQueriesContext(connection) as asked:
            book = book_of(client.get(path, {"format": "xlsx"}))
        assert len(asked) <= MOST_QUERIES, path
        sheet = book.worksheets[0]
        assert sheet.max_row == 1 + count, path
        width = len({cell.value for cell in sheet[1]})
        assert width == sheet.max_column > 1, path
        assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
        filled |= {page.__name__} if count else set()
    assert kept == {"AlertList", "RepresentativeList", "MemberList", "PersonList"}
    assert len(filled) > 20


def test_what_is_called_a_list_is_one():
    found = {page.__name__ for _, page in pages() if page.__name__.endswith("List")}
    assert found - {page.__name__ for _, page in lists()} == SHORT


@pytest.mark.strictest
def test_every_head_that_sorts_does_and_keeps_what_was_asked(story):
    """Pager and heads hand on what was asked; a filter that leaves nothing says what to do."""
    tried = 0
    for route, page in lists():
        path, client = reached(route)
        keys = [head["key"] for head in client.get(path).context["columns"] if head["key"]]
        for key in keys:
            shown = client.get(path, {"sort": f"-{key}"})
            rows = list(shown.context["paginator"].object_list)
            (head,) = [one for one in shown.context["columns"] if one["is_sorted"]]
            assert (head["key"], head["direction"]) == (key, "desc"), path
            if rows:
                assert set(keys) <= set(SORTS.findall(shown.text)), path
            if shown.context["page_obj"].has_next():
                assert f"sort=-{key}&amp;page=2" in shown.text, path
            tried += 1
        if page.filterset_class and page.__name__ != "AlertList":
            nothing = client.get(path, {"year": 1990, "status": "nowhere", "q": "没有这样的词"})
            told = "没有符合条件的内容" in nothing.text and "清除条件" in nothing.text
            assert told or nothing.context["object_list"], path
    assert tried > 100


def test_a_head_sorts_both_ways(client, story):
    client.force_login(User.objects.get(username="office"))
    for name, key in (("villages:villages", "adults"), ("campaigns:receipts", "village__order")):
        ways = [
            list(client.get(reverse(name), {"sort": sort}).context["paginator"].object_list)
            for sort in (key, f"-{key}")
        ]
        assert ways[0] != ways[1] and set(ways[0]) == set(ways[1]), name


def test_a_workbook_holds_what_the_filter_shows_and_says_so(client, office, village, community):
    client.force_login(office)
    asked = {"format": "xlsx", "kind": community.kind}
    rows, told = book_of(client.get(reverse("villages:villages"), asked)).worksheets
    assert [row[0].value for row in rows.iter_rows(min_row=2)] == [community.name]
    sentences = [row[0].value for row in told.iter_rows()]
    assert str(office) in sentences[1] and "共1行" in sentences[1]
    assert sentences[2:] == ["类别：社区"]


def test_the_button_keeps_filter_and_order_but_not_the_page(client, office, village):
    client.force_login(office)
    page = client.get(reverse("villages:villages"), {"sort": "-name", "page": 1})
    assert page.context["export_url"] == f"{reverse('villages:villages')}?sort=-name&format=xlsx"


def written(*cells):
    part = SheetPart("列表", [f"列{n}" for n in range(len(cells))], [cells])
    return book_of(exporting.answer("试一试", [part], [], "王办事")).worksheets[0][2]


@pytest.mark.parametrize(
    ("value", "read", "kind"),
    [
        ("=1+1", "=1+1", "s"),
        ("http://a.example", "http://a.example", "s"),
        ("007", "007", "s"),
        (7, 7, "n"),
        (Decimal("87.50"), 87.5, "n"),
        (date(2026, 3, 5), datetime(2026, 3, 5), "d"),
        (["甲", "乙"], "甲、乙", "s"),
        (True, "是", "s"),
        (None, None, "n"),
        ("", None, "n"),
    ],
)
def test_a_value_stays_what_it_is(value, read, kind):
    (cell,) = written(value)
    assert (cell.value, cell.data_type) == (read, kind)


def test_rows_beyond_the_most_are_told(client, office, village, other_village, monkeypatch):
    monkeypatch.setattr(exporting, "MOST", 1)
    client.force_login(office)
    rows, told = book_of(client.get(reverse("villages:villages"), {"format": "xlsx"})).worksheets
    assert rows.max_row == 2
    assert "一次最多导出1行" in [row[0].value for row in told.iter_rows()][-1]
