"""Upward facts: a workflow announces its transitions, upper apps subscribe by name.

Receivers run in the transaction of the transition: if one fails, the act did not happen.
"""

from collections import defaultdict

ANNOUNCED = set()
RECEIVERS = defaultdict(list)


def on(*names):
    """Subscribe a function (instance, by, given) to transitions named "noun.transition"."""

    def subscribe(function):
        for name in names:
            RECEIVERS[name].append(function)
        return function

    return subscribe


def announce(name, instance, by, given=None):
    """Tell the receivers of `name`; called inside the transition's transaction."""
    for receiver in RECEIVERS[name]:
        receiver(instance, by, given or {})


def fact(name):
    """Declare a fact that is announced without a change of state (a verb function's)."""
    ANNOUNCED.add(name)
    return name
