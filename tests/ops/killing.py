"""The process that kills: asks for a task, lets a child of its own begin it, kills the child."""

import os
import random
import signal
import sys
import time
from datetime import timedelta

import django

SEED = 20261127
LONGEST = 0.8
PASSES = 6
# On a busy machine there are fewer kills, not a longer run.
LONGEST_RUN = 300


def main(kills):
    django.setup()
    from django.db import connections

    from tests.ops import matters

    dice, faults, by_kind = random.Random(SEED), [], {}
    in_task = 0
    matters.seal_some()
    until = time.monotonic() + LONGEST_RUN
    for turn in range(kills):
        if time.monotonic() > until:
            break
        name = list(matters.KINDS)[turn % len(matters.KINDS)]
        is_done_once = matters.KINDS[name]()
        connections.close_all()
        in_task += kill_one(dice.uniform(0, LONGEST))
        finish()
        by_kind[name] = by_kind.get(name, 0) + 1
        faults += [f"{name}, kill {turn + 1}: {one}" for one in is_done_once()]
    told = {
        "kills": sum(by_kind.values()),
        "in the middle of a task": in_task,
        "of each kind": by_kind,
    }
    print(told | {"faults": faults})


def kill_one(after):
    """A worker begins the most urgent task and is killed; was it still at it?"""
    from django.db import connections
    from django_tasks_db.models import DBTaskResult

    reader, writer = os.pipe()
    pid = os.fork()
    if not pid:
        os.close(reader)
        begin(writer)
    os.close(writer)
    with open(reader, "rb") as heard:
        heard.read(1)
    time.sleep(after)
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    was_at_it = DBTaskResult.objects.running().exists()
    connections.close_all()
    return was_at_it


def begin(writer):
    from township.tasks import claims
    from township.tasks.worker import Worker

    real = claims.claim

    def claim(name):
        row = real(name)
        if row is not None:
            os.write(writer, b"x")
        return row

    claims.claim = claim
    try:
        Worker().work_off()
        os.write(writer, b"x")
    finally:
        os._exit(0)


def finish():
    """The next worker, as if the forty seconds and the pauses were over."""
    from django.utils import timezone
    from django_tasks_db.models import DBTaskResult

    from township.tasks.models import WorkerBeat
    from township.tasks.worker import Worker

    for _ in range(PASSES):
        long_ago = timezone.now() - timedelta(days=1)
        WorkerBeat.objects.update(seen_at=long_ago)
        soon = timezone.now() + timedelta(hours=1)
        rows = DBTaskResult.objects.filter(status="READY").exclude(worker_ids=[])
        rows.filter(run_after__lt=soon).update(run_after=timezone.now())
        Worker().work_off()


if __name__ == "__main__":
    sys.path.insert(0, os.getcwd())
    main(int(sys.argv[1]))
