"""What a child that parses a stranger's file could do if the file took it over: tried inside."""

import json
import os
import select
import socket

import pytest
from django.conf import settings
from django.db import connection

from tests.hostile import pdf, photo
from township.files import blobs, confinement, sandbox
from township.files.startup import children_are_walled_in
from township.papers import typesetting

LOOK = """
import json, os, sys
def tried(act):
    try:
        return repr(act())
    except Exception as error:
        return type(error).__name__
"""


def inside(code, *, reads=()):
    """The JSON that `code` prints within a child."""
    said = sandbox.run("tests.intruder", LOOK + code, reads=reads, wall_seconds=20)
    return json.loads(said)


def test_this_machine_builds_every_wall():
    """Where it does not, the tests below cannot hold."""
    assert confinement.missing() == set()
    assert children_are_walled_in(None) == []


def test_the_start_tells_which_wall_a_machine_lacks(monkeypatch):
    monkeypatch.setattr(confinement.platform, "machine", lambda: "riscv64")
    (told,) = children_are_walled_in(None)
    assert told.id == "files.W001" and "不能断开网络" in told.msg


def test_a_child_is_given_no_secret(monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "canary-of-the-environment")
    monkeypatch.setenv("DATABASE_URL", "postgres://name:canary-of-the-environment@db/x")
    found = inside(
        "print(json.dumps([dict(os.environ), tried(lambda: open('/proc/self/environ').read()),"
        "tried(lambda: open(f'/proc/{os.getppid()}/environ').read()),"
        "tried(lambda: os.listdir('/proc'))]))"
    )
    assert "canary" not in json.dumps(found)
    assert set(found[0]) <= {"PATH", "LANG", "LC_CTYPE", "TMPDIR"}
    assert found[1:] == ["PermissionError"] * 3


def test_a_child_reads_only_what_it_is_given(tmp_path):
    mine, other = tmp_path / "mine", tmp_path / "other"
    mine.write_text("mine")
    other.write_text("other")
    kept = blobs.root() / "blobs" / "ab"
    kept.mkdir(parents=True, exist_ok=True)
    paths = [other, settings.BASE_DIR / "var", kept, settings.BASE_DIR / "manage.py"]
    paths += ["/etc/passwd", "/root", "/home"]
    look = "lambda path: os.listdir(path) if os.path.isdir(path) else open(path).read()"
    found = inside(
        f"look = {look}\n"
        f"print(json.dumps([tried(lambda: look({str(mine)!r}))]"
        f" + [tried(lambda: look(path)) for path in {[str(path) for path in paths]!r}]))",
        reads=[mine],
    )
    assert found[0] == "'mine'"
    assert set(found[1:]) <= {"PermissionError", "FileNotFoundError"}


@pytest.mark.django_db
def test_a_child_cannot_open_the_database():
    if connection.vendor != "sqlite":
        reach = "__import__('psycopg').connect(host='127.0.0.1', connect_timeout=2)"
        assert inside(f"print(json.dumps(tried(lambda: {reach})))") == "OperationalError"
        return
    name = str(connection.settings_dict["NAME"])
    assert os.path.exists(name)
    reach = f"__import__('sqlite3').connect({name!r}).execute('SELECT 1 FROM township_user')"
    assert inside(f"print(json.dumps(tried(lambda: {reach})))") == "OperationalError"


@pytest.fixture
def listener():
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server


def has_been_called(server):
    """Whether somebody waits at its door; a connection is made before it is accepted."""
    return bool(select.select([server], [], [], 0.2)[0])


def test_who_calls_is_seen(listener):
    assert not has_been_called(listener)
    with socket.create_connection(listener.getsockname(), 2):
        assert has_been_called(listener)


def test_a_child_reaches_no_network(listener):
    port = listener.getsockname()[1]
    found = inside(
        "import socket\n"
        f"print(json.dumps([tried(lambda: socket.create_connection(('127.0.0.1', {port}), 2)),"
        "tried(lambda: socket.socket(socket.AF_INET, socket.SOCK_DGRAM)),"
        "tried(lambda: socket.socket(socket.AF_UNIX))]))"
    )
    assert found == ["PermissionError"] * 3
    assert not has_been_called(listener)


def test_a_child_starts_nothing_writes_nowhere_and_signals_nobody(tmp_path):
    target = str(tmp_path / "planted")
    found = inside(
        "print(json.dumps([tried(lambda: os.execv('/bin/true', ['true'])),"
        f"tried(lambda: open({target!r}, 'w')),"
        "tried(lambda: os.kill(os.getppid(), 0)),"
        "tried(lambda: open('township/files/child.py', 'a'))]))"
    )
    assert found == ["PermissionError"] * 3 + ["FileNotFoundError"]
    assert not os.path.exists(target)


def test_a_child_starts_no_further_process_once_it_is_limited():
    """A thread it may: the HEIC library takes one."""
    found = inside(
        "from township.files.limits import limit_self\nimport subprocess, threading\n"
        "limit_self(cpu_seconds=2, memory_mb=512, output_mb=1)\n"
        "came = []\nthread = threading.Thread(target=lambda: came.append(1))\n"
        "thread.start()\nthread.join()\n"
        "print(json.dumps([came, tried(os.fork), tried(lambda: subprocess.run(['true'])),"
        "tried(lambda: os.posix_spawn('/bin/true', ['true'], {}))]))"
    )
    assert found == [[1], "PermissionError", "PermissionError", "PermissionError"]


def test_a_child_has_a_folder_of_its_own_that_goes_with_it():
    found = inside(
        "import tempfile\nopen('note', 'w').write('x')\n"
        "with tempfile.TemporaryFile() as stream: stream.write(b'x')\n"
        "print(json.dumps(os.getcwd()))"
    )
    assert not os.path.exists(found)


def test_the_long_papers_child_stands_behind_the_same_walls(monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "canary-of-the-environment")
    seen = []
    begin = sandbox.run
    monkeypatch.setattr(sandbox, "run", lambda *a, **more: seen.append(a) or begin(*a, **more))
    files = {"main.typ": "Text"}
    assert typesetting.typeset_apart(files, 60).startswith(b"%PDF-")
    assert seen == [(typesetting.__file__,)]


def test_what_a_parser_needs_is_within_its_walls(tmp_path):
    """Each parser reads its own kind in the child."""
    for name, content, module, more in (
        ("a.jpg", photo(), "township.files.previewer", ["image/jpeg"]),
        ("a.pdf", pdf(), "township.files.reader", ["application/pdf"]),
    ):
        path = tmp_path / name
        path.write_bytes(content)
        assert sandbox.run(module, path, *more, reads=[path], wall_seconds=20)
