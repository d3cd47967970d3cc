"""Upward facts: a workflow announces its transitions, upper apps subscribe by name.

Receivers run in the transaction of the transition: if one fails, the act did not happen.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

ANNOUNCED = set()
RECEIVERS = defaultdict(list)
IS_TRIED = ContextVar("is_tried", default=False)
# What receivers of the act under way have put off to its end; None outside of one.
PUT_OFF: ContextVar[list | None] = ContextVar("put_off", default=None)
# What was asked within the act under way; None outside of one.
ASKED: ContextVar[dict | None] = ContextVar("asked", default=None)


def on(*names):
    """Subscribe a function (instance, by, given) to transitions named "noun.transition"."""

    def subscribe(function):
        for name in names:
            RECEIVERS[name].append(function)
        return function

    return subscribe


def announce(name, instance, by, given=None):
    """Tell the receivers of `name`; called inside the transition's transaction."""
    if IS_TRIED.get():
        return
    for receiver in RECEIVERS[name]:
        receiver(instance, by, given or {})


@contextmanager
def one_act() -> Iterator[Callable[[], None]]:
    """An act with the acts that follow from it. Yields what does all that was put off: called when
    everybody was told, it acts at the end of the outermost act alone."""
    outer = PUT_OFF.get()
    work: list = [] if outer is None else outer
    before, token = len(work), PUT_OFF.set(work)
    asked = ASKED.set({}) if outer is None else None
    try:
        yield (lambda: _do(work)) if outer is None else (lambda: None)
    except BaseException:
        del work[before:]
        raise
    finally:
        PUT_OFF.reset(token)
        if asked:
            ASKED.reset(asked)


def asked_once(key: tuple, ask: Callable[[], Any]) -> Any:
    """`ask()`, once within the act under way: for what the acts that belong to it do not change."""
    known = ASKED.get()
    if known is None:
        return ask()
    if key not in known:
        known[key] = ask()
    return known[key]


def put_off(function, item) -> bool:
    """Have `function([item, …])` called once, at the end of the act under way, with all that was
    put off to it; False where no act is under way."""
    work = PUT_OFF.get()
    if work is not None:
        work.append((function, item))
    return work is not None


def _do(work):
    items = {}
    for function, item in work:
        items.setdefault(function, []).append(item)
    work.clear()
    for function, some in items.items():
        function(some)


@contextmanager
def only_tried() -> Iterator[None]:
    """What is done in here will be taken back: nobody is told, no paper is composed and kept."""
    token = IS_TRIED.set(True)
    try:
        yield
    finally:
        IS_TRIED.reset(token)


def fact(name):
    """Declare a fact that is announced without a change of state (a verb function's)."""
    ANNOUNCED.add(name)
    return name
