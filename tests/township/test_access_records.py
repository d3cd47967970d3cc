"""Who came in, who was refused, who was denied: from where and when, for the administrator."""

import datetime
from unittest.mock import patch

import pytest
import time_machine
from django.apps import apps
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from tests.personas import PASSWORD
from township.signin import recording
from township.signin.models import AccessEvent
from township.signin.recording import UNKNOWN_NAME, as_recorded, sweep_events


def sign_in(client, username, password=PASSWORD, **extra):
    return client.post("/account/login/", {"username": username, "password": password}, **extra)


def told():
    """(kind, username, address) of what was written down, in its order."""
    rows = AccessEvent.objects.order_by("pk")
    return [(row.kind, row.username, row.address) for row in rows]


def test_signing_in_out_and_failing_is_written_down(client, office):
    sign_in(client, "office", "wrong", REMOTE_ADDR="203.0.113.9")
    sign_in(client, "office")
    client.post("/account/logout/")
    sign_in(client, "nobody", "wrong")
    assert told() == [
        ("wrong", "office", "203.0.113.9"),
        ("signed_in", "office", "127.0.0.1"),
        ("signed_out", "office", "127.0.0.1"),
        ("wrong", as_recorded("nobody"), "127.0.0.1"),
    ]
    assert AccessEvent.objects.get(kind="signed_in").user == office


SECRET = "Xinchang-2026-hehe!"


@pytest.mark.parametrize("typed", [SECRET, f" {SECRET} ", SECRET * 20, "密码一二三四五六七八"])
def test_a_password_typed_as_a_name_is_kept_nowhere(client, admin, office, caplog, typed):
    for _ in range(12):
        client.post("/account/login/", {"username": typed, "password": "wrong"})
    client.force_login(admin)
    pages = client.get(reverse("access_events")).text + client.get(reverse("locks")).text
    assert UNKNOWN_NAME in pages
    kept = [
        str(value)
        for model in apps.get_models()
        for row in model.objects.values_list()
        for value in row
    ]
    piece = typed.strip()[:8]
    assert not any(piece in value for value in kept)
    assert piece not in pages and piece not in caplog.text
    assert len({name for kind, name, _ in told() if kind == "wrong"}) == 1


@pytest.mark.parametrize("typed", ["office", " office", "OFFICE", "ｏｆｆｉｃｅ"])
def test_the_name_of_an_account_is_kept_whole(office, typed):
    assert as_recorded(typed) == "office"


@given(st.text(min_size=1, max_size=60))
def test_of_any_other_name_a_mark_is_kept_that_tells_it_from_others(typed):
    with patch.object(recording.User, "objects") as users:
        users.filter().values_list().first.return_value = None
        kept = as_recorded(typed)
        assert kept == as_recorded(f" {typed} ")
    assert kept == "" if not typed.strip() else kept.startswith(UNKNOWN_NAME) and len(kept) < 31


def test_the_mark_cannot_be_made_without_the_key(office, settings):
    first = as_recorded(SECRET)
    settings.SECRET_KEY = "another"
    assert as_recorded(SECRET) != first


def test_a_lock_is_one_entry_with_a_number_however_often_it_is_tried(client, office):
    for _ in range(30):
        sign_in(client, "office", "wrong")
    assert [kind for kind, *_ in told()] == ["wrong"] * 5 + ["locked"]
    assert AccessEvent.objects.get(kind="locked").count == 26


def test_a_lock_of_one_name_is_one_entry_wherever_it_is_tried_from(client, office):
    for n in range(30):
        sign_in(client, "office", "wrong", REMOTE_ADDR=f"198.51.100.{n}")
    assert [kind for kind, *_ in told()] == ["wrong"] * 10 + ["locked"]
    assert AccessEvent.objects.get(kind="locked").count == 21


def test_the_address_behind_a_proxy_is_the_visitors(client, office, settings):
    settings.PROXY_HOPS = 1
    sign_in(client, "office", HTTP_X_FORWARDED_FOR="1.1.1.1, 203.0.113.9")
    assert told() == [("signed_in", "office", "203.0.113.9")]


def test_a_denial_tells_who_and_where(client, cadre):
    client.force_login(cadre)
    for path in ("/accounts/", "/accounts/", "/settings/"):
        assert client.get(path).status_code == 403
    rows = AccessEvent.objects.order_by("pk")
    assert [(row.user, row.path, row.count) for row in rows] == [
        (cadre, "/accounts/", 2),
        (cadre, "/settings/", 1),
    ]


def test_a_form_without_its_token_is_a_denial(office):
    client = Client(enforce_csrf_checks=True)
    client.force_login(office)
    assert client.post("/settings/", {}).status_code == 403
    assert told() == [("denied", "office", "127.0.0.1")]


def test_pages_that_are_not_denied_write_nothing(client, office):
    client.force_login(office)
    for path in ("/", "/history/", "/nowhere/", "/handbook/"):
        client.get(path)
    assert told() == []


def test_names_too_long_are_kept_short(client, db):
    sign_in(client, "x" * 5000, "wrong", HTTP_USER_AGENT="y" * 5000)
    for row in AccessEvent.objects.all():
        assert len(row.username) <= 30 and len(row.agent) <= 255


def test_what_cannot_be_kept_is_left_out(client, office):
    """PostgreSQL keeps no zero byte, a terminal obeys an escape."""
    sign_in(client, "office", HTTP_USER_AGENT="Mozilla\x00\x1b[31m/5.0\udcff")
    assert AccessEvent.objects.get().agent == "Mozilla[31m/5.0"
    assert office.sessions.get().agent == "Mozilla[31m/5.0"


def test_only_the_administrator_reads_them(client, everybody):
    for role, user in everybody.items():
        client.force_login(user)
        allowed = role == "platform_admin"
        assert client.get(reverse("access_events")).status_code == (200 if allowed else 403)


@pytest.fixture
def sixty(admin, office):
    """Sixty sign-ins of two people, from two addresses, on two days."""
    for n in range(60):
        AccessEvent.objects.create(
            kind="signed_in" if n % 2 else "wrong",
            user=office if n % 2 else None,
            username="office" if n % 2 else "laoli",
            address="203.0.113.7" if n < 30 else "198.51.100.7",
            at=timezone.make_aware(datetime.datetime(2026, 3, 2 if n < 30 else 3, 9)),
        )


def test_they_are_paged(client, admin, sixty, django_assert_max_num_queries):
    client.force_login(admin)
    client.get("/")
    with django_assert_max_num_queries(8):
        page = client.get(reverse("access_events"))
    assert len(page.context["rows"]) == 50
    assert len(client.get(reverse("access_events"), {"page": 2}).context["rows"]) == 10


@pytest.mark.parametrize(
    "asked, count",
    [
        ({"q": "laoli"}, 30),
        ({"q": "王办事"}, 30),
        ({"q": "198.51.100."}, 30),
        ({"kind": "wrong"}, 30),
        ({"kind": "wrong", "q": "198.51"}, 15),
        ({"since": "2026-03-03"}, 30),
        ({"until": "2026-03-02"}, 30),
        ({"since": "2026-03-04"}, 0),
        ({"since": "²", "kind": "nothing"}, 60),
    ],
)
def test_they_are_searched(client, admin, sixty, asked, count):
    client.force_login(admin)
    page = client.get(reverse("access_events"), asked)
    assert page.context["paginator"].count == count


def test_they_are_kept_as_long_as_the_installation_says(db, settings):
    settings.ACCESS_LOG_DAYS = 200
    with time_machine.travel(datetime.datetime(2026, 3, 2, tzinfo=datetime.UTC)) as clock:
        AccessEvent.objects.create(kind="wrong", username="old")
        clock.move_to(datetime.datetime(2026, 9, 17, tzinfo=datetime.UTC))
        assert sweep_events() == 0
        clock.move_to(datetime.datetime(2026, 9, 19, tzinfo=datetime.UTC))
        assert sweep_events() == 1
