"""Tasks of the tests, and the moments in which a worker dies."""

from datetime import timedelta

from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from township.tasks import PERSON_WAITS, READING, Concern, claims, work
from township.tasks.models import WorkerBeat

DONE, GIVEN_UP = [], []


class Broken(Exception):
    pass


def _concern(what, *args):
    return None if what in DONE else Concern(f"第{what}件")


def _given_up(what, *args):
    GIVEN_UP.append(what)


@work("试做", concern=_concern, given_up=_given_up)
def attempt(what, is_broken=False):
    if is_broken:
        raise Broken(what)
    DONE.append(what)
    return {"what": what}


@work("读", priority=READING)
def reading(what):
    DONE.append(what)


@work("等着要的", priority=PERSON_WAITS)
def waited_for(what):
    DONE.append(what)


def row_of(result):
    return DBTaskResult.objects.get(pk=result.id)


def killed(result, worker="dead"):
    """A worker takes the task and dies: nobody hears of it again."""
    claims.beat(worker, "测试机")
    row = claims.claim(worker)
    assert str(row.pk) == str(result.id)
    silence(worker)
    return row


def silence(worker):
    """The worker's last word is a while ago."""
    long_ago = timezone.now() - WorkerBeat.SILENT - timedelta(seconds=1)
    WorkerBeat.objects.filter(name=worker).update(seen_at=long_ago)


def rested():
    """The pauses of all tasks are over."""
    DBTaskResult.objects.filter(status="READY").update(run_after=timezone.now())
