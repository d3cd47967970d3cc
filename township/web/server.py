"""How the site is served: `python -m township.web.server`.

granian reads and writes the network outside Python and hands each request to township.asgi. Two
processes suffice for a township on two cores (decision 13, a loop in front of the threads). They
are forked off this one, which has loaded the site before: one that is started, or replaced, answers
at once and shares what was loaded.
"""

import multiprocessing
import os
import shutil
import sys
import tempfile
from contextlib import contextmanager
from importlib import import_module

from django.core.management import execute_from_command_line
from granian import Granian
from granian.constants import HTTPModes, Interfaces
from granian.http import HTTP1Settings
from granian.log import LogLevels

from township.private import keep_private, take_own_key

# A head comes within so long, or its connection ends.
HEAD_MILLISECONDS = 15_000
# Connections a process keeps; a sender waits in its own, so that there are many more than threads.
CONNECTIONS = 1024
# Typesetting and large tables leave memory behind; a process that has grown so large (MB) is
# replaced, and so is one of a day.
LARGEST_MB, OLDEST_SECONDS = 900, 24 * 3600
# The old process answers on for so long beside its successor, so that none of its answers is cut.
OVERLAP_SECONDS = 15


def server() -> Granian:
    """The server as the environment describes it."""
    return Granian(
        "township.asgi:application",
        address=os.environ.get("HOST", "127.0.0.1"),
        port=int(os.environ.get("PORT", "8000")),
        interface=Interfaces.ASGINL,
        workers=int(os.environ.get("WEB_CONCURRENCY", "2")),
        http=HTTPModes.http1,
        http1_settings=HTTP1Settings(header_read_timeout=HEAD_MILLISECONDS),
        websockets=False,
        backlog=CONNECTIONS,
        backpressure=CONNECTIONS,
        log_level=LogLevels.error,
        respawn_failed_workers=True,
        respawn_interval=OVERLAP_SECONDS,
        workers_max_rss=LARGEST_MB,
        workers_lifetime=OLDEST_SECONDS,
        workers_kill_timeout=20,
    )


def load_site() -> None:
    """Load once what every process needs, the addresses too; end here where program and database do
    not fit. A child looks, so that no process inherits a connection."""
    if sys.platform == "linux":
        multiprocessing.set_start_method("fork", force=True)
    import_module("township.asgi")
    import_module("django.urls").reverse("home")
    looking = multiprocessing.Process(
        target=execute_from_command_line, args=(["manage.py", "ready"],)
    )
    looking.start()
    looking.join()
    if looking.exitcode:
        sys.exit(looking.exitcode)


@contextmanager
def figures_of_all():
    """A folder in which each process keeps its figures, where the settings ask for any
    (township/watching/requests.py); what is in it is of this run alone."""
    if not os.environ.get("METRICS_TOKEN"):
        yield
        return
    folder = tempfile.mkdtemp(prefix="chuangjiantong-figures-")
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = folder
    try:
        yield
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def main() -> None:
    """Serve with what .env says: address and processes are told before any setting is read."""
    keep_private()
    # What is read here is inherited by all processes.
    take_own_key()
    with figures_of_all():
        load_site()
        server().serve()


if __name__ == "__main__":
    main()
