"""What is sent to the forms of the demonstration by somebody who means no good, or just types."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.db import transaction
from django.test import Client
from django.urls import resolve

from tests.site_walk import Sent, by_act, followed, forms_of
from township.access import GRANTS, permission_of
from township.access.checks import patterns
from township.crud import ActPage
from township.users.models import User

# Between them they come to nearly every form; the last ones where nobody else may.
ACCOUNTS = ("office", "cadre-sanshui", "admin")
MORE_ACCOUNTS = ("leader", "cadre-hezuo", "evaluator1", "district")
MOST_ROWS = 40
LONG = "长" * 20_000
# {what it is: what is sent in every field that takes words}
VALUES = {
    "nothing": "",
    "blanks": " \u3000\t ",
    "very long": LONG,
    "long line": "a" * 300,
    "U+0000": "a\x00b",
    "control signs": "a\x01\x08\x1b[31mb\x7f",
    "lone surrogate": b"\xed\xa0\x80",
    "no UTF-8": b"\xff\xfe",
    "right to left": "\u202e\u200f甲\u2066",
    "superscript": "²",
    "Arabic digit": "٣",
    "wide digits": "２０２６",
    "huge number": "9" * 400,
    "beyond 64 bits": str(2**63),
    "beyond 32 bits": str(2**31),
    "exponent": "1e999",
    "not a number": "NaN",
    "infinite": "Infinity",
    "negative": "-1",
    "fraction": "0.00001",
    "year 0": "0000-01-01",
    "year 9999": "9999-12-31",
    "year 1": "0001-01-01",
    "no day": "2026-13-45",
    "no time": "2026-11-05T99:99",
    "last time": "9999-12-31T23:59",
    "markup": "<script>alert(1)</script>{{ x }}{% x %}",
    "quotes": "'\";--",
    "line breaks": "甲\r\n乙\x0b丙\u2028丁",
}


@dataclass(frozen=True)
class FormSeen:
    """A form, and who came to it."""

    client: Client
    form: Sent
    name: str


def client_of(account):
    client = Client(raise_request_exception=False)
    client.force_login(User.objects.get(username=account))
    return client


def reached(accounts=ACCOUNTS) -> dict:
    """{(address, act, fields): FormSeen} of the forms that links lead to."""
    seen = {}
    for account in accounts:
        client = client_of(account)
        for path, page in followed(client, key=by_act).values():
            _add(seen, client, path, page)
    return seen


def tried(seen, accounts=ACCOUNTS + MORE_ACCOUNTS) -> dict:
    """The same by trying rows, acts and people at every address to which no link has led."""
    people = [(User.objects.get(username=one), client_of(one)) for one in accounts]
    for route, pattern in patterns():
        view = getattr(pattern.callback, "view_class", None)
        permission = permission_of(pattern.callback)
        if not hasattr(view, "form_class") or not permission or "<" not in route:
            continue
        roles = GRANTS[permission]
        able = [
            client
            for user, client in people
            if any(one.role in roles for one in user.current_memberships)
        ]
        acts = (
            [one.name for one in view.workflow.transitions] if issubclass(view, ActPage) else [""]
        )
        for act in acts:
            if not any(name.endswith(pattern.name) and of == act for name, of in _names(seen)):
                _try(seen, able, route.replace("<slug:act>", act))
    return seen


def _names(seen):
    return [(name, act or "") for name, act, *_ in seen]


def _try(seen, clients, route):
    for client in clients:
        for row in range(1, MOST_ROWS):
            path = "/" + re.sub(r"<int:\w+>", str(row), route)
            if "<" in path:
                return
            answer = client.get(path)
            if answer.status_code == 200 and _add(seen, client, path, answer.text):
                return


def _add(seen, client, path, page):
    is_new = False
    for form in forms_of(path, page):
        match = resolve(form.address.partition("?")[0])
        key = (*by_act(match, path), tuple(sorted(form.fields)))
        if form.fields and key not in seen:
            seen[key] = FormSeen(client, form, " ".join(filter(None, by_act(match, path))))
            is_new = True
    return is_new


def posted(one: FormSeen, sent: dict):
    """The answer to a form; what it did is undone."""
    with transaction.atomic():
        answer = one.client.post(one.form.address, sent)
        transaction.set_rollback(True)
    return answer


def everywhere(form: Sent, value) -> dict:
    """The form as shown, with the value in every field that takes words."""
    return form.shown | {name: value for name in form.texts}


def one_by_one(form: Sent, value) -> Iterator[dict]:
    for name in form.fields:
        yield form.shown | {name: value}
