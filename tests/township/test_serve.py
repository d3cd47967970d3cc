"""`make run`: a site on an empty folder, static files under lasting names, an end on Ctrl-C."""

import os
import re
import signal
import stat
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.conf import settings

from tests.postgres import free_port
from township import private, serve
from township.private import close_folder


@contextmanager
def running(folder, port):
    environment = os.environ | {
        "DATABASE_URL": f"sqlite:///{folder}/db.sqlite3",
        "DATA_DIR": str(folder / "data"),
        "PORT": str(port),
        "DEMO": "0",
    }
    command = [sys.executable, "-m", "township.serve"]
    with (folder / "log").open("w") as log:
        site = subprocess.Popen(
            command, cwd=settings.BASE_DIR, env=environment, stdout=log, stderr=log
        )
    try:
        yield site
    finally:
        site.terminate()
        site.wait(300)


def wait_for(address, site, seconds=300):
    for _ in range(seconds * 5):
        try:
            return urllib.request.urlopen(address, timeout=60)
        except OSError:  # refused, or accepted and not answered yet
            assert site.poll() is None, "the site stopped by itself"
            time.sleep(0.2)
    raise AssertionError(f"{address} does not answer")


def test_the_site_starts_on_an_empty_folder_and_ends_on_ctrl_c(tmp_path):
    address = f"http://127.0.0.1:{(port := free_port())}"
    with running(tmp_path, port) as site:
        with wait_for(f"{address}/account/login/", site) as page:
            sheet = re.search(r'href="(/static/[^"]+\.[0-9a-f]{12}\.css)"', page.read().decode())
        assert sheet, "style sheets carry a hash in their names"
        with urllib.request.urlopen(address + sheet[1]) as answer:
            assert "immutable" in answer.headers["Cache-Control"]
        site.send_signal(signal.SIGINT)
        assert site.wait(300) == 0
    assert address in (tmp_path / "log").read_text()
    assert (tmp_path / "db.sqlite3").exists()
    assert open_to_others(tmp_path) == []


def open_to_others(folder):
    """What lies in a folder that others than its owner may read; the log is the test's own."""
    found = [path for path in folder.rglob("*") if path.name != "log"]
    return [path for path in found if stat.S_IMODE(path.stat().st_mode) & 0o077]


def test_what_an_earlier_version_left_open_is_closed(tmp_path):
    for name in ("db.sqlite3", "db.sqlite3-wal", "secret_key"):
        (tmp_path / name).touch(mode=0o644)
    tmp_path.chmod(0o755)
    close_folder(tmp_path)
    assert stat.S_IMODE(tmp_path.stat().st_mode) == 0o700
    assert open_to_others(tmp_path) == []


@pytest.mark.parametrize(
    ("who", "owner", "is_refused"), [(0, 0, False), (0, 65534, True), (1000, 1000, False)]
)
def test_root_does_not_write_into_the_data_of_another_account(
    tmp_path, monkeypatch, who, owner, is_refused
):
    (tmp_path / "var").mkdir()
    monkeypatch.setattr(private, "ROOT", tmp_path)
    monkeypatch.setattr(private.os, "geteuid", lambda: who)
    monkeypatch.setattr(Path, "stat", lambda path: os.stat_result((0o40700, *[owner] * 9)))
    monkeypatch.setattr(sys, "argv", ["manage.py", "verify", "--heads", "my heads"])
    if not is_refused:
        return private.refuse_root()
    with pytest.raises(SystemExit) as refused:
        private.refuse_root()
    assert "runuser -u nobody -- " in refused.value.code
    assert refused.value.code.endswith("manage.py verify --heads 'my heads'")


def test_where_there_is_no_data_yet_root_is_not_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(private, "ROOT", tmp_path)
    private.refuse_root()


def test_what_the_command_line_makes_is_the_owners_only(tmp_path):
    environment = os.environ | {"DATABASE_URL": f"sqlite:///{tmp_path}/made.sqlite3"}
    command = [sys.executable, "manage.py", "migrate", "township", "--verbosity", "0"]
    subprocess.run(command, cwd=settings.BASE_DIR, env=environment, check=True)
    assert (tmp_path / "made.sqlite3").exists() and open_to_others(tmp_path) == []


def test_the_secret_is_made_once_and_for_the_owner_only(tmp_path, monkeypatch):
    monkeypatch.setattr(serve, "SECRET", tmp_path / "var" / "secret_key")
    first = serve.kept_secret()
    assert len(first) >= 50
    assert serve.kept_secret() == first
    assert stat.S_IMODE(serve.SECRET.stat().st_mode) == 0o600


def test_a_taken_port_is_told_before_anything_else(monkeypatch):
    with serve.socket.create_server(("127.0.0.1", 0)) as taken:
        monkeypatch.setenv("PORT", str(taken.getsockname()[1]))
        with pytest.raises(SystemExit, match="已被占用"):
            serve.refuse_taken_port()


@pytest.mark.skipif(sys.platform != "linux", reason="the kernel of Linux tells children")
def test_children_end_with_a_parent_that_is_killed(tmp_path):
    script = (
        "import sys, time; from township import serve; "
        "print(serve.started([sys.executable, '-c', 'import time; time.sleep(600)']).pid, "
        "flush=True); time.sleep(600)"
    )
    parent = subprocess.Popen(
        [sys.executable, "-c", script], cwd=settings.BASE_DIR, stdout=subprocess.PIPE, text=True
    )
    child = int(parent.stdout.readline())
    parent.kill()
    parent.wait()
    parent.stdout.close()
    for _ in range(600):
        if not is_running(child):
            return
        time.sleep(0.1)
    os.kill(child, signal.SIGKILL)
    raise AssertionError("the child lives on")


def is_running(pid):
    """A process that has ended and that nobody has asked for yet runs no more."""
    try:
        with open(f"/proc/{pid}/stat") as told:
            return told.read().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False
