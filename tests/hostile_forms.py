"""What is sent to the forms of the demonstration by somebody who means no good, or just types."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import transaction
from django.test import Client
from django.urls import resolve

from tests.site_walk import Sent, by_act, followed, forms_of
from township.users.models import User

# Between them they come to nearly every form.
ACCOUNTS = ("admin", "office", "cadre-sanshui")
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
