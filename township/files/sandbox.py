"""Parse bytes from outside in a child process that cannot take the site down with it.

`run` is the parent's side; the child limits itself (`limits.py`) before it reads anything.
"""

import logging
import subprocess
import sys
import tempfile
from pathlib import Path

from township.files import blobs
from township.files.limits import OUT_OF_MEMORY

log = logging.getLogger(__name__)
PROJECT = Path(__file__).resolve().parents[2]
TIMED_OUT = "timeout"
# SIGKILL and SIGXCPU come from the processor limit, SIGXFSZ from the output limit; native code that
# finds no memory aborts.
OVER_LIMIT = (TIMED_OUT, OUT_OF_MEMORY, -6, -9, -24, -25)


class ChildFailed(Exception):
    """The child gave no answer: it ran out of time or memory, or stumbled over the file."""

    def __init__(self, module, code, said):
        super().__init__(f"{module} ended with {code}: {said}")
        self.code, self.is_over_limit = code, code in OVER_LIMIT


def run(module, *arguments, wall_seconds):
    """Standard output (bytes) of `python -m module arguments…`. Raises ChildFailed."""
    command = [sys.executable, "-X", "utf8", "-m", module, *map(str, arguments)]
    with _scratch() as answer, _scratch() as complaint:
        try:
            code = subprocess.run(
                command,
                stdin=subprocess.DEVNULL,
                stdout=answer,
                stderr=complaint,
                cwd=PROJECT,
                timeout=wall_seconds,
                check=False,
            ).returncode
        except subprocess.TimeoutExpired:
            code = TIMED_OUT
        if code == 0:
            answer.seek(0)
            return answer.read()
        complaint.seek(0)
        failure = ChildFailed(module, code, complaint.read(4000).decode("utf-8", "replace"))
    log.warning("%s", failure)
    raise failure


def _scratch():
    folder = blobs.temporary_folder()
    with blobs.storage_errors():
        return tempfile.TemporaryFile(dir=folder)
