"""What kinds of work there are: their names for people, whom they concern, how urgent they are."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Model
from django.utils.module_loading import import_string
from django_tasks import task

from township.registry import Registry

# Who goes first, within the -100 to 100 of the queue: somebody waits in front of the page; what
# has no hurry; the reading of documents, which comes by the hundred; that of scans, which takes
# seconds a page; what the night does.
PERSON_WAITS, ORDINARY, READING, SCANNING, BEHIND_ALL = 10, 0, -10, -20, -50


@dataclass(frozen=True)
class Concern:
    """What a task was about, where that is looked at, the id of whose wish it was, and the row that
    the page is about."""

    about: str = ""
    url: str = ""
    user: int | None = None
    row: Model | None = None


@dataclass(frozen=True)
class Work:
    """A kind of work. `concern(*args)` is None once the matter is settled without the task;
    `given_up(*args)` is told in the transaction in which the last try failed, then GIVEN_UP."""

    label: str
    concern: Callable[..., Concern | None]
    given_up: Callable[..., None]


WORKS: dict[str, Work] = {}
# {name: function (key of this end, label of the work, its concern)}; not asked of what is settled.
GIVEN_UP = Registry("Who is told of work that was given up", "alerts")


def kind_of(path: str) -> Work | None:
    """The kind of a task in the queue; None where the program knows it no longer."""
    try:
        import_string(path)
    except ImportError:
        return None
    return WORKS.get(path)


def work(
    label: str,
    *,
    priority: int = ORDINARY,
    concern: Callable[..., Concern | None] = lambda *args: Concern(),
    given_up: Callable[..., None] = lambda *args: None,
) -> Callable[[Callable], Any]:
    """Decorator: the function is a task of the queue, called `label` on pages."""

    def mark(function):
        made = task(priority=priority)(function)
        WORKS[made.module_path] = Work(label, concern, given_up)
        return made

    return mark
