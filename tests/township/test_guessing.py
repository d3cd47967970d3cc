"""Guessing passwords: counted before they are looked at, and the owner is not locked out by it."""

import datetime
import threading

import pytest
import time_machine
from django.contrib.auth.hashers import MD5PasswordHasher
from django.db import connection
from django.test import Client
from django.urls import reverse

from tests.personas import PASSWORD, person
from township.access import Role
from township.history.models import Entry
from township.signin import guessing
from township.signin.models import AccessEvent, Guesses

LOGIN = "/account/login/"
ELSEWHERE = {"REMOTE_ADDR": "203.0.113.9"}


class CountingHasher(MD5PasswordHasher):
    """Counts how often a password is looked at, of a known account or of none."""

    algorithm = "counting"
    count = 0
    lock = threading.Lock()

    def encode(self, password, salt):
        with self.lock:
            type(self).count += 1
        return super().encode(password, salt)


@pytest.fixture
def looked_at(settings):
    settings.PASSWORD_HASHERS = [f"{__name__}.CountingHasher"]
    CountingHasher.count = 0
    return lambda: CountingHasher.count


def sign_in(client, username, password=PASSWORD, **extra):
    return client.post(LOGIN, {"username": username, "password": password}, **extra)


def guess(username, times, **extra):
    """Wrong passwords of a stranger; the last answer."""
    for _ in range(times):
        answer = sign_in(Client(), username, "wrong", **extra)
    return answer


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("hops, most", [pytest.param(0, 5, marks=pytest.mark.long), (1, 10)])
def test_of_500_guesses_at_once_at_most_ten_are_looked_at(looked_at, settings, admin, hops, most):
    """From one address with made-up forwarding headers, and from 500 addresses."""
    settings.PROXY_HOPS = hops
    CountingHasher.count, answers = 0, []

    def attack(first):
        for n in range(first, 500, 8):
            forwarded = f"198.51.{n // 250}.{n % 250}"
            answer = sign_in(Client(), "admin", f"Guess-{n}", HTTP_X_FORWARDED_FOR=forwarded)
            answers.append(answer.status_code)
        connection.close()

    threads = [threading.Thread(target=attack, args=[n]) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(answers) == 500 and set(answers) == {200, 429}
    assert looked_at() == most
    assert answers.count(429) == 500 - most


def test_an_unknown_name_is_looked_at_and_locked_like_a_known_one(db, looked_at):
    assert [guess("nobody", 1).status_code for _ in range(7)] == [200] * 5 + [429] * 2
    assert looked_at() == 5


@pytest.mark.parametrize("spelt", ["OFFICE", "ｏｆｆｉｃｅ", " office ", "Office"])
def test_spelling_a_name_otherwise_is_the_same_name(office, spelt, looked_at):
    guess("office", 5)
    CountingHasher.count = 0
    assert guess(spelt, 1).status_code == 429
    assert looked_at() == 0


def test_one_address_tries_twenty_names_and_no_more(db, looked_at):
    answers = [guess(f"name{n}", 1).status_code for n in range(22)]
    assert answers == [200] * 20 + [429] * 2
    assert guess("name50", 1, REMOTE_ADDR="198.51.100.7").status_code == 200


def test_a_network_of_the_new_kind_is_one_address(db):
    for n in range(20):
        guess(f"name{n}", 1, REMOTE_ADDR=f"2001:db8::{n:x}")
    assert guess("name50", 1, REMOTE_ADDR="2001:db8::ffff").status_code == 429
    assert guess("name51", 1, REMOTE_ADDR="2001:db8:0:1::1").status_code == 200


def test_a_device_of_the_owner_is_not_locked_by_strangers(client, office):
    assert sign_in(client, "office").url == "/"
    client.post("/account/logout/")
    for n in range(10):
        guess("office", 1, REMOTE_ADDR=f"198.51.100.{n}")
    assert guess("office", 1, **ELSEWHERE).status_code == 429
    assert sign_in(client, "office").url == "/"


def test_a_device_of_the_owner_is_not_locked_by_a_shared_address(client, office):
    sign_in(client, "office")
    client.post("/account/logout/")
    for n in range(20):
        guess(f"name{n}", 1)
    assert guess("name50", 1).status_code == 429
    assert sign_in(client, "office").url == "/"


def test_a_device_of_the_owner_guesses_five_times_itself(client, office):
    sign_in(client, "office")
    client.post("/account/logout/")
    answers = [sign_in(client, "office", "wrong").status_code for _ in range(6)]
    assert answers == [200] * 5 + [429]


def test_the_device_cookie_of_one_person_is_nothing_to_another(client, office, leader):
    sign_in(client, "office")
    client.post("/account/logout/")
    guess("leader", 10, **ELSEWHERE)
    for n in range(10):
        guess("leader", 1, REMOTE_ADDR=f"198.51.100.{n}")
    assert sign_in(client, "leader").status_code == 429


def test_a_cookie_made_by_oneself_is_no_device(office, settings):
    client = Client()
    client.cookies[settings.DEVICE_COOKIE_NAME] = f'{{"{office.pk}": "made-up"}}'
    answers = [sign_in(client, "office", "wrong").status_code for _ in range(6)]
    assert answers == [200] * 5 + [429]


def test_the_page_tells_the_minute_and_trying_again_does_not_make_it_longer(client, office):
    start = datetime.datetime(2026, 3, 2, 1, tzinfo=datetime.UTC)
    with time_machine.travel(start, tick=False) as clock:
        guess("office", 5)
        for passed, minutes in ((0, 15), (60, 14), (61, 14), (14 * 60, 1), (14 * 60 + 59, 1)):
            clock.move_to(start + datetime.timedelta(seconds=passed))
            answer = sign_in(client, "office")
            assert answer.status_code == 429
            assert f"请过 {minutes} 分钟再试" in answer.content.decode(), passed
            assert answer["Retry-After"] == str(minutes * 60)
        clock.move_to(start + datetime.timedelta(minutes=15))
        assert sign_in(client, "office").url == "/"


def test_the_right_password_gives_the_guess_back(client, office):
    for _ in range(3):
        guess("office", 4)
        assert sign_in(client, "office").url == "/"
        client.cookies.clear()
    assert not guessing.locked(Guesses.objects.all())


def test_wrong_old_passwords_are_counted_too(client, office, looked_at):
    client.force_login(office)
    CountingHasher.count = 0
    fields = {"old_password": "wrong", "new_password1": "Gai-guo-2026", "new_password2": "x"}
    page = reverse("password_change")
    answers = [client.post(page, fields).status_code for _ in range(7)]
    assert answers == [200] * 5 + [429] * 2
    assert looked_at() == 5
    right = client.post(page, fields | {"old_password": PASSWORD})
    assert right.status_code == 429 and "请过 15 分钟再试" in right.content.decode()


# Lifting a lock


@pytest.fixture
def locked_cadre(cadre):
    for n in range(10):
        guess(cadre.username, 1, REMOTE_ADDR=f"198.51.100.{n}")
    assert sign_in(Client(), cadre.username).status_code == 429
    return cadre


@pytest.mark.parametrize("who", ["admin", "office"])
def test_admin_and_office_lift_a_lock(who, locked_cadre, client, request):
    client.force_login(request.getfixturevalue(who))
    page = client.get(reverse("locks"))
    (lock,) = page.context["locks"]
    assert locked_cadre.full_name in page.content.decode()
    assert client.post(reverse("lock_lift", args=[lock.pk])).url == reverse("locks")
    assert sign_in(Client(), locked_cadre.username).url == "/"
    assert Entry.objects.about(locked_cadre).first().verb == "account.unlock"
    assert AccessEvent.objects.filter(kind="unlocked", user=locked_cadre).exists()


def test_the_office_lifts_no_lock_of_another_township(client, locked_cadre, other_township):
    stranger = person("office2", "外镇", Role.OFFICE, township=other_township)
    client.force_login(stranger)
    assert not client.get(reverse("locks")).context["locks"]
    lock = guessing.locked(Guesses.objects.filter(user=locked_cadre)).get()
    assert client.post(reverse("lock_lift", args=[lock.pk])).status_code == 404
    assert sign_in(Client(), locked_cadre.username).status_code == 429


def test_others_lift_nothing(client, locked_cadre, leader):
    client.force_login(leader)
    assert client.get(reverse("locks")).status_code == 403


def test_only_the_admin_lifts_the_lock_of_an_address(client, admin, office):
    for n in range(20):
        guess(f"name{n}", 1, **ELSEWHERE)
    client.force_login(office)
    assert not client.get(reverse("locks")).context["locks"]
    client.force_login(admin)
    (lock,) = client.get(reverse("locks")).context["locks"]
    client.post(reverse("lock_lift", args=[lock.pk]))
    assert guess("name50", 1, **ELSEWHERE).status_code == 200


def test_counts_that_are_over_are_swept(db):
    start = datetime.datetime(2026, 3, 2, 1, tzinfo=datetime.UTC)
    with time_machine.travel(start) as clock:
        guess("nobody", 1)
        assert guessing.sweep_guesses() == 0
        clock.move_to(start + datetime.timedelta(days=2))
        assert guessing.sweep_guesses() == 3
