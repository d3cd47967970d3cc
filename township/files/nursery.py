"""The process that parsing children come from: it has loaded the parsers, and never reads a file.

sandbox.py starts `python -I nursery.py socket`. It is a fresh interpreter without environment or
secrets; each child is a copy of it that puts up its walls (`child.py`) before it reads anything,
and starts in a few milliseconds, where an interpreter of its own would first load the parsers. A
message is the seconds that a child may take, with five open files: its orders (JSON), its standard
streams, and the socket on which its end is told. Without children it ends after IDLE seconds, and
at once when the site has gone.
"""

import gc
import json
import os
import select
import signal
import socket
import sys
import time
import traceback
from contextlib import suppress
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
IDLE = 300
STREAMS, FILES = 3, 5
MESSAGE = 64  # bytes, more than any number of seconds
TIMED_OUT = "timeout"
# What most children need; whatever else one needs it loads itself.
PARSERS = ("docx", "defusedxml.ElementTree", "pypdf", "python_calamine", "PIL.Image")
OURS = ("celltables", "cellnotes", "child", "kinds", "limits", "names")
CHECKS = ("compound", "image", "media", "package", "pdf", "programs", "sniffing", "text")
LOADED = (
    *PARSERS,
    *(f"township.files.{name}" for name in OURS),
    *(f"township.files.checks.{name}" for name in CHECKS),
)


@dataclass
class Child:
    """One that runs: where its end is told, and until when it may take."""

    told: socket.socket
    until: float
    is_late: bool = False


def serve(line):
    """Begin children as the site asks on `line`, and tell how each ended."""
    ended, wake = os.pipe()
    os.set_blocking(wake, False)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    signal.set_wakeup_fd(wake)
    children = {}
    while True:
        until = min((one.until for one in children.values()), default=time.monotonic() + IDLE)
        wait = max(0, until - time.monotonic())
        ready = select.select([line, ended], [], [], wait)[0]
        if ended in ready:
            os.read(ended, 4096)
            _tell_ends(children)
        if line in ready and not _begin(line, children):
            return _end(children)
        if not ready and not children:
            return None
        _end_late(children)


def _begin(line, children):
    """Begin the child that is asked for; False where the site has gone."""
    message, files, _, _ = socket.recv_fds(line, MESSAGE, FILES)
    if not message:
        return False
    *given, told = files
    pid = os.fork()
    if not pid:
        code = 1
        try:
            signal.set_wakeup_fd(-1)
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            code = _be_a_child(given)
        finally:  # whatever befalls it, a child never goes on as its parent
            os._exit(code)
    for one in given:
        os.close(one)
    children[pid] = Child(socket.socket(fileno=told), time.monotonic() + float(message))
    return True


def _be_a_child(given):
    """Run what the orders say, as a program of its own; returns its exit code."""
    from township.files.child import main

    try:
        orders, *streams = given
        with os.fdopen(orders) as file:
            words = json.load(file)
        for number, one in enumerate(streams):
            os.dup2(one, number)
        os.closerange(STREAMS, os.sysconf("SC_OPEN_MAX"))
        try:
            main(*words)
        finally:
            sys.stdout.flush()
    except SystemExit as wish:
        return wish.code if isinstance(wish.code, int) else int(wish.code is not None)
    except BaseException:
        traceback.print_exc()
        return 1
    return 0


def _tell_ends(children):
    while children:
        pid, status = os.waitpid(-1, os.WNOHANG)
        if not pid:
            return
        child = children.pop(pid)
        code = TIMED_OUT if child.is_late else os.waitstatus_to_exitcode(status)
        with child.told, suppress(OSError):
            child.told.send(json.dumps(code).encode())


def _end_late(children):
    now = time.monotonic()
    for pid, child in children.items():
        if now >= child.until and not child.is_late:
            child.is_late, child.until = True, now + IDLE
            os.kill(pid, signal.SIGKILL)


def _end(children):
    for pid in children:
        os.kill(pid, signal.SIGKILL)


if __name__ == "__main__":
    sys.path.insert(0, str(PROJECT))
    for name in LOADED:
        import_module(name)
    import_module("PIL.Image").preinit()
    gc.freeze()  # what is never looked through stays shared with every child
    serve(socket.socket(fileno=int(sys.argv[1])))
