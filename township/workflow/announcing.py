"""Upward facts: a workflow announces its transitions, upper apps subscribe by name.

Receivers run in the transaction of the transition: if one fails, the act did not happen.
"""

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

ANNOUNCED = set()
RECEIVERS = defaultdict(list)
IS_TRIED = ContextVar("is_tried", default=False)


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
