"""The files of an installation say what its settings say, and their programs take them."""

import datetime
import os
import re
import shutil
import subprocess

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from django.core.management import CommandError, call_command

from township import private
from township.deployment.written import FILES, here, texts
from township.web import server

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


def test_nothing_is_left_unsaid_and_no_secret_is_written(settings):
    for path, text in texts(here()).items():
        assert settings.SECRET_KEY not in text and "{{" not in text and "{%" not in text, path
        assert text.strip() and "None" not in text, path


def test_a_folder_that_takes_nothing_is_told(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(CommandError, match="写不进"):
        call_command("deployment", "--to", str(tmp_path / "file"))


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="no systemd here")
def test_systemd_takes_the_services_and_finds_them_shut_in(folder):
    for path in (folder / "systemd").iterdir():
        told = subprocess.run(
            ["systemd-analyze", "security", "--offline=yes", "--no-pager", str(path)],
            capture_output=True,
            text=True,
            env=os.environ | {"LC_ALL": "C.UTF-8"},
        )
        exposed = re.search(r"exposure level for .*: ([\d.]+)", told.stdout)
        assert exposed and float(exposed[1]) <= 2.5, told.stdout[-300:]


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
    monkeypatch.setattr(server, "refuse_misfit", lambda: None)
    monkeypatch.setattr(server.Granian, "serve", lambda self: started.append(self))
    server.main()
    (one,) = started
    assert (one.bind_addr, one.bind_port, one.workers) == ("127.0.0.2", 8182, 3)
