"""Sessions end, are listed and ended; what a browser keeps of them; where a request comes from."""

import datetime

import pytest
import time_machine
from django.conf import settings as configured
from django.test import Client
from django.urls import reverse

from tests.personas import PASSWORD
from tests.township.test_guessing import sign_in
from township.access.addresses import client_address
from township.accounts.password_acts import hand_out_passwords
from township.signin import agents
from township.signin.models import Session
from township.signin.sessions import sweep_sessions

START = datetime.datetime(2026, 3, 2, 1, tzinfo=datetime.UTC)
PHONE = (
    "Mozilla/5.0 (Linux; Android 13; HarmonyOS) AppleWebKit/537.36 Chrome/114.0 Mobile "
    "Safari/537.36 MicroMessenger/8.0"
)


def signed_in(username, **extra):
    client = Client(**extra)
    assert sign_in(client, username).url == "/"
    return client


def is_in(client):
    return client.get("/").status_code == 200


def test_a_session_ends_after_half_an_hour_without_a_request(office):
    with time_machine.travel(START, tick=False) as clock:
        client = signed_in("office")
        clock.move_to(START + datetime.timedelta(minutes=29))
        assert is_in(client)
        clock.move_to(START + datetime.timedelta(minutes=58))
        assert is_in(client)
        clock.move_to(START + datetime.timedelta(minutes=89))
        assert client.get("/").url.startswith("/account/login/")


@pytest.mark.one_database
def test_a_session_ends_after_twelve_hours_however_busy(office):
    with time_machine.travel(START, tick=False) as clock:
        client = signed_in("office")
        for passed in range(20, 12 * 60 + 1, 20):
            clock.move_to(START + datetime.timedelta(minutes=passed))
            assert is_in(client), passed
        clock.move_to(START + datetime.timedelta(hours=12, seconds=1))
        assert client.get("/").url.startswith("/account/login/")
        assert is_in(signed_in("office"))


def test_signing_in_again_begins_the_hours_anew(office):
    with time_machine.travel(START, tick=False) as clock:
        client = signed_in("office")
        clock.move_to(START + datetime.timedelta(minutes=20))
        client.post("/account/logout/")
        sign_in(client, "office")
        (row,) = Session.objects.filter(user=office)
        assert row.signed_in_at == START + datetime.timedelta(minutes=20)


def test_the_own_sign_ins_are_listed(office, leader):
    desk = signed_in("office", REMOTE_ADDR="203.0.113.7")
    signed_in("office", REMOTE_ADDR="203.0.113.8", HTTP_USER_AGENT=PHONE)
    signed_in("leader", REMOTE_ADDR="203.0.113.9")
    page = desk.get(reverse("own_sessions"))
    here, other = page.context["sessions"]
    assert (here["address"], here["is_here"]) == ("203.0.113.7", True)
    assert (other["address"], other["device"]) == ("203.0.113.8", "手机（鸿蒙），微信")
    text = page.content.decode()
    for row in Session.objects.all():
        assert row.session_key not in text


def test_one_device_is_signed_out(office):
    desk, phone = signed_in("office"), signed_in("office", HTTP_USER_AGENT=PHONE)
    _, other = desk.get(reverse("own_sessions")).context["sessions"]
    desk.post(reverse("end_session", args=[other["handle"]]))
    assert is_in(desk) and not is_in(phone)


def test_nobody_signs_out_somebody_else(office, leader):
    office_desk, leader_desk = signed_in("office"), signed_in("leader")
    (row,) = leader_desk.get(reverse("own_sessions")).context["sessions"]
    assert office_desk.post(reverse("end_session", args=[row["handle"]])).status_code == 404
    assert is_in(leader_desk)


def test_everywhere_but_here_is_signed_out(office, leader):
    desk, others = signed_in("office"), [signed_in("office") for _ in "12"]
    stranger = signed_in("leader")
    desk.post(reverse("end_other_sessions"))
    assert is_in(desk) and is_in(stranger) and not any(map(is_in, others))


def test_a_new_password_ends_the_other_sign_ins(office):
    desk, phone = signed_in("office"), signed_in("office")
    fields = {"old_password": PASSWORD, "new_password1": "Hao-tianqi-88"}
    answer = desk.post(
        reverse("password_change"), fields | {"new_password2": fields["new_password1"]}
    )
    assert answer.url == "/"
    assert is_in(desk) and not is_in(phone)
    assert Session.objects.filter(user=office).count() == 1


def test_a_password_handed_out_anew_ends_all_sign_ins(office, admin):
    desk = signed_in("office")
    hand_out_passwords([office], by=admin)
    assert not is_in(desk)
    assert not Session.objects.filter(user=office).exists()


def test_a_switched_off_account_is_out_at_once(office, admin, client):
    desk = signed_in("office")
    client.force_login(admin)
    fields = {"username": "office", "full_name": "王办事"}
    client.post(reverse("account", args=[office.pk]), fields)
    assert not is_in(desk)
    assert not Session.objects.filter(user=office).exists()


def test_sessions_that_are_over_are_swept(office):
    with time_machine.travel(START) as clock:
        signed_in("office")
        clock.move_to(START + datetime.timedelta(minutes=10))
        assert sweep_sessions() == 0
        clock.move_to(START + datetime.timedelta(hours=1))
        assert sweep_sessions() == 1


@pytest.mark.parametrize(
    "agent, told",
    [
        (PHONE, "手机（鸿蒙），微信"),
        (
            "Mozilla/5.0 (Windows NT 10.0) Chrome/120.0 Safari/537.36 Edg/120",
            "电脑（Windows），Edge",
        ),
        ("Mozilla/5.0 (X11; Linux x86_64) Gecko Firefox/130", "电脑（Linux、统信或麒麟），火狐"),
        ("curl/8", "不认识的设备"),
        ("", "不认识的设备"),
    ],
)
def test_a_device_is_named_as_a_person_would(agent, told):
    assert agents.shown(agent) == told


# What the browser is told


def test_nothing_that_a_signed_in_person_sees_is_kept_by_the_browser(client, office, village):
    client.force_login(office)
    for path in ("/", "/history/", f"/villages/{village.pk}/", "/nowhere/", "/accounts/"):
        assert client.get(path)["Cache-Control"] == "no-store", path
    paper = client.post(reverse("villages:roster_export", args=[village.pk, "representatives"]))
    assert paper["Cache-Control"] == "no-store" and "sheet" in paper["Content-Type"]


def test_every_page_does_without_camera_and_place(client, db):
    told = client.get("/account/login/")["Permissions-Policy"]
    assert "geolocation=()" in told and "camera=()" in told


def test_cookies_belong_to_this_host_alone_where_https_is_used():
    from tests.township.test_settings_start import started_with

    names = ["SESSION_COOKIE_NAME", "CSRF_COOKIE_NAME", "DEVICE_COOKIE_NAME"]
    assert started_with(names, HTTPS="1") == [
        "__Host-sessionid",
        "__Host-csrftoken",
        "__Host-device",
    ]
    assert started_with(names, HTTPS="0") == ["sessionid", "csrftoken", "device"]


def test_the_cookies_of_signing_in_are_guarded(office, settings):
    settings.HTTPS = settings.SESSION_COOKIE_SECURE = True
    client = signed_in("office")
    for name in (configured.SESSION_COOKIE_NAME, configured.DEVICE_COOKIE_NAME):
        cookie = client.cookies[name]
        assert cookie["secure"] and cookie["httponly"] and cookie["path"] == "/", name
        assert not cookie["domain"] and cookie["samesite"] == "Lax", name


# Where a request comes from


@pytest.mark.parametrize(
    "forwarded, hops, address",
    [
        ("", 0, "10.0.0.1"),
        ("203.0.113.9", 0, "10.0.0.1"),
        ("203.0.113.9", 1, "203.0.113.9"),
        ("1.2.3.4, 203.0.113.9", 1, "203.0.113.9"),
        ("1.2.3.4, 203.0.113.9, 10.0.0.2", 2, "203.0.113.9"),
        ("203.0.113.9", 2, "10.0.0.1"),
        ("1.2.3.4,,  203.0.113.9 ", 1, "203.0.113.9"),
        ("203.0.113.9:51234", 1, "203.0.113.9"),
        ("[2001:db8::7]:51234", 1, "2001:db8::7"),
        ("2001:DB8::7", 1, "2001:db8::7"),
        ("<script>", 1, "10.0.0.1"),
        ("203.0.113.999", 1, "10.0.0.1"),
        ("", 1, "10.0.0.1"),
    ],
)
def test_exactly_our_own_proxies_are_believed(forwarded, hops, address):
    assert client_address("10.0.0.1", forwarded, hops) == address
