"""What is sent to the forms of the demonstration by somebody who means no good, or just types."""

from dataclasses import dataclass
from itertools import cycle

from django.db import transaction
from django.db.models import Case, F, Q, Value, When
from django.test import Client
from django.urls import URLPattern, get_resolver, resolve, reverse

from archives.models import ScanPage
from campaigns.models import AcceptanceCheck, Application
from tests.site_walk import Sent, ask, by_act, followed, forms_of
from township.crud import ActPage, ManyPage
from township.crud.sending import Sending
from township.papers.sources import OwnTemplate
from township.users.models import User
from villages.models import Meeting, Term

# Between them they come to nearly every form.
ACCOUNTS = ("admin", "office", "cadre-sanshui")
EVERYBODY = (
    *ACCOUNTS,
    "leader",
    "district",
    "evaluator1",
    "evaluator2",
    "evaluator3",
    "cadre-hezuo",
    "cadre-longquan",
    "cadre-xinchang",
    "cadre-zhihua",
    "cadre-wanshun",
)
MOST_ROWS = 3
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


# What names the addresses of pages that do not say what they are within.
GIVEN = {
    "remark": lambda: Meeting.objects.values(pk=F("pk"), noun=Value("villages.meeting")),
    "campaigns:application_create": list,
    "campaigns:check_create": lambda: Application.objects.filter(status="district").values(
        application=F("pk")
    ),
    "villages:body_extend": lambda: Term.objects.exclude(until=None).values(
        village=F("body__village"), kind=F("body__kind")
    ),
    "archives:scan_take_back": lambda: [
        {"pk": page.batch_id, "part": page.part_id} for page in ScanPage.objects.exclude(part=None)
    ],
    "paper_template": lambda: OwnTemplate.objects.values("township", "name"),
    "paper_template_restore": lambda: OwnTemplate.objects.values("township", "name"),
    "campaigns:check_remove": lambda: AcceptanceCheck.objects.values("pk"),
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


def form_pages() -> dict:
    """{name of the address: its class} of the pages with a form that need an account."""
    found = {}
    for namespace, pattern in named_patterns():
        page = getattr(pattern.callback, "view_class", None)
        if page and issubclass(page, Sending):
            found[f"{namespace}{pattern.name}"] = page
    return found


def named_patterns(resolver=None, namespace=""):
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLPattern):
            yield namespace, pattern
        else:
            yield from named_patterns(pattern, f"{pattern.namespace}:")


def build(seen: dict, accounts=EVERYBODY) -> None:
    """Add the forms of pages and acts that no link of `seen` led to: the address is built with
    rows that somebody reaches. Where a page offers its form only in another state, the form is
    taken from the answer that refuses an empty one: who knows the address may send it any time."""
    people = [(client_of(one), User.objects.get(username=one)) for one in accounts]
    pages = form_pages()
    for name, act in sorted(left_out(seen), key=str):
        _build(seen, name, pages[name], act, people)


def acts_of(page):
    """The acts of an act's page but those that no address leads to; [None] for any other page."""
    if not issubclass(page, ActPage):
        return [None]
    return [one.name for one in page.workflow.transitions if not one.is_inner]


def left_out(seen: dict) -> set:
    """(name, act) of the form pages of which no form was seen."""
    had = {key[:2] for key in seen}
    return {(name, act) for name, page in form_pages().items() for act in acts_of(page)} - had


def _build(seen, name, page, act, people):
    permissions = {page.permission, *([page.workflow[act].permission] if act else [])}
    able = [one for one in people if all(map(one[1].may, permissions))]
    for answer_of in (ask, _refused):
        for client, user in able:
            for path in _addresses(name, page, act, user):
                answer = answer_of(client, path)
                is_page = answer.headers.get("Content-Type", "").startswith("text/html")
                if is_page and _add(seen, client, path, answer.text, only=name):
                    return


def _refused(client, path):
    """The answer to an empty form; what it did is undone."""
    with transaction.atomic():
        answer = client.post(path, {})
        transaction.set_rollback(True)
    return answer


def _addresses(name, page, act, user):
    """Addresses of the page for rows that the user reaches, in a fitting state first."""
    if name in GIVEN:
        yield from (reverse(name, kwargs=given) for given in GIVEN[name]())
        return
    if issubclass(page, ManyPage):  # of ticked rows, which no address names
        return
    within = getattr(page, "within", None)
    model = within or getattr(page, "model", None)
    if not isinstance(model, type):
        return
    key = (page.within_kwarg or within._meta.model_name) if within else "pk"
    permission = getattr(page, "within_permission", "") or page.permission
    rows = model.objects.for_user(user, permission).order_by("-pk")
    if act:
        fitting = Q(**{f"{page.workflow.field}__in": page.workflow[act].sources})
        rows = rows.annotate(fits=Case(When(fitting, then=0), default=1)).order_by("fits", "-pk")
    given = {"act": act} if act else {}
    for row in rows[:MOST_ROWS]:
        yield reverse(name, kwargs={key: row.pk} | given)


def _add(seen, client, path, page, only=None):
    is_new = False
    for form in forms_of(path, page):
        match = resolve(form.address.partition("?")[0])
        key = (*by_act(match, path), tuple(sorted(form.fields)))
        if only and key[0] != only:
            continue
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


def by_turns(form: Sent, values) -> dict:
    """The form as shown, the values in turn in the fields that take words."""
    return form.shown | dict(zip(form.texts, cycle(values), strict=False))
