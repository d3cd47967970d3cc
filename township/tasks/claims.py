"""Taking a task, ending it, and taking it back from a worker that died: the rows of the queue.

The rows are those of django-tasks-db, which knows no end of a task whose worker was killed
(decision 26). A row is ended by its holder only: whoever was taken for dead and wakes up finds the
row in other hands and changes nothing.
"""

from datetime import timedelta
from traceback import format_exception
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.db.models.functions import Now
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult
from django_tasks_db.utils import exclusive_transaction

from township.tasks.models import WorkerBeat
from township.tasks.trying import pause_after
from township.tasks.works import GIVEN_UP, kind_of

KILLED = "Killed: the worker ended in the middle of the task."
FORGOTTEN = timedelta(days=1)


def beat(worker: str, host: str) -> None:
    """Say that a worker is alive."""
    if not WorkerBeat.objects.filter(name=worker).update(seen_at=Now()):
        WorkerBeat.objects.create(name=worker, host=host[:100], seen_at=Now())


def leave(worker: str) -> None:
    """A worker ends by itself; what long died is forgotten with it."""
    WorkerBeat.objects.filter(name=worker).delete()
    WorkerBeat.objects.filter(seen_at__lt=Now() - FORGOTTEN).delete()


def claim(worker: str) -> DBTaskResult | None:
    """The most urgent task that is due, now this worker's; None where nothing is."""
    rows = DBTaskResult.objects.ready()
    if not rows.exists():
        return None
    with exclusive_transaction():
        row = rows.get_locked()
        if row is not None:
            row.claim(worker)
    return row


def succeed(row: DBTaskResult, value: Any) -> None:
    _end(
        row,
        status=TaskResultStatus.SUCCESSFUL,
        finished_at=timezone.now(),
        return_value=value,
        exception_class_path="",
        traceback="",
    )


def fail(row: DBTaskResult, error: BaseException) -> None:
    """After a try that failed: rest and try again, or give up."""
    name = f"{type(error).__module__}.{type(error).__qualname__}"
    _try_again(row, name, "".join(format_exception(error)))


@transaction.atomic
def take_back(*, own: str = "") -> int:
    """Free what dead workers held, and what the idle worker `own` still holds; returns how many."""
    rows = lost(own=own).select_for_update(skip_locked=True)
    freed = list(rows)
    for row in freed:
        _try_again(row, "township.tasks.Killed", KILLED)
    return len(freed)


def lost(*, own: str = "") -> QuerySet:
    """Tasks that are said to be running and that no living worker runs."""
    alive = set(WorkerBeat.objects.alive().values_list("name", flat=True)) - {own}
    running = DBTaskResult.objects.running().values_list("pk", "worker_ids")
    held = [pk for pk, workers in running if workers[-1:] and workers[-1] in alive]
    return DBTaskResult.objects.running().exclude(pk__in=held)


@transaction.atomic
def _try_again(row, name, traceback):
    told = {"exception_class_path": name, "traceback": traceback, "return_value": None}
    now, pause = timezone.now(), pause_after(len(row.worker_ids))
    if pause is not None:
        _end(row, status=TaskResultStatus.READY, run_after=now + pause, **told)
        return
    is_held = _end(row, status=TaskResultStatus.FAILED, finished_at=now, **told)
    kind = kind_of(row.task_path)
    if is_held and kind is not None:
        asked = row.args_kwargs
        kind.given_up(*asked["args"], **asked["kwargs"])
        concern = kind.concern(*asked["args"], **asked["kwargs"])
        for tell in GIVEN_UP.values() if concern else ():
            tell(f"{row.pk}:{now:%Y%m%d%H%M%S}", kind.label, concern)


def _end(row, **told):
    """Change the row while it is the holder's; was it?"""
    held = DBTaskResult.objects.running().filter(pk=row.pk, started_at=row.started_at)
    return bool(held.update(**told))
