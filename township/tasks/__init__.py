"""Work behind the page: queued in the transaction of the act that asks for it, done by the worker
(`manage.py worker`), taken back where the worker died, tried again, and told where it was given up.

Whatever is queued here may be run twice: a worker that dies after its work and before its last word
leaves a task that another takes up. Each task looks first at what is done already.
"""

from township.registry import Registry
from township.tasks.works import (
    BEHIND_ALL,
    GIVEN_UP,
    ORDINARY,
    PERSON_WAITS,
    READING,
    SCANNING,
    Concern,
    work,
)

NIGHTLY = "夜间整理"
# {name: function} of what the worker sees to when it starts and every few minutes.
HOUSEKEEPING = Registry("What the worker looks after", NIGHTLY)

__all__ = [
    "BEHIND_ALL",
    "GIVEN_UP",
    "HOUSEKEEPING",
    "NIGHTLY",
    "ORDINARY",
    "PERSON_WAITS",
    "READING",
    "SCANNING",
    "Concern",
    "work",
]
