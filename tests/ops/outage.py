"""The database is locked or gone for half a minute: the worker waits, and then does its work."""

import sqlite3
import subprocess
import sys
import time
from contextlib import contextmanager

import psycopg

from tests.township.backup.installation import ROOT, act, environment, manage

GONE_SECONDS, AGAIN_SECONDS = 30, 30


def run(folder, url, server):
    on = environment(folder, url)
    code, said = manage("migrate", "--verbosity", "0", on=on)
    assert code == 0, said
    command = [sys.executable, "manage.py", "worker"]
    worker = subprocess.Popen(
        command, cwd=ROOT, env=on, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    )
    faults = []
    try:
        time.sleep(8)
        with gone_from(server, url) if url else locked(folder / "db.sqlite3"):
            time.sleep(GONE_SECONDS)
            if worker.poll() is not None:
                faults.append(f"the worker ended: {worker.stderr.read()[-500:]}")
        began = time.monotonic()
        asked = act("ask_for_a_night", on=on)
        while not act("is_done", asked, on=on):
            if time.monotonic() - began > AGAIN_SECONDS:
                faults.append("the worker did nothing after the database was back")
                break
            time.sleep(0.5)
        took = round(time.monotonic() - began, 1)
    finally:
        worker.terminate()
        worker.wait(30)
    return {"gone for": GONE_SECONDS, "worked again after": took, "faults": faults}


@contextmanager
def locked(path):
    """Nobody else writes."""
    holder = sqlite3.connect(path, isolation_level=None, timeout=30)
    holder.execute("BEGIN EXCLUSIVE")
    try:
        yield
    finally:
        holder.execute("ROLLBACK")
        holder.close()


@contextmanager
def gone_from(server, url):
    """The server throws everybody out of this database and lets nobody in."""
    name = url.rpartition("/")[2]
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'ALTER DATABASE "{name}" WITH ALLOW_CONNECTIONS false')
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name]
        )
        try:
            yield
        finally:
            connection.execute(f'ALTER DATABASE "{name}" WITH ALLOW_CONNECTIONS true')
