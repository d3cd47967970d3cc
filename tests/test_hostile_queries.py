"""What stands behind the question mark of an address may be anything: no page answers 500.

Pages are found by following the links of the demonstration; the parameters by reading the code of
each page: what it asks of request.GET, and what its filters and forms put there.
"""

import ast
import inspect
import re
import sys
from functools import cache
from urllib.parse import urlencode

import pytest
from django.test import Client
from django.urls import resolve

from tests.site_walk import ask, followed
from township.access.checks import patterns
from township.users.models import User

# Between them they come to every page that has an address of its own.
ACCOUNTS = ("office", "cadre-sanshui", "leader", "admin")
# No digit, digits of another width, too large for a database, too long for Python, no text for
# PostgreSQL, no day, no character at all.
VALUES = (
    "²",
    "２０２６",
    "-1",
    "9" * 20,
    "9" * 5000,
    "a\x00b",
    "2026-13-45",
    "\ud800".encode("utf-8", "surrogatepass"),
)
# What between them has found every fault so far; the others are for `make attack`.
TELLING = ("²", "9" * 5000, "a\x00b")
SEARCH = re.compile(r'<form[^>]*method="get"[^>]*>(.*?)</form>', re.DOTALL)
FIELD = re.compile(r'name="([^"]+)"')
OURS = ("township", "villages", "archives", "campaigns")


def asked_in(tree):
    """The names that code asks of request.GET: GET.get("x"), GET["x"], "x" in request.GET, and
    through a name for it (wanted = self.request.GET)."""
    is_get = {"GET"} | {
        node.targets[0].id
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign)
        and isinstance(node.targets[0], ast.Name)
        and ast.unparse(node.value).endswith("request.GET")
    }

    def asks(node):
        return ast.unparse(node).split(".")[-1] in is_get

    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and getattr(node.func, "attr", "") in ("get", "getlist"):
            if asks(node.func.value) and isinstance(node.args[0], ast.Constant):
                yield node.args[0].value
        elif isinstance(node, ast.Subscript) and asks(node.value):
            yield ast.literal_eval(node.slice)
        elif isinstance(node, ast.Compare) and asks(node.comparators[0]):
            yield node.left.value


@cache
def asked_of_module(name):
    source = inspect.getsource(sys.modules[name])
    return frozenset(asked_in(ast.parse(source)))


def parameters(callback):
    """Everything the page of an address looks at behind the question mark."""
    view = getattr(callback, "view_class", None)
    found = {"format"} if view is None else set()
    if hasattr(view, "paginate_by"):
        found.add("page")
    owners = view.__mro__ if view else [inspect.unwrap(callback)]
    for owner in owners:
        if owner.__module__.split(".")[0] in OURS:
            found |= asked_of_module(owner.__module__)
    return found


def fields(page):
    """The names of what the forms of a page put behind the question mark."""
    return {name for form in SEARCH.findall(page) for name in FIELD.findall(form)}


def pages():
    """[(client, address, fields)], each address once, with a real row where one is."""
    found, reached, files = [], set(), set()
    for account in ACCOUNTS:
        client = Client(raise_request_exception=False)
        client.force_login(User.objects.get(username=account))
        for name, (path, page) in followed(client, without=files).items():
            if not page:
                files.add(name)
            if name not in reached:
                reached.add(name)
                found.append((client, path, fields(page)))
    assert len(reached) > 150
    return found


def test_the_parameters_of_a_page_are_found():
    asked = {parameter for _, pattern in patterns() for parameter in parameters(pattern.callback)}
    assert {"year", "text", "after", "with", "clause", "format", "village"} <= asked
    page = '<form method="get" class="x"><input name="status"><select name="kind"></form>'
    assert fields(page + '<form method="post"><input name="no"></form>') == {"status", "kind"}


def each_alone(number, names, values):
    """Every name of a page with every value, one at a time."""
    return [{name: value} for name in names for value in values]


def in_turns(number, names, values):
    """All names of a page at once, each with one value; the next page has the next ones."""
    return [{name: values[(number + n) % len(values)] for n, name in enumerate(names)}]


def in_all_turns(number, names, values):
    """All names of a page at once, until each had every value."""
    return [one for turn in range(len(values)) for one in in_turns(turn, names, values)]


def failed(pages, values, sent_as):
    """{(address, what was asked)} of what was answered by 500."""
    found = set()
    for number, (client, path, shown) in enumerate(pages):
        names = sorted(parameters(resolve(path).func) | shown)
        for asked in sent_as(number, names, values):
            answer = ask(client, f"{path}?{urlencode(asked)}")
            if answer.status_code >= 500:
                found.add((path, str(asked)[:200]))
    return found


@pytest.mark.strictest
def test_no_page_answers_500_to_what_has_found_faults(story):
    assert failed(pages(), TELLING, in_turns) == set()


@pytest.mark.long
def test_no_page_answers_500_whatever_it_is_asked(story):
    found = pages()
    assert failed(found, TELLING, each_alone) == set()
    assert failed(found, VALUES, in_all_turns) == set()
