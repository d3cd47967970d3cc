"""The files of an installation say what its settings say, and their programs take them."""

import datetime
import json
import os
import re
import shutil
import subprocess

import pytest
import yaml
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from django.core.management import CommandError, call_command

from township import private
from township.deployment.written import FILES, here, texts
from township.watching import standing
from township.web import server

ROOT = private.ROOT
HOST = "cj.example.gov.cn"


@pytest.fixture
def folder(settings, monkeypatch, tmp_path, capsys):
    settings.SITE_URL, settings.FILES_REQUEST = f"https://{HOST}", 300 * 2**20
    monkeypatch.setenv("PORT", "8181")
    call_command("deployment", "--to", str(tmp_path / "files"))
    return tmp_path / "files"


def test_what_the_settings_say_stands_in_the_files(folder, settings):
    assert {str(path.relative_to(folder)) for path in folder.rglob("*.*") if path.is_file()} <= set(
        FILES
    )
    site = (folder / "nginx/chuangjiantong.conf").read_text()
    assert f"server_name {HOST};" in site and "server 127.0.0.1:8181;" in site
    assert "client_max_body_size 301m;" in site, "the site itself says what is too large"
    assert "X-Forwarded-For $proxy_add_x_forwarded_for" in site
    web = (folder / "systemd/chuangjiantong-web.service").read_text()
    assert f"ReadWritePaths={settings.BASE_DIR}/var {settings.DATA_DIR}" in web
    assert web.index("migrate") < web.index("collectstatic") < web.index("township.web.server")
    assert "PORT=8181" in (folder / "env.example").read_text()
    # The processes are forked off one that loaded the program: a reload would bring back the old.
    assert "ExecReload" not in web


@pytest.mark.parametrize("is_there", [False, True])
def test_the_steps_never_write_over_keys_that_are_there(settings, tmp_path, is_there):
    settings.BASE_DIR = tmp_path
    if is_there:
        (tmp_path / ".env").write_text("SECRET_KEY=x")
    assert ("复制为" in texts(here())["README.md"]) != is_there


@pytest.mark.parametrize("to", ["", "/mnt/backup"])
def test_whatever_the_steps_start_they_have_put_there(settings, to):
    settings.BACKUP_TO = to
    written = texts(here())
    steps = written["README.md"]
    started = re.search(r"enable --now (.*)", steps)[1].split()
    units = {path.partition("/")[2] for path in written if path.startswith("systemd/")}
    assert {one if "." in one else f"{one}.service" for one in started} <= units
    assert "cp systemd/* /etc/systemd/system/" in steps
    assert f"-g chuangjiantong -m 0700 {to or '文件夹'}`" in steps


def test_nothing_is_left_unsaid_and_no_secret_is_written(settings):
    for path, text in texts(here()).items():
        assert settings.SECRET_KEY not in text and "{%" not in text, path
        assert "{{" not in text or path.endswith("board.json"), path
        assert text.strip() and "None" not in text, path


def test_a_folder_that_takes_nothing_is_told(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(CommandError, match="写不进"):
        call_command("deployment", "--to", str(tmp_path / "file"))


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="no systemd here")
def test_systemd_takes_the_services_and_finds_them_shut_in(folder):
    for path in (folder / "systemd").glob("*.service"):
        told = subprocess.run(
            ["systemd-analyze", "security", "--offline=yes", "--no-pager", str(path)],
            capture_output=True,
            text=True,
            env=os.environ | {"LC_ALL": "C.UTF-8"},
        )
        exposed = re.search(r"exposure level for .*: ([\d.]+)", told.stdout)
        assert exposed and float(exposed[1]) <= 2.5, told.stdout[-300:]


def test_backups_are_made_every_ten_minutes_and_may_be_written(settings):
    """The services see the machine as read-only but for what is named."""
    settings.BACKUP_TO, settings.BACKUP_PASSPHRASE = "/mnt/backup", "correct horse battery"
    written = texts(here())
    for name in ("web", "worker", "backup"):
        service = written[f"systemd/chuangjiantong-{name}.service"]
        assert "-/mnt/backup" in re.search("^ReadWritePaths=(.*)$", service, re.M)[1].split()
    assert "manage.py backup --encrypt\n" in written["systemd/chuangjiantong-backup.service"]
    assert "Restart=" not in written["systemd/chuangjiantong-backup.service"]
    timer = written["systemd/chuangjiantong-backup.timer"]
    (minutes,) = re.findall(r"^OnCalendar=\*:0/(\d+)$", timer, re.M)
    assert int(minutes) <= 10, "with the time of a backup nothing older than 15 minutes is lost"
    settings.BACKUP_TO = settings.BACKUP_PASSPHRASE = ""
    plain = texts(here())["systemd/chuangjiantong-backup.service"]
    assert "/mnt/backup" not in plain and "manage.py backup\n" in plain


def test_the_containers_are_two_webs_a_worker_a_database_and_a_front(folder):
    told = yaml.safe_load((folder / "container/compose.yaml").read_text())
    services = told["services"]
    assert services["web"]["deploy"]["replicas"] == 2
    assert set(services) == {"prepare", "web", "worker", "database", "front"}
    for name in ("prepare", "web", "worker"):
        one = services[name]
        assert one["read_only"] is True and one["cap_drop"] == ["ALL"], name
        assert one["environment"]["DATABASE_URL"].startswith("postgres://"), name
        assert one["volumes"] == ["kept:/srv/chuangjiantong/var"], "pieces lie on one disk"
    kept = {one.partition(":")[0] for each in services.values() for one in each.get("volumes", [])}
    assert set(told["volumes"]) == {one for one in kept if "/" not in one}
    for one in services.values():
        for name in one.get("depends_on", {}):
            assert name in services
    assert "ports" not in services["web"] and "ports" not in services["database"]
    steps = (folder / "container/Containerfile").read_text().splitlines()
    kinds = [line.split()[0] for line in steps if line and line[0] not in "# "]
    assert kinds[0] == "FROM" and kinds.index("USER") < kinds.index("CMD")
    copied = [line.split()[1:-1] for line in steps if line.startswith("COPY")]
    assert all((ROOT / name).exists() for names in copied for name in names if name[0] != "-")
    ignored = (ROOT / ".dockerignore").read_text().splitlines()
    assert {".env", "var", ".venv", ".git"} <= set(ignored), "keys stay out of the image"


@pytest.mark.django_db
def test_whoever_watches_is_told_what_the_site_tells(folder):
    alerts = yaml.safe_load((folder / "watching/chuangjiantong-alerts.yml").read_text())
    rules = [rule for group in alerts["groups"] for rule in group["rules"]]
    board = json.loads((folder / "watching/chuangjiantong-board.json").read_text())
    asked = [rule["expr"] for rule in rules]
    asked += [target["expr"] for panel in board["panels"] for target in panel["targets"]]
    assert len(rules) > 10 and all(rule["annotations"]["summary"] for rule in rules)
    looks = [look for look in standing.LOOKS if look.__name__ != "_backup"]
    known = {family.name for look in looks for family in look()}
    known |= {"chuangjiantong_requests_total", "chuangjiantong_request_seconds_bucket"}
    known |= {f"chuangjiantong_backup_{name}" for name in ("age_seconds", "bytes", "lacking")}
    named = {name for one in asked for name in re.findall(r"chuangjiantong_\w+", one)}
    assert named and named <= known
    assert {panel["targets"][0]["legendFormat"] for panel in board["panels"]} >= {"{{part}}", ""}
    scrape = yaml.safe_load((folder / "watching/chuangjiantong-prometheus.yml").read_text())
    assert scrape["scrape_configs"][0]["static_configs"][0]["targets"] == ["127.0.0.1:8181"]


@pytest.mark.skipif(not shutil.which("nginx"), reason="no nginx here")
def test_nginx_takes_the_site(folder, tmp_path):
    _certificate(tmp_path)
    site = (folder / "nginx/chuangjiantong.conf").read_text()
    for kept in ("/etc/ssl/chuangjiantong", "/var/log/nginx", "/var/cache/nginx"):
        site = site.replace(kept, str(tmp_path))
    conf = tmp_path / "nginx.conf"
    conf.write_text(f"events {{}}\npid {tmp_path}/pid;\nhttp {{\n{site}\n}}\n")
    told = subprocess.run(
        ["nginx", "-t", "-c", str(conf), "-e", str(tmp_path / "log")],
        capture_output=True,
        text=True,
    )
    assert told.returncode == 0, told.stderr


def _certificate(folder):
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, HOST)])
    now = datetime.datetime.now(datetime.UTC)
    made = x509.CertificateBuilder().subject_name(name).issuer_name(name)
    made = made.public_key(key.public_key()).serial_number(1)
    made = made.not_valid_before(now).not_valid_after(now + datetime.timedelta(days=1))
    made = made.sign(key, hashes.SHA256())
    (folder / "fullchain.pem").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    kinds = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8
    (folder / "key.pem").write_bytes(key.private_bytes(*kinds, serialization.NoEncryption()))


def test_the_server_listens_where_the_file_of_settings_says(tmp_path, monkeypatch):
    for name in ("HOST", "PORT", "WEB_CONCURRENCY"):
        monkeypatch.setenv(name, "")
        monkeypatch.delenv(name)
    (tmp_path / ".env").write_text("HOST=127.0.0.2\nPORT=8182\nWEB_CONCURRENCY=3\n")
    monkeypatch.setattr(private, "ROOT", tmp_path)
    started = []
    monkeypatch.setattr(server, "load_site", lambda: None)
    monkeypatch.setattr(server.Granian, "serve", lambda self: started.append(self))
    server.main()
    (one,) = started
    assert (one.bind_addr, one.bind_port, one.workers) == ("127.0.0.2", 8182, 3)
