"""Work that was given up, or that a dead worker left: told, and started again by a person."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Count
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult, get_date_max

from township.history.chain import record
from township.question import StandingQuestion
from township.tasks.claims import lost
from township.tasks.models import WorkerBeat
from township.tasks.works import Concern, kind_of
from township.users.models import User
from township.workflow import Refused

MOST_LOOKED_AT = 500
LATE = timedelta(hours=1)
# The columns of a task that nobody has tried yet; the queue's own state, no workflow's.
AS_NEW = {
    "status": TaskResultStatus.READY,
    "run_after": get_date_max(),
    "started_at": None,
    "finished_at": None,
    "worker_ids": [],
}


@dataclass
class Undone:
    """One kind of work, and what of it was not done."""

    path: str
    label: str
    since: datetime
    concerns: list[Concern] = field(default_factory=list)
    rows: list = field(default_factory=list)

    @property
    def abouts(self) -> list[Concern]:
        return [one for one in self.concerns if one.about][:5]


def undone(path: str = "") -> list[Undone]:
    """What was not done and still matters, by kind, the longest first."""
    kinds: dict[str, Undone] = {}
    for row, label, concern in _open_rows(path):
        kind = kinds.setdefault(row.task_path, Undone(row.task_path, label, row.started_at))
        kind.since = min(kind.since, row.started_at)
        kind.concerns.append(concern)
        kind.rows.append(row.pk)
    return sorted(kinds.values(), key=lambda kind: kind.since)


def not_done() -> int:
    """How many tasks were given up: what pages tell of undone work changes with it. What a dead
    worker left is taken back within a minute, and is not counted here."""
    return sum(_given_up())


@StandingQuestion
def _given_up():
    rows = DBTaskResult.objects.failed().order_by().values("status")
    return rows.annotate(number=Count("pk")).values_list("number", flat=True)


def undone_of(user: User) -> Iterator[tuple[str, Concern]]:
    """(label, concern) of what this person asked for and did not get."""
    for _, label, concern in _open_rows(""):
        if concern.user == user.pk:
            yield label, concern


def _open_rows(path):
    rows = DBTaskResult.objects.failed() | lost()
    if path:
        rows = rows.filter(task_path=path)
    for row in rows.exclude(started_at=None).order_by("started_at")[:MOST_LOOKED_AT]:
        kind, asked = kind_of(row.task_path), row.args_kwargs
        concern = kind and kind.concern(*asked["args"], **asked["kwargs"])
        if concern is not None:
            yield row, kind.label, concern


@transaction.atomic
def start_again(path: str, *, by: User) -> int:
    """Put all undone work of a kind back into the queue, with all tries anew; how many."""
    (kind,) = undone(path) or [None]
    if kind is None:
        raise Refused("没有要重新做的了：已经做完，或者别人已经重新开始。")
    rows = DBTaskResult.objects.filter(pk__in=kind.rows).exclude(status=TaskResultStatus.READY)
    count = rows.update(**AS_NEW)
    record("status.again", by, by, f"重新做没有做成的后台工作：{kind.label}{count}件")
    return count


def standing() -> tuple[str, str]:
    """(what is told, tone): is there a worker, and does it keep up?"""
    alive = WorkerBeat.objects.alive().count()
    due = DBTaskResult.objects.ready()
    waiting = due.count()
    queue = f"，{waiting}件在排队" if waiting else ""
    if not alive:
        return f"没有运行{queue}：请起动 manage.py worker", "bad"
    told = f"在运行（{alive}个进程）{queue}"
    since = oldest_due()
    if since and timezone.now() - since > LATE:
        return f"{told}，最早的一件已经等了1小时以上", "warn"
    return told, "good"


def oldest_due() -> datetime | None:
    """Since when the first of the tasks that are due has waited; None where none is."""
    first = DBTaskResult.objects.ready().order_by("enqueued_at").first()
    return max(first.enqueued_at, _due_at(first)) if first else None


def _due_at(row):
    return row.enqueued_at if row.run_after == get_date_max() else row.run_after
