"""The first administrator: made by a command with the key of the site, told of at sign-in."""

import os
import re
import subprocess
import sys

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.urls import reverse

from tests.personas import person
from township import private
from township.access import Role
from township.history.models import Entry
from township.users.models import User

PASSWORD = re.compile(r"初始密码：([A-Z]{4}-[a-z]{4}-\d{4})")


def made(capsys, *args, **options):
    call_command("create_admin", *args, **options)
    return PASSWORD.search(capsys.readouterr().out)[1]


def test_the_command_asks_for_a_name_and_shows_a_first_password(client, db, monkeypatch, capsys):
    answers = iter(["guan", "管平台"])
    monkeypatch.setattr("builtins.input", lambda question: next(answers))
    password = made(capsys)
    user = User.objects.get(username="guan")
    assert (user.full_name, user.roles) == ("管平台", {Role.PLATFORM_ADMIN})
    sent = {"username": "guan", "password": password}
    assert client.post(reverse("login"), sent).status_code == 302
    assert client.get("/").url == reverse("password_change")
    assert {entry.actor_name for entry in Entry.objects.about(user)} == {"系统"}


@pytest.mark.parametrize("address", ["", "https://qingshan.example"])
def test_the_address_is_told_where_it_is_known(db, monkeypatch, settings, capsys, address):
    monkeypatch.setenv("SITE_URL", address)
    settings.SITE_URL = address or "http://127.0.0.1:8000"
    call_command("create_admin", "guan", name="管平台")
    told = capsys.readouterr().out
    assert ("网址" in told) is bool(address) and address in told


def test_another_first_password_is_handed_out_to_an_administrator_only(admin, office, capsys):
    password = made(capsys, "admin", again=True)
    assert User.objects.get(pk=admin.pk).check_password(password)
    for name in ("office", "nobody"):
        with pytest.raises(CommandError, match="没有账号是"):
            call_command("create_admin", name, again=True)


@pytest.mark.parametrize(
    ("username", "name", "told"),
    [
        ("admin", "另一人", "已经有人用了"),
        ("管 理", "管平台", "只用字母"),
        ("guan", " ", "请填写"),
        ("guan", ".", "不像姓名"),
        ("guan", "管三、管四", "两个人"),
    ],
)
def test_what_cannot_be_an_account_is_told(admin, username, name, told):
    with pytest.raises(CommandError, match=told):
        call_command("create_admin", username, name=name)
    assert User.objects.count() == 1


def test_without_a_terminal_it_says_what_to_give(db, monkeypatch):
    def nothing(question):
        raise EOFError

    monkeypatch.setattr("builtins.input", nothing)
    with pytest.raises(CommandError, match="--name"):
        call_command("create_admin", "guan")


def test_the_sign_in_page_of_an_empty_site_says_what_to_do(client, db):
    assert "make admin" in client.get(reverse("login")).content.decode()
    person("admin", "管平台", Role.PLATFORM_ADMIN)
    assert "make admin" not in client.get(reverse("login")).content.decode()


def test_commands_work_with_the_key_of_the_site(tmp_path, monkeypatch):
    kept = tmp_path / "secret_key"
    monkeypatch.setattr(private, "OWN_KEY", kept)
    monkeypatch.setattr(private, "ROOT", tmp_path)
    monkeypatch.setattr(os, "environ", {"SECRET_KEY": ""})
    private.take_own_key()
    assert os.environ["SECRET_KEY"] == ""
    kept.write_text("kept")
    private.take_own_key()
    assert os.environ["SECRET_KEY"] == "kept"
    monkeypatch.setattr(os, "environ", {"SECRET_KEY": "given"})
    private.take_own_key()
    assert os.environ["SECRET_KEY"] == "given"


def test_the_command_line_takes_that_key_before_it_reads_the_settings(tmp_path):
    script = (
        "import runpy, sys, pathlib; from township import private; "
        f"private.OWN_KEY = pathlib.Path({str(tmp_path / 'secret_key')!r}); "
        f"private.ROOT = pathlib.Path({str(tmp_path)!r}); "
        "sys.argv = ['manage.py', 'check']; runpy.run_path('manage.py', run_name='__main__')"
    )
    (tmp_path / "secret_key").write_text("kept-0123456789-abcdefghijklmnopqrstuvwxyz-0123456789-ab")
    environment = {"PATH": os.environ["PATH"], "DATABASE_URL": "sqlite:///:memory:", "HTTPS": "0"}
    run = subprocess.run(
        [sys.executable, "-c", script],
        cwd=settings.BASE_DIR,
        env=environment,
        capture_output=True,
        text=True,
        timeout=600,
    )
    assert run.returncode == 0, run.stderr
