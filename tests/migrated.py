"""The database of a new installation: its migrations run once for all tests, and are copied."""

import fcntl
import os
import shutil
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path

BASE = Path(__file__).resolve().parents[1]
KEY = "only-for-tests-0123456789-abcdefghijklmnopqrstuvwxyz"


def put(path: Path) -> None:
    """A SQLite database with all tables and nothing in them, at `path`."""
    path.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(_made(), path)
    path.chmod(0o600)


@cache
def _made():
    """Where it lies; the workers of one run share it."""
    folder = Path(os.environ.get("SCENES") or _alone().name)
    made, making = folder / "migrated.sqlite3", folder / "making.sqlite3"
    with open(folder / "migrated.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made.exists():
            environment = os.environ | {
                "DATABASE_URL": f"sqlite:///{making}",
                "DATA_DIR": str(folder / "migrating"),
                "SECRET_KEY": KEY,
                "DEBUG": "0",
            }
            command = [sys.executable, "manage.py", "migrate", "--verbosity", "0"]
            subprocess.run(command, cwd=BASE, env=environment, check=True)
            making.rename(made)
    return made


@cache
def _alone():
    """For whoever is no worker of such a run; gone with the process."""
    return tempfile.TemporaryDirectory(prefix="township-migrated-")
