"""The doctor says what is wrong in one line each, and what to do; a script reads the exit code."""

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from township import doctor
from township.doctor import LOOKS, findings
from township.files import room
from township.files.errors import StorageUnavailable
from township.history.models import Entry, FoundFault
from township.signin.models import AccessEvent

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.DATA_DIR = tmp_path / "data"
    settings.SITE_URL = "https://testserver"
    settings.ALLOWED_HOSTS = ["testserver"]
    settings.HTTPS = True


def test_every_look_is_one_line(capsys):
    with pytest.raises(CommandError, match="项不对"):
        call_command("doctor")
    lines = capsys.readouterr().out.strip().splitlines()
    assert len(lines) == len(LOOKS)
    assert all(line[:2] in ("正常", "留意", "不对") for line in lines)
    assert any(line.startswith("不对  后台任务进程：没有运行") for line in lines)


def test_the_schema_alone_is_looked_at(capsys, monkeypatch):
    monkeypatch.setattr(doctor, "MigrationExecutor", NothingToDo)
    call_command("doctor", "--schema")
    assert capsys.readouterr().out == "正常  数据库结构：与程序一致\n"
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE township_district RENAME COLUMN name TO title")
    with pytest.raises(CommandError):
        call_command("doctor", "--schema")
    assert "township_district 里没有列 name" in capsys.readouterr().out


class NothingToDo:
    """The tables of the tests come from the models, no step of any migration is written down."""

    def __init__(self, connection):
        self.loader = type("", (), {"graph": type("", (), {"leaf_nodes": list})})

    def migration_plan(self, targets):
        return []


def told(label):
    return next(one for one in findings() if one.label == label)


@pytest.mark.parametrize(
    "name, value, label, words",
    [
        ("DEBUG", True, "设置", "DEBUG=0"),
        ("SITE_URL", "https://elsewhere.example", "设置", "不在 ALLOWED_HOSTS 里"),
        ("SECRET_KEY", "short", "密钥", "不足50个字符"),
    ],
)
def test_a_wrong_setting_is_named(settings, name, value, label, words):
    assert told(label).tone == "good"
    setattr(settings, name, value)
    found = told(label)
    assert (found.tone, words in found.told) == ("bad", True), found


def test_a_disk_that_fills_up(monkeypatch):
    for free, tone in ((6 * room.GB, "good"), (4 * room.GB, "warn"), (-1, "bad")):
        monkeypatch.setattr(room, "free", lambda free=free: free)
        assert told("磁盘").tone == tone


def test_a_clock_that_is_behind_the_history(office, time_machine):
    from township.history.chain import record

    assert told("时间").tone == "good"
    record("account.edit", office, office, "改了")
    time_machine.move_to(Entry.objects.get().at - timedelta(minutes=61))
    if connection.vendor == "sqlite":
        assert told("时间").told.startswith("比最近一次办理慢61分钟")
    assert told("时间").tone == "bad"


def test_a_trigger_that_is_gone(monkeypatch):
    assert told("触发器").tone == "good"
    monkeypatch.setattr(doctor, "existing_names", lambda connection: set())
    assert told("触发器").tone == "bad"


def test_a_store_that_is_out_of_reach(monkeypatch):
    assert told("存放文件").tone == "good"

    def gone():
        raise StorageUnavailable("no space")

    monkeypatch.setattr(doctor.blobs, "temporary_folder", gone)
    assert told("存放文件").tone == "bad"


def test_a_proxy_that_hides_who_comes(settings, office):
    settings.BEHIND_PROXY, settings.PROXY_HOPS = True, 1
    for _ in range(doctor.FEW):
        AccessEvent.objects.create(kind="signed_in", user=office, address="127.0.0.1")
    assert "PROXY_HOPS" in told("代理").told
    AccessEvent.objects.create(kind="signed_in", user=office, address="10.1.2.3")
    assert told("代理").tone == "good"


def test_what_verify_found(township):
    assert told("核对").tone == "good"
    FoundFault.objects.create(
        check_name="办理历史", township=township, sentence="断了。", since=timezone.now()
    )
    assert "1处不对" in told("核对").told


def test_a_look_that_breaks_is_told_and_the_others_go_on(monkeypatch):
    def broken():
        raise ValueError("broken")

    monkeypatch.setitem(LOOKS, "时间", broken)
    assert told("时间").told == "查不出来：ValueError broken" and told("磁盘")
