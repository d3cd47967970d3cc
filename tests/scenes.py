"""A scene is set once: the rows that the fixtures of a test make are put back for the next test.

Fixtures here build long stories through the real verbs (a campaign, a vote, a settled round), and
many tests begin with the same one. The first test of a run that asks for a set of fixtures builds
it; the rows and files it found at its start are remembered, and for every later test with the same
fixtures, whichever worker it comes to, they are written back as they were and the fixtures give
fresh instances of them. What a long fixture left on the way to a scene is remembered too: a set
that begins alike goes on from there.
Each test still begins in its own transaction with exactly those rows, and undoes what it does.

Built every time: what a fixture does that writes rows but gives a value that cannot be looked up
again, and whatever comes after it.
"""

import fcntl
import hashlib
import inspect
import os
import pickle
import shutil
import time
from collections import defaultdict
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection, models, transaction

from township.files.models import StoredFile
from township.touched import WrittenRows, touch

PLAIN = (str, int, bool, float, bytes, date, Decimal)
WRITES = ("INSERT", "UPDATE", "DELETE")
# Apps whose rows stand before any test begins.
GIVEN = ("contenttypes", "auth")
SLOTS = 30_000
# Seconds: a scene that is set in less is not worth a file for the other workers, nor a fixture
# that takes less a place to go on from.
WORTH = 0.5
WORTH_A_STOP = 0.3
# Fixtures that take so long that one worker sets them for all, whatever else a test asks for.
DEAR = {"tests.personas.story"}


class Unknowable(Exception):
    """A value that cannot be looked up again."""


class Scene:
    """What a set of fixtures left: `values` by fixture, `rows` by table, a copy of the files, and
    the rows, as {model: ids}, that no entry of the history has told of yet."""

    def __init__(self, file):
        self.file = file
        self.values, self.rows, self.files, self.untold = {}, None, None, {}
        self.is_rebuilt, self.is_foreign = False, False

    def fetch(self):
        """Take over what another worker has left."""
        if self.rows is None and self.file.exists():
            kept = pickle.loads(self.file.read_bytes())
            self.values, self.rows, self.files, self.untold = kept
            self.is_foreign = True

    def hand_on(self):
        """Leave it to the other workers, at once or not at all."""
        written = self.file.with_suffix(".new")
        written.write_bytes(pickle.dumps((self.values, self.rows, self.files, self.untold)))
        written.rename(self.file)


class Scenes:
    """The plugin: the scenes known here, and where the test at hand stands in its own.

    `folder` is shared by the workers of a run."""

    def __init__(self, folder):
        self.folder, self.kept = folder, {}
        # The scene of the test at hand, the one its fixtures begin from, the fixtures set so far.
        self.scene, self.beginning, self.is_set, self.set_up = None, None, False, []
        folder.mkdir(exist_ok=True)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_setup(self, item):
        names, is_whole = _order_of(item)
        self.scene = scene = self._of(names) if names[1:] and is_whole else None
        self.is_set, self.set_up = False, names[:1]
        if scene is None or scene.is_rebuilt or scene.rows is not None:
            self.beginning = self._longest_beginning(names)
            return (yield)
        with open(self._of(_shared(names)).file.with_suffix(".lock"), "w") as lock:
            # Whoever comes second waits for the scene of the first; closing opens the lock.
            fcntl.flock(lock, fcntl.LOCK_EX)
            self.beginning = self._longest_beginning(names)
            began = time.perf_counter()
            answer = yield
            if scene.rows is None and not scene.is_rebuilt:
                self._keep(scene, time.perf_counter() - began)
        return answer

    def _longest_beginning(self, names):
        """The scene that the most fixtures of `names`, from the first on, have left already."""
        for many in range(len(names), 1, -1):
            beginning = self._of(names[:many])
            beginning.fetch()
            if beginning.rows is not None:
                return beginning
        return None

    def note(self, name, value, seconds, is_written):
        """A fixture was set up for the scene of the test at hand."""
        scene = self.scene
        self.set_up.append(name)
        if value is not Unknowable:
            scene.values[name] = value
        elif is_written:
            scene.is_rebuilt = True
        stop = self._of(self.set_up)
        is_new = stop is not scene and stop.rows is None
        # With the first fixture of a beginning all of its rows are put back.
        is_past = self.beginning is None or self.beginning.values.keys() <= set(self.set_up)
        if is_new and is_past and seconds > WORTH_A_STOP and not scene.is_rebuilt:
            stop.values = dict(scene.values)
            self._keep(stop, seconds)

    def _of(self, names):
        """The scene of these fixtures. Files that import the same ones share it, in whatever
        order they name them."""
        key = frozenset(names)
        if key not in self.kept:
            name = hashlib.sha256("\n".join(sorted(key)).encode()).hexdigest()
            self.kept[key] = Scene(self.folder / name)
        return self.kept[key]

    def _keep(self, scene, seconds):
        scene.rows, scene.untold = _all_rows(), _untold()
        files = scene.file.with_suffix(".files")
        data = Path(settings.DATA_DIR)
        if str(data) != os.environ["DATA_DIR"]:
            if data.exists():
                scene.files = shutil.copytree(data, files, dirs_exist_ok=True)
        elif seconds > WORTH:
            # The folder of all tests of this worker: only what the rows speak of.
            for path in {stored.path for stored in StoredFile.objects.all()}:
                scene.files = files
                target = files / path.relative_to(data)
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(path, target)
        if seconds > WORTH:
            scene.hand_on()

    @pytest.hookimpl(tryfirst=True)
    def pytest_fixture_setup(self, fixturedef, request):
        scene, name = self.beginning, _name_of(fixturedef)
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
        written, began = [], time.perf_counter()

        def note(execute, sql, *rest):
            if sql.startswith(WRITES):
                written.append(sql)
            return execute(sql, *rest)

        with connection.execute_wrapper(note):
            value = yield
        try:
            if inspect.isgeneratorfunction(fixturedef.func):
                raise Unknowable
            frozen = _frozen(value)
        except Unknowable:
            frozen = Unknowable
        seconds = time.perf_counter() - began
        self.scenes.note(_name_of(fixturedef), frozen, seconds, bool(written))
        return value


def _order_of(item):
    """(names of fixtures of ours that a test uses, in the order they are set up; are they all?):
    the first that differs from test to test is left out, and whatever comes after it. Before them
    stands whether transactions are real, because then what waits for their end is done."""
    mark = item.get_closest_marker("django_db")
    is_real = {"transactional_db", "live_server"} & set(item.fixturenames) or (
        mark and mark.kwargs.get("transaction")
    )
    if not is_real and "db" not in item.fixturenames:
        return [], False
    known, ordered = item._fixtureinfo.name2fixturedefs, {}

    def visit(name):
        if name not in ordered and name in known:
            ordered[name] = None
            for needed in known[name][-1].argnames:
                visit(needed)
            ordered[name] = ordered.pop(name)

    for name in item.fixturenames:
        visit(name)
    varied = {"request"} | set(item.callspec.params if hasattr(item, "callspec") else ())
    names = ["committed" if is_real else "undone"]
    for fixturedef in (known[name][-1] for name in ordered):
        if _is_ours(fixturedef):
            if fixturedef.params or varied & set(fixturedef.argnames):
                return names, False
            names.append(_name_of(fixturedef))
    return names, True


def _shared(names):
    """The names up to the first dear one, or all: for what they leave, other workers wait."""
    return next((names[: n + 1] for n, name in enumerate(names) if name in DEAR), names)


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


def _untold():
    found = defaultdict(list)
    for _, mark, _ in connection.run_on_commit:
        if isinstance(mark, WrittenRows) and mark.next() is None:
            for model, pk in mark.rows:
                found[model].append(pk)
    return dict(found)


def _put_back(scene):
    with transaction.atomic(), connection.cursor() as cursor:
        # No model's table, so a test with real transactions leaves its lines behind.
        cursor.execute("DELETE FROM archives_search")
        for insert, width, rows in scene.rows:
            slots = f"({', '.join(['%s'] * width)})"
            step = SLOTS // width
            for at in range(0, len(rows), step):
                some = rows[at : at + step]
                values = [value for row in some for value in row]
                cursor.execute(insert + ", ".join([slots] * len(some)), values)
        for model, pks in scene.untold.items():
            touch(model, pks)
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
