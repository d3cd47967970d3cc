"""First passwords, own passwords, and every sentence about them in Chinese."""

import datetime
import re

import pytest
import time_machine
from django.conf import settings as configured
from django.contrib.auth.password_validation import get_default_password_validators
from django.core.exceptions import ValidationError
from django.urls import reverse

from tests.personas import PASSWORD
from township.accounts.password_acts import hand_out_passwords
from township.users.models import User
from township.users.passwords import generated, is_similar

LATIN = re.compile("[A-Za-z]{2,}")
WEAK = {
    "LengthValidator": "aA1-",
    "OwnNameValidator": "Laoli-1",
    "CommonValidator": "password1",
    "ThreeClassesValidator": "nurkleinbuchstaben",
    "GuessableWordsValidator": "Chuang2026",
}


def sign_in(client, username, password):
    return client.post("/account/login/", {"username": username, "password": password})


def change(client, old, new, again=None):
    typed = {"old_password": old, "new_password1": new, "new_password2": again or new}
    return client.post(reverse("password_change"), typed)


def said(answer):
    """The errors of the form of a page."""
    return [one for errors in answer.context["form"].errors.values() for one in errors]


@pytest.fixture
def first(office, admin):
    (slip,) = hand_out_passwords([office], by=admin)
    return slip.password


def test_generated_passwords_are_strong_readable_and_different():
    made = {generated() for _ in range(500)}
    assert len(made) == 500
    for one in made:
        assert re.fullmatch(r"[A-Z]{4}-[a-z]{4}-[0-9]{4}", one)
        assert not set(one) & set("01258OIlSZBijlouvUV"), one
        for validator in get_default_password_validators():
            validator.validate(one, User(username="laoli", full_name="李新"))


@pytest.mark.parametrize("validator", get_default_password_validators())
def test_every_rule_refuses_in_chinese(validator):
    name = type(validator).__name__
    with pytest.raises(ValidationError) as refused:
        validator.validate(WEAK[name], User(username="laoli", full_name="李新"))
    for sentence in (*refused.value.messages, validator.get_help_text()):
        assert not LATIN.search(sentence), sentence
    assert len(WEAK) == len(configured.AUTH_PASSWORD_VALIDATORS)


def test_a_password_as_long_as_a_book_is_not_looked_at(client, office):
    long = "Aa1-" * 100_000
    assert sign_in(client, "office", long).status_code == 200
    client.force_login(office)
    answer = change(client, PASSWORD, long)
    assert any("不超过128个" in one for one in said(answer))


# The first password


def test_a_first_password_opens_only_the_page_that_changes_it(client, office, first):
    assert sign_in(client, "office", first).url == "/"
    for path in ("/", "/settings/", "/villages/", reverse("own_sessions")):
        assert client.get(path).url == reverse("password_change"), path
    assert change(client, first, "Hao-tianqi-88").url == "/"
    assert client.get("/settings/").status_code == 200
    assert not User.objects.get(pk=office.pk).must_change_password


@pytest.mark.parametrize("hours, works", [(71.9, True), (72, False), (24 * 300, False)])
def test_an_unused_first_password_dies_after_72_hours(client, office, admin, hours, works):
    start = datetime.datetime(2026, 3, 2, 1, tzinfo=datetime.UTC)
    with time_machine.travel(start, tick=False) as clock:
        (slip,) = hand_out_passwords([office], by=admin)
        clock.move_to(start + datetime.timedelta(hours=hours))
        answer = sign_in(client, "office", slip.password)
        if works:
            assert answer.url == "/"
        else:
            assert said(answer) == [
                "初始密码72小时内没有使用，已经失效。请联系镇创建办公室或平台管理员重新发放。"
            ]
            assert client.get("/").status_code == 302


def test_that_it_is_over_is_told_to_nobody_who_does_not_know_it(client, office, first):
    User.objects.update(password_changed_at=datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC))
    assert said(sign_in(client, "office", "Falsch-2026")) == [
        "账号或密码不对。请检查大小写，再输一次。"
    ]


def test_an_own_password_does_not_die(client, office):
    User.objects.update(password_changed_at=datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC))
    assert sign_in(client, "office", PASSWORD).url == "/"


@pytest.mark.parametrize(
    "old, new",
    [
        ("Hao-tianqi-88", "Hao-tianqi-88"),
        ("Hao-tianqi-88", "hao-TIANQI-88"),
        ("Hao-tianqi-88", "Hao-tianqi-89"),
        ("Hao-tianqi-88", "Hao-tianqi-88!"),
        ("Hao-tianqi-88", "88-Hao-tianqi"),
    ],
)
def test_a_new_password_is_a_different_one(client, office, old, new):
    assert is_similar(old, new)
    office.take_own_password(old)
    office.must_change_password = True
    office.save()
    sign_in(client, "office", old)
    assert said(change(client, old, new))[0] == "新密码和原密码一样或者差不多，请换一个不同的。"
    assert User.objects.get(pk=office.pk).check_password(old)
    assert User.objects.get(pk=office.pk).must_change_password


def test_a_different_password_is_different():
    assert not is_similar("KTRW-mbqa-4793", "Hao-tianqi-88")


def test_every_refusal_of_the_page_is_chinese(client, office):
    client.force_login(office)
    answers = [
        change(client, "Falsch-2026", "Hao-tianqi-88"),
        change(client, PASSWORD, "Hao-tianqi-88", "Hao-tianqi-99"),
        change(client, PASSWORD, "kurz"),
        change(client, "", "", ""),
    ]
    sentences = [one for answer in answers for one in said(answer)]
    assert len(sentences) >= 6
    assert not [one for one in sentences if LATIN.search(one)]


def test_history_tells_that_it_was_changed(client, office):
    from township.history.models import Entry

    client.force_login(office)
    change(client, PASSWORD, "Hao-tianqi-88")
    entry = Entry.objects.about(office).first()
    assert (entry.summary, entry.changes) == ("改了自己的密码", {"密码": [None, "已重设"]})
