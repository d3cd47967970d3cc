"""Parse bytes from outside in a child process that can neither take the site down nor rob it.

`run` is the parent's side. The child gets no environment, no network and no file but the named ones
(`confinement.py`), then limits itself (`limits.py`) before it reads anything. It comes from a
process that has loaded the parsers already (`nursery.py`), started when the first child is asked
for.
"""

import atexit
import compileall
import json
import logging
import os
import socket
import subprocess
import sys
import tempfile
import threading
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

from township.files import blobs
from township.files.limits import OUT_OF_MEMORY
from township.files.nursery import PARSERS, TIMED_OUT

log = logging.getLogger(__name__)
NURSERY = Path(__file__).with_name("nursery.py")
ENVIRONMENT = {"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"}
# A child may write no bytecode, so what only children load is compiled by the parent, once.
COMPILED = (*(name.partition(".")[0] for name in PARSERS), "township.files.checks")
KILLED = -9
# SIGKILL and SIGXCPU come from the processor limit, SIGXFSZ from the output limit; native code that
# finds no memory aborts.
OVER_LIMIT = (TIMED_OUT, OUT_OF_MEMORY, -6, KILLED, -24, -25)
GRACE = 30  # seconds after which the process that should have ended the child is given up


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
    for package in (*COMPILED, *own):
        _compile(package)
    with _folder() as scratch, _kept() as answer, _kept() as complaint:
        named = {"reads": list(map(str, reads)), "writes": list(map(str, writes))}
        words = [named | {"scratch": scratch}, str(program), *map(str, arguments)]
        with _stream(given) as source, _stream(json.dumps(words).encode()) as orders:
            code = _code((orders, source, answer, complaint), wall_seconds)
        if code == 0:
            answer.seek(0)
            return answer.read()
        complaint.seek(0)
        failure = ChildFailed(program, code, complaint.read(4000).decode("utf-8", "replace"))
    log.warning("%s", failure)
    raise failure


def _code(files, wall_seconds):
    """How a child with these open files (orders and standard streams) ended: its exit code, a
    signal's number below zero, or TIMED_OUT."""
    for _ in range(2):  # the nursery may have gone just then, for want of children
        mine, theirs = socket.socketpair()
        with mine, theirs:
            NURSED.ask(wall_seconds, [*(one.fileno() for one in files), theirs.fileno()])
            theirs.close()
            mine.settimeout(wall_seconds + GRACE)
            try:
                if told := mine.recv(64):
                    return json.loads(told)
            except TimeoutError:
                return TIMED_OUT
        for one in files:
            one.seek(0)
        for said in files[2:]:
            said.truncate()
    return KILLED


class Nursed:
    """The way to the nursery of this process, which is begun when it is first asked."""

    def __init__(self):
        self.lock, self.line, self.process = threading.Lock(), None, None
        atexit.register(self.end)
        # A copy of this process begins its own: it would keep this one's alive.
        os.register_at_fork(after_in_child=self.leave)

    def ask(self, seconds, files):
        """Have a child begun with these files (descriptors), for so many seconds at most."""
        with self.lock:
            for _ in range(2):
                if self.line is None:
                    self.begin()
                try:
                    socket.send_fds(self.line, [str(seconds).encode()], files)
                    return
                except ConnectionError:
                    self.end()

    def begin(self):
        self.line, theirs = socket.socketpair(type=socket.SOCK_SEQPACKET)
        with theirs:
            self.process = subprocess.Popen(
                [sys.executable, "-I", "-X", "utf8", str(NURSERY), str(theirs.fileno())],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                cwd="/",
                env=ENVIRONMENT,
                start_new_session=True,
            )

    def end(self):
        """Let it go, with its children."""
        if self.line is not None:
            self.line.close()
            self.process.wait()
            self.line = None

    def leave(self):
        self.lock = threading.Lock()
        if self.line is not None:
            self.line.close()
            self.line, self.process.returncode = None, 0


NURSED = Nursed()


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
    stream.seek(0)
    return stream


@lru_cache
def _compile(package):
    for folder in find_spec(package).submodule_search_locations:
        compileall.compile_dir(folder, quiet=2, maxlevels=4)
