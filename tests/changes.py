"""One operator changed at a time in rules, queries and acts: do the tests notice? `make changes`.

A seeded sample of each folder is tried. A change is caught when the module's own tests fail
(`tests/<app>/<folder>/test_<module>*.py`); what they let pass is asked of every further test that
carries the module's name. What survives both is printed: a gap, or equal by the reason in EQUAL.
"""

import argparse
import ast
import gc
import os
import random
import shutil
import signal
import tempfile
import traceback
import warnings
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import CodeType, FunctionType

import pytest
from _pytest.runner import runtestprotocol
from django.db import connections

import tests.conftest  # noqa: F401  Django is set up once, before anything forks
from tests import scenes

BASE = Path(__file__).resolve().parent.parent
APPS = ("villages", "archives", "campaigns")
FOLDERS = ("rules", "queries", "acts")
# Seconds of a processor: a change that makes the tests of a module run for ever is caught.
LONGEST = 120
SWAPS: dict[type, type] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.And: ast.Or,
    ast.Or: ast.And,
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.FloorDiv,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
}
NAMES = {"min": "max", "max": "min", "any": "all", "all": "any"}
METHODS = {"filter": "exclude", "exclude": "filter"}
LOOKUPS = {"lt": "lte", "lte": "lt", "gt": "gte", "gte": "gt"}
# {(module, operator: its line): why nothing can tell the two apart}
EQUAL: dict[tuple[str, str], str] = {
    (
        "archives/queries/completeness.py",
        'year__lt: .filter(Q(year=year) | Q(category__in=lasting.values("pk"), year__lt=year))',
    ): "those of the year itself are taken anyway",
    (
        "archives/queries/completeness.py",
        "Is: issued = meeting.present if tally is None or tally.issued is None else tally.issued",
    ): "no vote is closed with other ballots given out than people present",
    (
        "archives/queries/search.py",
        "Or: if wanted.since or wanted.until:",
    ): "days are told apart by the rows: more of them are looked at, the same are shown",
    (
        "archives/queries/search.py",
        "Sub: if last - first < MONTHS_AT_MOST:",
    ): "years are looked up for months: more rows, of which the days choose the same",
    (
        "archives/acts/record.py",
        "And: if batch and (by != whose or fact.key in batch):",
    ): "facts are filed one by one: the same records, by more questions",
    (
        "archives/acts/nightly.py",
        'Lt: return None if made and timezone.now() - made["at"] < DAY else Concern()',
    ): "to the microsecond",
    (
        "archives/acts/nightly.py",
        "Lt: if planned.run_after < timezone.now() - LATE:",
    ): "to the microsecond",
    (
        "campaigns/acts/honour.py",
        'Lt: "hint": "没有单独命名" if not honour and level.rank < best else "",',
    ): "the level of the best rank is held, and no two levels have one rank",
    (
        "villages/rules/asking.py",
        "LtE: is_code = len(plain) == LENGTH and set(plain) <= set(LETTERS)",
    ): "eight signs are never all the letters there are",
    (
        "villages/rules/register.py",
        "Lt: differs = f\"{'少' if roll.total < roll.registered else '多'}{by}{unit}\"",
    ): "where both are equal nothing is told: the function has returned",
}


@dataclass(frozen=True)
class Change:
    """The `at`th operator in the functions of a module, in the order of its tree."""

    path: Path
    at: int
    line: int
    told: str

    @property
    def name(self) -> str:
        return f"{self.path.relative_to(BASE)}:{self.line} {self.told}"

    @property
    def key(self) -> tuple[str, str]:
        return str(self.path.relative_to(BASE)), self.told

    @property
    def mirror(self) -> list[Path]:
        folder = BASE / "tests" / self.path.relative_to(BASE).parent
        return _tests_of(self.path, folder.glob("test_*.py"))

    @property
    def further(self) -> list[Path]:
        found = _tests_of(self.path, (BASE / "tests").rglob("test_*.py"))
        return [path for path in found if path not in self.mirror]


def _tests_of(path, candidates):
    """Those that bear the module's name, but for what needs threads or a browser."""
    names = (f"test_{path.stem}.py", f"test_{path.stem}_")
    return sorted(
        one
        for one in candidates
        if (one.name == names[0] or one.name.startswith(names[1]))
        and not one.stem.endswith(("_concurrency", "_browser"))
        and "browser" not in one.parts
    )


def _operators(tree: ast.Module) -> Iterator[tuple[ast.AST, str]]:
    """(node, what is changed there) of all that runs when a function of the module is called."""
    for outer in _functions(tree):
        bodies = outer.body if isinstance(outer.body, list) else [outer.body]
        for body in bodies:
            yield from _within(body)


def _functions(node):
    """The outermost functions; what stands inside them is theirs."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.FunctionDef | ast.Lambda):
            yield child
        else:
            yield from _functions(child)


def _within(node):
    match node:
        case ast.Compare(ops=[only]) if type(only) in SWAPS:
            yield node, _word(only)
        case ast.BoolOp(op=op) | ast.BinOp(op=op) if type(op) in SWAPS:
            yield node, _word(op)
        case ast.UnaryOp(op=ast.Not()):
            yield node, "not"
        case ast.Call(func=ast.Name(id=name)) if name in NAMES:
            yield node, name
        case ast.Call(func=ast.Attribute(attr=name)) if name in METHODS:
            yield node, name
        case ast.keyword(arg=str(name)) if name.rpartition("__")[2] in LOOKUPS and "__" in name:
            yield node, name
    for field, value in ast.iter_fields(node):
        if field not in ("annotation", "returns", "decorator_list"):
            for child in value if isinstance(value, list) else [value]:
                if isinstance(child, ast.AST):
                    yield from _within(child)


def _word(operator):
    return type(operator).__name__


def _turn(node):
    """Change this one operator in place."""
    match node:
        case ast.Compare(ops=[only]):
            node.ops = [SWAPS[type(only)]()]
        case ast.BoolOp() | ast.BinOp():
            node.op = SWAPS[type(node.op)]()
        case ast.UnaryOp():
            # Twice refused is truth: `not x` becomes `bool(x)`.
            node.operand = ast.copy_location(ast.UnaryOp(ast.Not(), node.operand), node.operand)
        case ast.Call(func=ast.Name()):
            node.func.id = NAMES[node.func.id]
        case ast.Call():
            node.func.attr = METHODS[node.func.attr]
        case ast.keyword():
            head, mark, last = node.arg.rpartition("__")
            node.arg = head + mark + LOOKUPS[last]


def changes_of(path: Path) -> list[Change]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    lines = path.read_text(encoding="utf-8").splitlines()
    return [
        Change(path, at, node.lineno, f"{told}: {lines[node.lineno - 1].strip()}")
        for at, (node, told) in enumerate(_operators(tree))
    ]


def changed(change: Change) -> CodeType:
    """The module as code, with the change in it."""
    tree = ast.parse(change.path.read_text(encoding="utf-8"))
    node, _ = list(_operators(tree))[change.at]
    _turn(node)
    return compile(ast.fix_missing_locations(tree), str(change.path), "exec")


def apply(change: Change) -> None:
    """Give every function of the module that was loaded its code from the changed source."""
    codes = {}
    waiting = [changed(change)]
    while waiting:
        code = waiting.pop()
        codes[code.co_qualname, code.co_firstlineno] = code
        waiting += [inner for inner in code.co_consts if isinstance(inner, CodeType)]
    gc.unfreeze()
    for one in gc.get_objects():
        if type(one) is FunctionType and one.__code__.co_filename == str(change.path):
            key = one.__code__.co_qualname, one.__code__.co_firstlineno
            if key in codes and len(codes[key].co_freevars) == len(one.__code__.co_freevars):
                one.__code__ = codes[key]


class Trial:
    """Runs the tests of one module once as they are, then for every change, each time in a fork of
    a process that has run none: what draws papers keeps threads, which a fork would wait for.

    A scene that the unchanged code has set serves for a first look; what passes then is asked
    again with every row made by the changed code.
    """

    def __init__(self, tries: list[Change]):
        self.tries = tries
        self.caught: list[bool] = []

    def pytest_runtestloop(self, session):
        scenes.WORTH = scenes.WORTH_A_STOP
        _set_up_database(session)
        for is_anew in (None, False, True):
            if self._fails(session, None, is_anew):
                raise SystemExit("fails before any change")
        self.caught = [
            any(self._fails(session, change, is_anew) for is_anew in (False, True))
            for change in self.tries
        ]
        return True

    def _fails(self, session, change, is_anew) -> bool:
        """`is_anew` None: the scenes that are set here serve all that come after."""
        with tempfile.TemporaryDirectory(prefix="scenes-") as folder, _rows_put_back():
            if child := os.fork():
                return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) != 0
            try:
                signal.setitimer(signal.ITIMER_PROF, LONGEST)
                signal.alarm(10 * LONGEST)
                if is_anew is not None:
                    # Nothing that the changed code has made may serve another change.
                    scenes.Scene.hand_on = lambda scene: None
                for plugin in session.config.pluginmanager.get_plugins():
                    if is_anew and isinstance(plugin, scenes.Scenes):
                        plugin.folder = Path(folder)
                if change:
                    apply(change)
                os._exit(_run(session))
            except BaseException:
                traceback.print_exc()
                os._exit(1)


def _set_up_database(session):
    """Once for all forks, before any test."""
    session._setupstate.setup(session)
    needing = [item for item in session.items if "django_db_setup" in item.fixturenames]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", pytest.PytestRemovedIn10Warning)
        for item in needing[:1]:
            item._request.getfixturevalue("django_db_setup")


def _run(session) -> int:
    for item, later in zip(session.items, [*session.items[1:], session], strict=True):
        for report in runtestprotocol(item, nextitem=later, log=False):
            if report.failed:
                print(report.nodeid, str(report.longrepr)[-1500:], flush=True)
                return 1
    return 0


@contextmanager
def _rows_put_back():
    """The test database is a file; whatever a killed child left in it goes."""
    connections.close_all()
    file = Path(connections["default"].settings_dict["NAME"])
    kept = file.with_suffix(".kept")
    if file.exists():
        shutil.copy(file, kept)
    yield
    if kept.exists():
        for end in ("-wal", "-shm", "-journal"):
            file.with_name(file.name + end).unlink(missing_ok=True)
        kept.replace(file)


def ask(tries: list[Change], paths: list[Path]) -> list[bool] | None:
    """Do the tests in `paths` catch each? None where they do not stand as it is. Every module is
    tried in a child of its own."""
    source, target = os.pipe()
    if not (child := os.fork()):
        try:
            os.close(source)
            _answer(tries, paths, target)
        finally:
            os._exit(0)
    os.close(target)
    with os.fdopen(source, encoding="utf-8") as told:
        given = told.read()
    os.waitpid(child, 0)
    return [one == "1" for one in given] if len(given) == len(tries) else None


def _answer(tries, paths, target):
    if "LOUD" not in os.environ:
        nothing = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nothing, 1)
        os.dup2(nothing, 2)
    trial = Trial(tries)
    # Django and its tests are loaded before pytest looks at them.
    ignored = ["-W", "ignore::pytest.PytestAssertRewriteWarning"]
    pytest.main(["-q", *ignored, *map(str, paths)], plugins=[trial])
    with os.fdopen(target, "w", encoding="utf-8") as told:
        told.write("".join("1" if caught else "0" for caught in trial.caught))


def sample(folder: Path, modules: int, many: int, seed: int) -> list[Change]:
    """`many` changes of `modules` modules of a folder, fewer where there are fewer."""
    dice = random.Random(f"{seed} {folder.relative_to(BASE)}")
    paths = [path for path in sorted(folder.glob("*.py")) if changes_of(path)]
    chosen = dice.sample(paths, min(modules, len(paths)))
    every = [change for path in chosen for change in changes_of(path)]
    return sorted(dice.sample(every, min(many, len(every))), key=lambda one: one.name)


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("folders", nargs="*", help="villages/rules …; all nine without")
    asked.add_argument("--modules", type=int, default=5, help="modules a folder")
    asked.add_argument("--sample", type=int, default=30, help="changes a folder")
    asked.add_argument("--seed", type=int, default=1)
    options = asked.parse_args()
    names = options.folders or [f"{app}/{folder}" for folder in FOLDERS for app in APPS]
    caught = total = 0
    for name in names:
        held = survived = 0
        by_module = defaultdict(list)
        for change in sample(BASE / name, options.modules, options.sample, options.seed):
            by_module[change.path].append(change)
        for path, tries in by_module.items():
            answers = ask(tries, tries[0].mirror)
            if answers is None:
                print(f"  {path.relative_to(BASE)}: its tests do not stand here", flush=True)
                continue
            left = [one for one, is_caught in zip(tries, answers, strict=True) if not is_caught]
            further = ask(left, left[0].further) if left and left[0].further else None
            later = further or [False] * len(left)
            left = [one for one, is_caught in zip(left, later, strict=True) if not is_caught]
            for one in left:
                print(f"    {one.name}  {EQUAL.get(one.key, 'a gap')}", flush=True)
            held, survived = held + len(tries) - len(left), survived + len(left)
        print(f"{name}: {held} of {held + survived} caught", flush=True)
        caught, total = caught + held, total + held + survived
    print(f"caught: {caught / total:.1%} of {total}")


if __name__ == "__main__":
    main()
