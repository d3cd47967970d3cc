"""A program that does not fit its data says so: at the start, to a probe, and on every page."""

import pytest
from django.core.checks import Tags, run_checks
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder
from django.urls import reverse

from tests.personas import person
from township import doctor
from township.access import Role
from township.fitting import NEWER, against_start
from township.history.models import FoundFault
from township.history.verification import CHECKS, GUARDS, ROWS, verify

pytestmark = pytest.mark.django_db


def rename_a_column():
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE villages_posting RENAME COLUMN village_id TO place_id")


def told_at_start():
    found = run_checks(tags=[Tags.database], databases=["default"])
    return [one for one in found if one.id == "township.E001"]


def test_the_start_is_refused_with_table_column_and_what_to_do():
    assert told_at_start() == []
    rename_a_column()
    error = told_at_start()[0]
    assert "villages_posting" in error.msg and "village_id" in error.msg and "migrate" in error.hint


def test_the_command_that_the_server_asks_refuses_in_chinese():
    call_command("ready")
    rename_a_column()
    with pytest.raises(CommandError, match=r"不能启动[\s\S]*villages_posting"):
        call_command("ready")


def test_a_database_that_was_not_migrated_is_told_what_to_do(monkeypatch):
    monkeypatch.setattr(MigrationExecutor, "migration_plan", lambda *args: ["step", "step"])
    assert "还差2步" in against_start(connection)[0] and told_at_start() == []
    monkeypatch.setattr("township.fitting.differences", _gone)
    monkeypatch.setattr(MigrationExecutor, "migration_plan", lambda *args: [])
    assert against_start(connection) == [], "a server that is not there yet is waited for"


@pytest.mark.parametrize(("app", "is_told"), [("villages", True), ("of_somebody_else", False)])
def test_a_program_older_than_its_database_does_not_start_on_it(monkeypatch, app, is_told):
    """The database of a newer version, or the old program put back without its data."""
    steps = {(app, "9999_of_next_year"): None}
    monkeypatch.setattr(MigrationRecorder, "applied_migrations", lambda recorder: steps)
    assert against_start(connection) == ([f"{NEWER}。"] if is_told else [])
    assert (doctor.schema() == (NEWER, "bad")) == is_told
    if is_told:
        with pytest.raises(CommandError, match="更新的版本"):
            call_command("ready")


def _unknown():
    raise OperationalError("no such column: villages_posting.village_id")


def _gone(connection):
    raise OperationalError("connection refused")


def test_a_probe_is_told_that_the_site_is_not_ready(client):
    assert client.get(reverse("healthz")).status_code == 200
    rename_a_column()
    assert client.get(reverse("alive")).status_code == 200
    answer = client.get(reverse("healthz"))
    assert answer.status_code == 503 and "对不上" in answer.text
    assert "villages" not in answer.text, "what is inside is no probe's affair"


def test_a_page_says_that_waiting_does_not_help(client, village, cadre):
    address = reverse("villages:postings", args=[village.pk])
    client.force_login(cadre)
    assert client.get(address).status_code == 200
    rename_a_column()
    answer = client.get(address)
    assert answer.status_code == 503
    assert "告诉系统管理员" in answer.text and "太忙" not in answer.text


def test_status_page_and_verify_name_what_does_not_fit(client, monkeypatch):
    admin = person("admin", "管平台", Role.PLATFORM_ADMIN)
    client.force_login(admin)
    assert "数据库的结构" not in client.get(reverse("status")).text.split("核对")[0]
    rename_a_column()
    assert "villages_posting" in client.get(reverse("status")).text
    assert any("villages_posting" in one for one in verify(GUARDS))
    monkeypatch.setitem(CHECKS, ROWS, _unknown)
    assert verify(ROWS) and "结构" in FoundFault.objects.filter(check_name=ROWS).get().sentence
