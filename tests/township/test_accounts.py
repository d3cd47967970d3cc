"""Accounts, settings, sign-in: who may, what is refused, what history keeps."""

import io
import time

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from tests.personas import PASSWORD
from township.access import Role
from township.history.models import Entry
from township.users.models import Township, User


def sign_in(client, username, password):
    return client.post(reverse("login"), {"username": username, "password": password})


def test_signing_in_leads_home(client, office):
    assert sign_in(client, "office", PASSWORD).url == "/"
    assert "王办事" in client.get("/").content.decode()


def test_five_failures_lock_the_account(client, office):
    for _ in range(5):
        answer = sign_in(client, "office", "wrong")
    assert answer.status_code == 429
    assert sign_in(client, "office", PASSWORD).status_code == 429


def test_idle_sessions_end(client, office, settings):
    client.force_login(office)
    client.get("/")
    session = client.session
    session["seen_at"] = time.time() - settings.IDLE_SECONDS - 1
    session.save()
    assert client.get("/").url.startswith("/account/login/")


def test_a_new_account_must_change_its_password(client, admin, township):
    client.force_login(admin)
    page = reverse("account_create")
    fields = {
        "username": "laoli",
        "full_name": "李新",
        "role": Role.OFFICE,
        "township": township.pk,
        "is_active": "on",
    }
    weak = client.post(page, fields | {"password": "12345678"})
    assert weak.status_code == 422 and "至少三种" in weak.content.decode()
    client.post(page, fields | {"password": "Xin-mima-2026"})
    user = User.objects.get(username="laoli")
    assert user.must_change_password and user.roles == {Role.OFFICE}
    assert Entry.objects.about(user).get().actor == admin
    client.force_login(user)
    assert client.get("/settings/").url == reverse("password_change")
    answer = client.post(
        reverse("password_change"),
        {
            "old_password": "Xin-mima-2026",
            "new_password1": "Gai-guo-2026",
            "new_password2": "Gai-guo-2026",
        },
    )
    assert answer.url == "/"
    assert client.get("/settings/").status_code == 200


def test_a_role_needs_its_place(client, admin):
    client.force_login(admin)
    fields = {"username": "a1", "full_name": "甲", "password": "Xin-mima-2026"}
    answer = client.post(reverse("account_create"), fields | {"role": Role.CADRE})
    assert "这个角色要选定所在的镇" in answer.content.decode()
    answer = client.post(reverse("account_create"), fields | {"role": Role.DISTRICT})
    assert "要选定所在的区" in answer.content.decode()


def test_settings_change_with_history(client, office, township):
    client.force_login(office)
    url = reverse("settings")
    page = client.get(url).context["form"]
    fields = {name: page[name].value() for name in page.fields}
    fields = {n: "" if v is None or v is False else v for n, v in fields.items()}
    assert client.post(url, fields | {"notice_days": "3"}).status_code == 422
    for bad in ("五", "-1", "100.1", "5.25", ""):
        answer = client.post(url, fields | {"spread_limit": bad})
        assert answer.status_code == 422 and "spread_limit" in answer.context["form"].errors, bad
    answer = client.post(url, fields | {"notice_days": "9", "spread_limit": "5"})
    assert answer.status_code == 302, answer.context["form"].errors
    assert Township.objects.get(pk=township.pk).setting("notice_days") == 9
    assert Entry.objects.about(township).get().changes == {"公示天数": [7, 9]}
    client.post(url, fields | {"form_key": "", "spread_limit": "4.5"})
    assert Township.objects.get(pk=township.pk).setting("spread_limit") == "4.5"


def test_two_who_edit_the_same_row_are_told(client, office, village):
    from villages.models import Village

    client.force_login(office)
    url = reverse("villages:village_edit", args=[village.pk])
    form = client.get(url).context["form"]
    fields = {name: form[name].value() for name in form.fields}
    fields = {name: "" if value is None else value for name, value in fields.items()}
    Village.objects.filter(pk=village.pk).update(name="万顺新村", version=village.version + 1)
    answer = client.post(url, fields | {"name": "万顺老村"})
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "万顺新村" in page and "万顺老村" in page
    assert Village.objects.get(pk=village.pk).name == "万顺新村"


def test_create_admin(db, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO("weak\n"))
    with pytest.raises(CommandError):
        call_command("create_admin", "root")
    monkeypatch.setattr("sys.stdin", io.StringIO("Xin-mima-2026\n"))
    call_command("create_admin", "root")
    assert User.objects.get(username="root").roles == {Role.PLATFORM_ADMIN}


def test_errors_show_an_id_and_no_trace(client, office, monkeypatch, settings):
    def broken(user):
        raise ZeroDivisionError

    monkeypatch.setattr("township.dashboard.views.todos", broken)
    client.raise_request_exception = False
    client.force_login(office)
    answer = client.get("/")
    assert answer.status_code == 500
    page = answer.content.decode()
    assert answer["X-Request-Id"] in page and "ZeroDivision" not in page
