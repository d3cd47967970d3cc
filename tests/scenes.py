"""A scene is set once: the rows that the fixtures of a test make are put back for the next test.

Fixtures here build long stories through the real verbs (a campaign, a vote, a settled round), and
many tests begin with the same one. The first test of a run that asks for a set of fixtures builds
it; the rows and files it found at its start are remembered, and for every later test with the same
fixtures, whichever worker it comes to, they are written back as they were and the fixtures give
fresh instances of them.
Each test still begins in its own transaction with exactly those rows, and undoes what it does.

Left alone, and built every time: tests with real transactions, and sets in which a fixture writes
rows but gives a value that cannot be looked up again.
"""

import fcntl
import hashlib
import inspect
import os
import pickle
import shutil
import time
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection, models

from township.files.models import StoredFile

PLAIN = (str, int, bool, float, bytes, date, Decimal)
WRITES = ("INSERT", "UPDATE", "DELETE")
# Apps whose rows stand before any test begins.
GIVEN = ("contenttypes", "auth")
SLOTS = 900
# A scene that is set in less time is not worth a file for the other workers.
WORTH = 0.5


class Unknowable(Exception):
    """A value that cannot be looked up again."""


class Scene:
    """What a set of fixtures left: `values` by fixture, `rows` by table, a copy of the files."""

    def __init__(self, file):
        self.file = file
        self.values, self.rows, self.files = {}, None, None
        self.is_rebuilt, self.is_foreign = False, False

    def fetch(self):
        """Take over what another worker has left."""
        if self.rows is None and self.file.exists():
            self.values, self.rows, self.files = pickle.loads(self.file.read_bytes())
            self.is_foreign = True

    def hand_on(self):
        """Leave it to the other workers, at once or not at all."""
        written = self.file.with_suffix(".new")
        written.write_bytes(pickle.dumps((self.values, self.rows, self.files)))
        written.rename(self.file)


class Scenes:
    """The plugin: the scenes known here, and where the test at hand stands in its own.

    `folder` is shared by the workers of a run."""

    def __init__(self, folder):
        self.folder, self.kept = folder, {}
        self.scene, self.is_set = None, False
        folder.mkdir(exist_ok=True)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_setup(self, item):
        key = _key_of(item)
        self.scene = self._of(key) if key else None
        self.is_set = False
        scene = self.scene
        if not scene or scene.rows is not None or scene.is_rebuilt:
            return (yield)
        with open(self.scene.file.with_suffix(".lock"), "w") as lock:
            # Whoever comes second waits for the scene of the first; closing opens the lock.
            fcntl.flock(lock, fcntl.LOCK_EX)
            self.scene.fetch()
            began = time.perf_counter()
            answer = yield
            if self.scene.rows is None and not self.scene.is_rebuilt:
                self._keep(time.perf_counter() - began)
        return answer

    def _of(self, key):
        if key not in self.kept:
            name = hashlib.sha256("\n".join(sorted(key)).encode()).hexdigest()
            self.kept[key] = Scene(self.folder / name)
        return self.kept[key]

    def _keep(self, seconds):
        self.scene.rows = _all_rows()
        files = self.scene.file.with_suffix(".files")
        data = Path(settings.DATA_DIR)
        if str(data) != os.environ["DATA_DIR"]:
            if data.exists():
                self.scene.files = shutil.copytree(data, files)
        elif seconds > WORTH:
            # The folder of all tests of this worker: only what the rows speak of.
            for path in {stored.path for stored in StoredFile.objects.all()}:
                self.scene.files = files
                target = files / path.relative_to(data)
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(path, target)
        if seconds > WORTH:
            self.scene.hand_on()

    @pytest.hookimpl(tryfirst=True)
    def pytest_fixture_setup(self, fixturedef, request):
        scene, name = self.scene, _name_of(fixturedef)
        if scene is None or scene.rows is None or name not in scene.values:
            return None
        if not self.is_set:
            _put_back(scene)
            self.is_set = True
        value = _thawed(scene.values[name])
        fixturedef.cached_result = (value, fixturedef.cache_key(request), None)
        return value


class Watching:
    """Notes what each fixture gave while a scene is set for the first time."""

    def __init__(self, scenes):
        self.scenes = scenes

    @pytest.hookimpl(wrapper=True)
    def pytest_fixture_setup(self, fixturedef, request):
        scene = self.scenes.scene
        if scene is None or scene.rows is not None or not _is_ours(fixturedef):
            return (yield)
        written = []

        def note(execute, sql, *rest):
            if sql.startswith(WRITES):
                written.append(sql)
            return execute(sql, *rest)

        with connection.execute_wrapper(note):
            value = yield
        try:
            if inspect.isgeneratorfunction(fixturedef.func):
                raise Unknowable
            scene.values[_name_of(fixturedef)] = _frozen(value)
        except Unknowable:
            scene.is_rebuilt = scene.is_rebuilt or bool(written)
        return value


def _key_of(item):
    """The names of all fixtures of ours that a test uses, or None for a test to be left alone.
    Files that import the same fixtures share a scene, in whatever order they name them."""
    mark = item.get_closest_marker("django_db")
    if "db" not in item.fixturenames or (mark and mark.kwargs.get("transaction")):
        return None
    found = [item._fixtureinfo.name2fixturedefs.get(name) for name in item.fixturenames]
    ours = [defined[-1] for defined in found if defined and _is_ours(defined[-1])]
    varied = set(item.callspec.params) if hasattr(item, "callspec") else set()
    for fixturedef in ours:
        if fixturedef.params or {"request", *varied} & set(fixturedef.argnames):
            return None
    return frozenset(map(_name_of, ours))


def _name_of(fixturedef):
    return f"{fixturedef.func.__module__}.{fixturedef.func.__qualname__}"


def _is_ours(fixturedef):
    return fixturedef.scope == "function" and fixturedef.func.__module__.startswith("tests.")


# Values


def _frozen(value):
    if isinstance(value, models.Model) and value.pk is not None:
        return (models.Model, type(value), value.pk)
    if isinstance(value, dict):
        return (dict, [(_frozen(key), _frozen(one)) for key, one in value.items()])
    if type(value) in (list, tuple):
        return (type(value), [_frozen(one) for one in value])
    if is_dataclass(value):
        parts = {field.name: getattr(value, field.name) for field in fields(value)}
        return (type(value), _frozen(parts))
    if isinstance(value, PLAIN):
        return (None, value)
    raise Unknowable


def _thawed(frozen):
    kind, *content = frozen
    if kind is models.Model:
        model, pk = content
        return model._base_manager.get(pk=pk)
    if kind is dict:
        return {_thawed(key): _thawed(one) for key, one in content[0]}
    if kind in (list, tuple):
        return kind(_thawed(one) for one in content[0])
    return content[0] if kind is None else kind(**_thawed(content[0]))


# Rows


def _tables():
    """(table, columns), children before their parents: no trigger that closes a parent to new
    children meets one that is already back."""
    ordered = {}

    def visit(model):
        if model in ordered:
            return
        ordered[model] = None
        for field in model._meta.local_concrete_fields:
            if field.remote_field:
                visit(field.remote_field.model)
        ordered[model] = ordered.pop(model)

    for model in apps.get_models(include_auto_created=True):
        if model._meta.app_label not in GIVEN and not model._meta.proxy:
            visit(model)
    for model in reversed(ordered):
        if model._meta.app_label not in GIVEN:
            yield model._meta.db_table, [f.column for f in model._meta.local_concrete_fields]
    yield "archives_search", ["rowid", "words"]


def _all_rows():
    """[(beginning of the INSERT, columns a row, rows)] of every table that is not empty."""
    quote, found = connection.ops.quote_name, []
    # The sign keeps SQLite from converting a value on its way out.
    sign = "+" if connection.vendor == "sqlite" else ""
    with connection.cursor() as cursor:
        for table, columns in _tables():
            names = [quote(column) for column in columns]
            cursor.execute(f"SELECT {', '.join(sign + name for name in names)} FROM {quote(table)}")
            if rows := cursor.fetchall():
                insert = f"INSERT INTO {quote(table)} ({', '.join(names)}) VALUES "
                found.append((insert, len(columns), rows))
    return found


def _put_back(scene):
    with connection.cursor() as cursor:
        # No model's table, so a test with real transactions leaves its lines behind.
        cursor.execute("DELETE FROM archives_search")
        for insert, width, rows in scene.rows:
            slots = f"({', '.join(['%s'] * width)})"
            step = SLOTS // width
            for at in range(0, len(rows), step):
                some = rows[at : at + step]
                values = [value for row in some for value in row]
                cursor.execute(insert + ", ".join([slots] * len(some)), values)
    if scene.is_foreign and connection.vendor == "postgresql":
        _draw_on()
    scene.is_foreign = False
    if scene.files:
        shutil.copytree(scene.files, settings.DATA_DIR, dirs_exist_ok=True)


def _draw_on():
    """No number that another worker drew for a row is drawn here again."""
    with connection.cursor() as cursor:
        for model in apps.get_models(include_auto_created=True):
            if isinstance(model._meta.pk, models.AutoField) and not model._meta.proxy:
                table, column = model._meta.db_table, model._meta.pk.column
                name = connection.ops.quote_name(table)
                most = f"greatest(nextval(own), (SELECT max({column}) FROM {name}))"
                cursor.execute(
                    f"SELECT setval(own, {most})"
                    " FROM (SELECT pg_get_serial_sequence(%s, %s)::regclass AS own) AS sequence",
                    [name, column],
                )
