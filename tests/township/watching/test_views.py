"""Figures are for whoever shows the token, and name nobody."""

import re
from datetime import timedelta

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from prometheus_client.parser import text_string_to_metric_families

from archives.acts import nightly
from township.backup import taking
from township.files import room
from township.users.models import User
from township.watching import standing
from villages.models import Village

pytestmark = pytest.mark.django_db
TOKEN = "a-token-of-twenty-letters"


@pytest.fixture(autouse=True)
def watched(settings, tmp_path):
    settings.METRICS_TOKEN, settings.DATA_DIR = TOKEN, tmp_path / "data"


def read(client, token=TOKEN):
    answer = client.get("/metrics", headers={"Authorization": f"Bearer {token}"})
    assert answer.status_code == 200 and answer.headers["Content-Type"].startswith("text/plain")
    families = text_string_to_metric_families(answer.text)
    return {(s.name, *sorted(s.labels.values())): s.value for one in families for s in one.samples}


def test_without_a_token_in_the_settings_there_is_no_page(client, settings):
    settings.METRICS_TOKEN = ""
    for given in ("", "Bearer ", "Bearer None"):
        assert client.get("/metrics", headers={"Authorization": given}).status_code == 404


@pytest.mark.parametrize(
    "given", ["", "Bearer ", f"Bearer {TOKEN}x", TOKEN, f"Basic {TOKEN}", "Bearer é"]
)
def test_another_token_is_refused(client, given):
    answer = client.get("/metrics", headers={"Authorization": given})
    assert answer.status_code == 401 and "chuangjiantong" not in answer.text


def test_how_the_installation_stands(client, admin, monkeypatch):
    nightly.plan()
    DBTaskResult.objects.update(run_after=timezone.now() - timedelta(minutes=10))
    DBTaskResult.objects.update(enqueued_at=timezone.now() - timedelta(hours=1))
    monkeypatch.setattr(room, "free", lambda: 12345)
    made = {"at": timezone.now() - timedelta(hours=3), "size": 777, "lacking": 0}
    monkeypatch.setattr(taking, "last", lambda: made)
    client.force_login(admin)
    found = read(client)
    assert found["chuangjiantong_tasks", "waiting"] == 1
    assert found["chuangjiantong_tasks", "failed"] == 0
    assert 600 <= found["chuangjiantong_task_oldest_seconds",] < 660
    assert found["chuangjiantong_workers",] == 0
    assert found["chuangjiantong_disk_free_bytes",] == 12345
    assert 3 * 3600 <= found["chuangjiantong_backup_age_seconds",] < 3 * 3600 + 60
    assert found["chuangjiantong_backup_bytes",] == 777
    assert found["chuangjiantong_sessions",] == 1
    assert found["chuangjiantong_store_answers",] == 1
    assert found["chuangjiantong_database_fits",] == 1
    assert found["chuangjiantong_looks_failed",] == 0


def test_a_look_that_fails_takes_no_other_along(client, monkeypatch, caplog):
    monkeypatch.setattr(room, "free", lambda: 1 / 0)
    found = read(client)
    assert found["chuangjiantong_looks_failed",] == 1
    assert ("chuangjiantong_disk_free_bytes",) not in found
    assert found["chuangjiantong_sessions",] == 0 and "_disk" in caplog.text


def test_nobody_and_no_place_is_named(client, everybody):
    for user in everybody.values():
        client.force_login(user)
        client.get("/")
    text = client.get("/metrics", headers={"Authorization": f"Bearer {TOKEN}"}).text
    names = [*User.objects.values_list("username", flat=True)]
    names += Village.objects.values_list("name", flat=True)
    words = set(re.findall(r"[\w-]+", text))
    assert len(names) > 7 and not words & set(names)
    assert not re.search("[\u4e00-\u9fff]", text)
    assert len(text.splitlines()) < 3000


def test_a_token_that_can_be_guessed_stops_the_start(monkeypatch):
    import importlib

    from township import settings as module

    monkeypatch.setenv("METRICS_TOKEN", "short")
    with pytest.raises(ImproperlyConfigured, match="METRICS_TOKEN"):
        importlib.reload(module)
    monkeypatch.delenv("METRICS_TOKEN")
    importlib.reload(module)


def test_every_look_says_something(client):
    for look in standing.LOOKS:
        assert look.__name__ == "_backup" or list(look()), look
