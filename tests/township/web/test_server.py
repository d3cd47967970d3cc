"""The web server listens where .env says, and works with the key that the commands work with."""

import os
import subprocess
import sys

import pytest

from tests import migrated
from township import private
from township.web import server as server_module


@pytest.fixture
def installed(monkeypatch, tmp_path):
    """A program folder of its own with nothing of these tests in the environment."""
    monkeypatch.setattr(private, "ROOT", tmp_path)
    monkeypatch.setattr(private, "OWN_KEY", tmp_path / "secret_key")
    before = dict(os.environ)
    for name in ("HOST", "PORT", "WEB_CONCURRENCY", "SECRET_KEY"):
        os.environ.pop(name, None)
    yield tmp_path
    os.environ.clear()
    os.environ.update(before)


def test_address_and_processes_of_the_env_file_are_taken(installed, monkeypatch):
    told = {}

    class Granian:
        def __init__(self, target, **given):
            told.update(given)

        def serve(self):
            told["key"] = os.environ["SECRET_KEY"]

    monkeypatch.setattr(server_module, "Granian", Granian)
    (installed / ".env").write_text("HOST=10.1.2.3\nPORT=8181\nWEB_CONCURRENCY=3\n")
    (installed / "secret_key").write_text("the key of the first start")
    private.take_own_key()
    server_module.server().serve()
    assert (told["address"], told["port"], told["workers"]) == ("10.1.2.3", 8181, 3)
    assert told["key"] == "the key of the first start"


STARTED = """
import sys, multiprocessing
from granian import Granian
from township.web import server

def serve(self):
    from django.db import connection
    from django.urls import get_resolver
    assert "township.asgi" in sys.modules and get_resolver().url_patterns
    assert connection.connection is None
    print(multiprocessing.get_start_method())

Granian.serve = serve
server.main()
"""


def test_processes_are_forked_off_with_the_site_loaded_and_no_connection(tmp_path):
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "township.settings",
        "DATABASE_URL": f"sqlite:///{tmp_path}/db.sqlite3",
        "DATA_DIR": str(tmp_path),
    }

    def run(*given):
        command = [sys.executable, "-W", "ignore", *given]
        return subprocess.run(command, env=environment, capture_output=True, text=True)

    refused = run("-c", STARTED)
    assert refused.returncode == 1 and not refused.stdout
    assert "不能启动" in refused.stderr and "manage.py migrate" in refused.stderr
    migrated.put(tmp_path / "db.sqlite3")
    assert run("-c", STARTED).stdout == "fork\n"
