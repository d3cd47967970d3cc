"""The doctor says what is wrong in one line each, and what to do; a script reads the exit code."""

import socket
import ssl
import threading
from contextlib import suppress
from datetime import timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from tests.postgres import free_port
from tests.township.alerts.servers import mail_server
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
    settings.SITE_URL = "https://localhost"
    settings.ALLOWED_HOSTS = ["localhost"]
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
        graph = type("", (), {"leaf_nodes": list})
        steps = {"applied_migrations": {}, "disk_migrations": {}}
        self.loader = type("", (), {"graph": graph, **steps})

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


def serving(tmp_path, *days):
    """The port of a front on the loopback whose certificate ends in so many days."""
    now = timezone.now()
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    made = x509.CertificateBuilder().subject_name(name).issuer_name(name)
    made = made.public_key(key.public_key()).serial_number(1)
    made = made.not_valid_before(now - timedelta(days=400))
    made = made.not_valid_after(now + timedelta(*days)).sign(key, hashes.SHA256())
    kinds = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8
    held = tmp_path / "front.pem"
    held.write_bytes(
        key.private_bytes(*kinds, serialization.NoEncryption())
        + made.public_bytes(serialization.Encoding.PEM)
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(held)
    front = context.wrap_socket(socket.create_server(("127.0.0.1", 0)), server_side=True)
    threading.Thread(target=_welcome, args=(front,), daemon=True).start()
    return front


def _welcome(front):
    with front, suppress(OSError):
        front.accept()[0].close()


@pytest.mark.parametrize(
    ("days", "tone", "words"),
    [(60, "good", "到期"), (14, "warn", "还有13天"), (0.5, "warn", "还有0天"), (-1, "bad", "过期")],
)
def test_a_certificate_is_told_before_it_ends(settings, tmp_path, days, tone, words):
    front = serving(tmp_path, days)
    settings.SITE_URL = f"https://localhost:{front.getsockname()[1]}"
    found = told("证书")
    assert (found.tone, words in found.told) == (tone, True), found


def test_a_front_that_is_not_there_is_told_and_one_without_https_has_none(settings):
    settings.SITE_URL = f"https://localhost:{free_port()}"
    assert (told("证书").tone, "SITE_URL" in told("证书").told) == ("warn", True)
    settings.SITE_URL = "http://localhost"
    assert told("证书").tone == "good"


def test_a_mail_server_is_tried(settings):
    assert told("邮件").told.startswith("没有设 MAIL_URL")
    settings.MAIL_IS_SET = True
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    with mail_server() as server:
        settings.EMAIL_HOST, settings.EMAIL_PORT = server.server_address
        assert told("邮件").tone == "good" and not server.got
    settings.EMAIL_PORT = free_port()
    assert (told("邮件").tone, "MAIL_URL" in told("邮件").told) == ("bad", True)


def test_where_files_lie_elsewhere_the_disk_is_for_those_on_their_way(settings, monkeypatch):
    monkeypatch.setattr(room, "free", lambda: 6 * room.GB)
    assert "存6.0 GB文件" in told("磁盘").told
    monkeypatch.setattr(doctor.blobs, "is_remote", lambda: True)
    assert "正在传的文件" in told("磁盘").told
