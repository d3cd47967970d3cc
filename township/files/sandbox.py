"""Parse bytes from outside in a child process that can neither take the site down nor rob it.

`run` is the parent's side. The child (`child.py`) gets no environment, no network and no file but
the named ones (`confinement.py`), then limits itself (`limits.py`) before it reads anything.
"""

import compileall
import io
import json
import logging
import subprocess
import sys
import tempfile
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

from township.files import blobs
from township.files.limits import OUT_OF_MEMORY

log = logging.getLogger(__name__)
CHILD = Path(__file__).with_name("child.py")
ENVIRONMENT = {"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"}
# A child may write no bytecode, so what only children load is compiled by the parent, once.
PARSERS = ("pypdf", "PIL", "docx", "defusedxml", "python_calamine", "township.files.checks")
TIMED_OUT = "timeout"
# SIGKILL and SIGXCPU come from the processor limit, SIGXFSZ from the output limit; native code that
# finds no memory aborts.
OVER_LIMIT = (TIMED_OUT, OUT_OF_MEMORY, -6, -9, -24, -25)


class ChildFailed(Exception):
    """The child gave no answer: it ran out of time or memory, or stumbled over the file."""

    def __init__(self, program, code, said):
        super().__init__(f"{program} ended with {code}: {said}")
        self.code, self.is_over_limit = code, code in OVER_LIMIT


def run(program, *arguments, reads=(), writes=(), given=b"", wall_seconds):
    """Standard output (bytes) of `program` (module, or path of a file) run with `arguments`.

    `reads`: paths the child may open; `writes`: folders it may write to; `given`: bytes on its
    standard input. Raises ChildFailed.
    """
    own = [] if str(program).endswith(".py") else [program.rpartition(".")[0]]
    for package in (*PARSERS, *own):
        _compile(package)
    with _folder() as scratch, _kept() as answer:
        named = {"reads": list(map(str, reads)), "writes": list(map(str, writes))}
        orders = json.dumps(named | {"scratch": scratch})
        command = [sys.executable, "-I", "-X", "utf8", str(CHILD), orders, str(program)]
        with _kept() as complaint, _stream(given) as source:
            code = _code(
                [*command, *map(str, arguments)], source, answer, complaint, scratch, wall_seconds
            )
            if code == 0:
                answer.seek(0)
                return answer.read()
            complaint.seek(0)
            failure = ChildFailed(program, code, complaint.read(4000).decode("utf-8", "replace"))
    log.warning("%s", failure)
    raise failure


def _code(command, source, answer, complaint, folder, wall_seconds):
    try:
        return subprocess.run(
            command,
            stdin=source,
            stdout=answer,
            stderr=complaint,
            cwd=folder,
            env=ENVIRONMENT,
            timeout=wall_seconds,
            check=False,
        ).returncode
    except subprocess.TimeoutExpired:
        return TIMED_OUT


def _folder():
    folder = blobs.temporary_folder()
    with blobs.storage_errors():
        return tempfile.TemporaryDirectory(prefix="child-", dir=folder)


def _kept():
    folder = blobs.temporary_folder()
    with blobs.storage_errors():
        return tempfile.TemporaryFile(dir=folder)


def _stream(given):
    if not given:
        return open("/dev/null", "rb")
    stream = _kept()
    stream.write(given)
    stream.seek(0, io.SEEK_SET)
    return stream


@lru_cache
def _compile(package):
    for folder in find_spec(package).submodule_search_locations:
        compileall.compile_dir(folder, quiet=2, maxlevels=4)
