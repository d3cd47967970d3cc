"""Commands of this program run as children, on a database and files that are not yet in use."""

import os
import subprocess
import sys
from collections.abc import Mapping

from django.conf import settings

TOLD_LINES = 5


def run(*words: str, on: Mapping[str, str]) -> tuple[bool, list[str]]:
    """(did it succeed, the lines it said) of `manage.py WORDS` with this environment."""
    done = subprocess.run(
        [sys.executable, str(settings.BASE_DIR / "manage.py"), *words],
        cwd=settings.BASE_DIR,
        env=os.environ | {"PYTHONWARNINGS": "ignore"} | dict(on),
        capture_output=True,
        text=True,
        check=False,
    )
    said = [one.strip() for one in (done.stdout + done.stderr).splitlines() if one.strip()]
    return done.returncode == 0, said


def last_of(said: list[str]) -> str:
    """The end of what a command said, as one line."""
    return " ".join(said[-TOLD_LINES:]) or "没有说明原因"
