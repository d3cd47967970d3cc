"""PostgreSQL's archive: the server's machine is lost; what was acknowledged a moment ago is not.

A server with the settings of the handbook's chapter (the pause is two seconds here instead of a
minute), a base copy, writes one by one, a kill; then a new server from copy and archive alone.
"""

import shutil
import signal
import subprocess
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

import psycopg

from tests.postgres import AS_OTHER, find_programs, free_port, wait_until_ready

PAUSE, WRITING = 2, 13
KEEP = "test ! -f {archive}/%f && cp %p {archive}/%f.part && mv {archive}/%f.part {archive}/%f"


def run(folder, url, server):
    with tempfile.TemporaryDirectory(prefix="township-archive-") as name:
        place = Path(name)
        place.chmod(0o755)
        programs = find_programs(place)
        for one in ("old", "base", "archive"):
            _private(place / one)
        _program(programs, "initdb", "-D", place / "old", "-U", "township", "-A", "trust", "-N")
        keep = KEEP.format(archive=place / "archive")
        settings = {"wal_level": "replica", "archive_mode": "on", "archive_command": keep}
        with running(programs, place / "old", settings | {"archive_timeout": PAUSE}) as (old, port):
            written = _write(programs, place, port)
            killed = time.monotonic()
            old.send_signal(signal.SIGQUIT)
            old.wait(30)
        shutil.rmtree(place / "old")
        again = {"restore_command": f"cp {place / 'archive'}/%f %p"}
        (place / "base" / "recovery.signal").touch()
        with running(programs, place / "base", again) as (_, port):
            came_back = _read(port)
    lost = [number for number, at in written.items() if number not in came_back]
    age = max((killed - written[number] for number in lost), default=0.0)
    faults = []
    if age > 3 * PAUSE:
        faults.append(f"lost what had been acknowledged {age:.1f} s before")
    if came_back - written.keys() or not came_back:
        faults.append(f"{len(came_back)} came back of {len(written)}")
    told = {"pause": PAUSE, "acknowledged": len(written), "lost": len(lost)}
    return told | {"oldest lost, seconds": round(age, 1), "faults": faults}


@contextmanager
def running(programs, tables, settings):
    port = free_port()
    settings = settings | {"port": port, "listen_addresses": "127.0.0.1"}
    settings |= {"unix_socket_directories": "", "fsync": "off"}
    flags = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
    log = tables.parent / f"{tables.name}.log"
    with log.open("w") as stderr:
        server = subprocess.Popen(
            [programs / "postgres", "-D", tables, *flags],
            stderr=stderr,
            start_new_session=True,
            cwd=tables.parent,
            **AS_OTHER,
        )
    try:
        wait_until_ready(programs, port, server, log)
        yield server, port
    finally:
        if server.poll() is None:
            server.send_signal(signal.SIGINT)
            server.wait(30)


def _write(programs, place, port):
    """{number: when it was acknowledged}; the base copy is made in between."""
    acknowledged = {}
    with _connected(port) as connection:
        connection.execute("CREATE TABLE act (number integer PRIMARY KEY)")
        copy = ["pg_basebackup", "-D", place / "base", "-X", "none", "-c", "fast", "--no-sync"]
        _program(programs, *copy, "-h", "127.0.0.1", "-p", str(port), "-U", "township")
        began = time.monotonic()
        while time.monotonic() < began + WRITING:
            number = len(acknowledged)
            connection.execute("INSERT INTO act VALUES (%s)", [number])
            acknowledged[number] = time.monotonic()
            time.sleep(0.02)
    return acknowledged


def _read(port):
    for _ in range(300):
        try:
            with _connected(port) as connection:
                if not connection.execute("SELECT pg_is_in_recovery()").fetchone()[0]:
                    return {row[0] for row in connection.execute("SELECT number FROM act")}
        except psycopg.OperationalError:
            pass
        time.sleep(0.1)
    return set()


def _connected(port):
    address = f"postgres://township@127.0.0.1:{port}/postgres"
    return psycopg.connect(address, autocommit=True)


def _private(folder):
    folder.mkdir(mode=0o700)
    if AS_OTHER:
        shutil.chown(folder, AS_OTHER["user"], AS_OTHER["group"])


def _program(programs, name, *words):
    command = [programs / name, *map(str, words)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd="/", **AS_OTHER)
