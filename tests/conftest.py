"""What every test stands on: its environment, its database, its browser.

The environment is set before Django reads township/settings.py, so `pytest` alone works and
nothing a developer has exported reaches the tests, except DATABASE_URL, which the PostgreSQL
launcher sets (see tests/postgres.py). Fixtures about people, villages and pages live beside
the tests that use them.
"""

import contextlib
import os
import socket
import tempfile
import threading
from pathlib import Path

import django
import hypothesis
import pytest

from township import memory

# In memory where the machine offers it: no test cuts the power, and every fsync costs time.
if os.access("/dev/shm", os.W_OK):
    tempfile.tempdir = "/dev/shm"
TEMPORARY = tempfile.TemporaryDirectory(prefix="township-tests-", ignore_cleanup_errors=True)
FOLDER = Path(TEMPORARY.name)

os.environ |= {
    "DJANGO_SETTINGS_MODULE": "township.settings",
    "SECRET_KEY": "only-for-tests-0123456789-abcdefghijklmnopqrstuvwxyz",
    "ALLOWED_HOSTS": "testserver,localhost,127.0.0.1",
    "SITE_URL": "http://testserver",
    "DATA_DIR": str(FOLDER / "data"),
    "DEBUG": "0",
    "DEMO": "0",
    "HTTPS": "0",
    # Tests write rows past the acts; those that are given `keeping` do not.
    "KEEP_PAGES": "0",
    # Tests that read scans say so.
    "READ_SCANS": "0",
    # A phone fetches forms behind the page; tests that are about it are given `taking_along`.
    "OUTBOX": "0",
    # Playwright's event loop runs in the thread of the tests, which read the database too.
    "DJANGO_ALLOW_ASYNC_UNSAFE": "1",
}
os.environ.setdefault("DATABASE_URL", f"sqlite:///{FOLDER}/never-opened.sqlite3")
django.setup()
# A worker of pytest-xdist inherits the environment: with this name in it, the worker would read
# the settings before it comes here, and use its parent's folder.
del os.environ["DJANGO_SETTINGS_MODULE"]

from django.conf import settings  # noqa: E402
from django.contrib.staticfiles.handlers import StaticFilesHandler  # noqa: E402
from django.core.cache import cache  # noqa: E402
from django.core.servers.basehttp import ThreadedWSGIServer  # noqa: E402
from django.db import DataError, connection, connections, models  # noqa: E402
from django.db.backends.sqlite3.base import DatabaseOperations  # noqa: E402
from django.db.models.signals import pre_save  # noqa: E402

from tests.scenes import Scenes, Watching  # noqa: E402
from tests.sent import carry_along  # noqa: E402

pytest_plugins = ["tests.personas", "tests.papers_of_acts"]

# The shell paints no window of its own and takes half the time.
CHROMIUM = (Path("/usr/bin/chromium-headless-shell"), Path("/usr/bin/chromium"))
# Folders of what stands before the rows: their acts are done on PostgreSQL by whole years and the
# demonstration, and at the same moment by the files of this ending.
BEFORE_THE_DATABASE = {"views", "forms", "papers", "sheets", "personal", "setup"}
BEFORE_THE_DATABASE |= {"acts", "workflows", "alerts"}
AT_THE_SAME_MOMENT = "_concurrency.py"
# Folders of what no PostgreSQL run has: whatever they import stays unread.
WITHOUT_POSTGRESQL = {"browser", "rules"}
DATABASE_FIXTURES = {"db", "transactional_db", "_django_db_helper", "live_server"}

# The same examples in every run, however slow the machine.
hypothesis.settings.register_profile("steady", deadline=None, derandomize=True)
hypothesis.settings.load_profile("steady")

settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# The live server has a thread for each request, which leaves no connection behind.
connections.databases["default"]["CONN_MAX_AGE"] = 0
# The live server knows files by their plain names only.
settings.STORAGES["staticfiles"] = {
    "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
}
settings.STATIC_ROOT = FOLDER / "static"
settings.STATIC_ROOT.mkdir()


def _hold_to_length(sender, instance, update_fields=None, **kwargs):
    """SQLite keeps text longer than its column; PostgreSQL answers with an error. So do tests."""
    for field in sender._meta.concrete_fields:
        if isinstance(field, models.CharField) and field.max_length:
            is_saved = update_fields is None or field.name in update_fields
            value = instance.__dict__.get(field.attname)
            if is_saved and isinstance(value, str) and len(value) > field.max_length:
                raise DataError(f"{field}: {len(value)} > {field.max_length}")


pre_save.connect(_hold_to_length)
carry_along()


def pytest_addoption(parser):
    told = "keep pictures of the pages that are looked at under var/screenshots/"
    parser.addoption("--pictures", action="store_true", help=told)


def pytest_configure(config):
    # A worker of pytest-xdist inherits its parent's folder.
    scenes = Scenes(Path(os.environ.setdefault("SCENES", str(FOLDER / "scenes"))))
    config.pluginmanager.register(scenes)
    config.pluginmanager.register(Watching(scenes))


def pytest_collection_finish(session):
    memory.settle()


def pytest_ignore_collect(collection_path):
    """Of pages, forms and papers one walk asks the questions on PostgreSQL
    (tests/test_hostile_queries.py); what they and the acts do one by one is for `make postgres`."""
    if connection.vendor != "postgresql":
        return None
    if collection_path.is_dir():
        return collection_path.name in WITHOUT_POSTGRESQL or None
    is_left = "WHOLE" not in os.environ and BEFORE_THE_DATABASE & set(collection_path.parts)
    is_test = collection_path.name.startswith("test_")
    return (
        bool(is_left and is_test and not collection_path.name.endswith(AT_THE_SAME_MOMENT)) or None
    )


def pytest_collection_modifyitems(config, items):
    """On PostgreSQL only what touches the database runs: the rest proved itself on SQLite."""
    if connection.vendor == "postgresql":
        others = [one for one in items if not _touches_the_database(one)]
        config.hook.pytest_deselected(items=others)
        items[:] = [one for one in items if _touches_the_database(one)]


def _touches_the_database(item):
    is_marked = item.get_closest_marker("django_db") is not None
    return is_marked or bool(DATABASE_FIXTURES & set(item.fixturenames))


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix):
    """Test databases on SQLite are files, as in use, never in memory: threads of the live server
    would share the connection of the test, and one closing it under another crashes Python."""
    if connection.vendor == "sqlite":
        connections.databases["default"]["TEST"]["NAME"] = str(FOLDER / "test.sqlite3")


def _flush_frozen_tables(operations, *args, **kwargs):
    """Statements that empty the tables after a test with real transactions.

    SQLite has no TRUNCATE, and triggers refuse to delete frozen rows. They go first; the
    migrate signal that Django sends after the flush creates them again.
    """
    with operations.connection.cursor() as cursor:
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        triggers = [f'DROP TRIGGER "{name}"' for (name,) in cursor.fetchall()]
    return [*triggers, *_sql_flush(operations, *args, **kwargs)]


_sql_flush, DatabaseOperations.sql_flush = DatabaseOperations.sql_flush, _flush_frozen_tables


def _serve_for_a_year(handler, request):
    """A browser asks for each static file once, as in use: twenty files on every page are most
    of what a live server would be asked for."""
    answer = _serve(handler, request)
    answer["Cache-Control"] = "max-age=31536000"
    return answer


_serve, StaticFilesHandler.serve = StaticFilesHandler.serve, _serve_for_a_year


# {thread: connection} of all whom the live server listens to.
CALLERS = {}


def _attend(server, connection, address):
    CALLERS[threading.current_thread()] = connection
    try:
        _attend_to(server, connection, address)
    finally:
        del CALLERS[threading.current_thread()]


_attend_to = ThreadedWSGIServer.process_request_thread
ThreadedWSGIServer.process_request_thread = _attend


@pytest.fixture
def nobody_calls(live_server):
    """Once the browser is closed, what it had asked for is answered before the tables are emptied;
    nothing of it acts in the next test."""
    yield
    for thread, caller in list(CALLERS.items()):
        with contextlib.suppress(OSError):
            caller.shutdown(socket.SHUT_RD)
        thread.join()


@pytest.fixture
def new_context(nobody_calls, new_context):
    """A browser context with our patience, closed before the tables are emptied."""
    from tests.browser.visitor import PATIENCE

    def opened(**given):
        context = new_context(**given)
        context.set_default_timeout(PATIENCE)
        return context

    return opened


@pytest.fixture
def keeping(settings):
    """Pages are kept, as in use."""
    settings.KEEP_PAGES = True
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def taking_along(settings):
    """Phones take forms along, as in use."""
    settings.OUTBOX = True


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    """Debian's Chromium where it is installed, else Playwright's own; neither asks the internet."""
    found = [path for path in CHROMIUM if path.exists()]
    chosen = {"executable_path": str(found[0])} if found else {}
    return (
        browser_type_launch_args
        | chosen
        | {
            "args": [
                *(["--no-sandbox"] if os.geteuid() == 0 else []),
                "--disable-gpu",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--no-first-run",
            ]
        }
    )


@pytest.fixture(scope="session")
def base_url(live_server):
    """`page.goto("/villages/")` asks the live server."""
    return live_server.url


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args):
    return browser_context_args | {
        "locale": "zh-CN",
        "timezone_id": "Asia/Shanghai",
        "viewport": {"width": 1280, "height": 800},
        # Nothing slides and fades, which a click would wait for.
        "reduced_motion": "reduce",
    }
