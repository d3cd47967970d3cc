"""Nothing that somebody meets speaks English: refusals of the server, and what scripts show."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.urls import reverse

from tests.plain_words import CHINESE, latin_in

BASE = Path(settings.BASE_DIR)
ERROR_PAGES = sorted(path.name for path in (BASE / "templates").glob("[45]*.html"))
TAG = re.compile(r"<(script|style)\b.*?</\1>|<[^>]*>", re.S)
# What a script shows: text that it writes, and the words of its sentences.
SHOWN = re.compile(
    r"(?:textContent|title|placeholder|alt) *= *([^;]+);|(?:alert|confirm)\(([^;]+)\);"
)
LITERAL = re.compile(r'"((?:[^"\\]|\\.)*)"')


def words(page):
    """The visible text of a page, without the request's own number."""
    return re.sub(r"\b[0-9a-f]{8}\b", "", TAG.sub(" ", page))


def test_every_refusal_has_a_page():
    assert {"400.html", "403.html", "404.html", "405.html", "409.html", "413.html"} <= set(
        ERROR_PAGES
    )
    assert {"403_csrf.html", "500.html", "503.html"} <= set(ERROR_PAGES)


@pytest.mark.parametrize("name", ERROR_PAGES)
def test_a_refusal_is_chinese(name, db):
    request = RequestFactory().get("/")
    page = words(render_to_string(name, {"reasons": ["还不能办。"], "request_id": ""}, request))
    assert CHINESE.search(page) and latin_in(page) is None


@pytest.mark.parametrize(
    ("send", "status"),
    [
        (lambda client: client.get("/nowhere/"), 404),
        (lambda client: client.get("/account/logout/"), 405),
        (lambda client: client.get("/?a=%00"), 400),
        (lambda client: client.post(reverse("login"), {}), 403),
        (lambda client: client.get("/", HTTP_HOST="elsewhere.example"), 400),
        (lambda client: client.get("/archives/records/1/"), 302),
    ],
)
def test_what_the_site_answers_a_stranger_is_chinese(send, status, db):
    answer = send(Client(enforce_csrf_checks=True, raise_request_exception=False))
    assert answer.status_code == status
    assert status == 302 or (CHINESE.search(answer.text) and latin_in(words(answer.text)) is None)


@pytest.mark.parametrize(
    "path", sorted((BASE / "static/js").glob("*.js")), ids=lambda one: one.name
)
def test_what_a_script_shows_is_chinese(path):
    shown = " ".join(" ".join(found) for found in SHOWN.findall(path.read_text(encoding="utf-8")))
    for text in LITERAL.findall(shown):
        is_word_of_code = not CHINESE.search(text) and " " not in text
        assert latin_in(text) is None or is_word_of_code, text
