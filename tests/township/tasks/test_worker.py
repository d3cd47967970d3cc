"""The worker does what is due, outlives errors and its database, and ends when it is told."""

import pytest
from django.db import OperationalError
from django.utils import timezone

from tests.township.tasks.queue import DONE, attempt, killed, reading, rested, row_of, waited_for
from township.tasks import HOUSEKEEPING, claims
from township.tasks import worker as worker_module
from township.tasks.models import WorkerBeat
from township.tasks.worker import Worker

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_done():
    DONE.clear()


@pytest.fixture
def no_thread(monkeypatch):
    """The tests' transaction belongs to their thread: the worker says its words without one."""
    monkeypatch.setattr(worker_module.threading.Thread, "start", lambda thread: None)
    monkeypatch.setattr(worker_module.threading.Thread, "join", lambda thread, seconds: None)
    monkeypatch.setattr(worker_module.connection, "close", lambda: None)
    monkeypatch.setattr(worker_module, "close_old_connections", lambda: None)
    monkeypatch.setattr(worker_module, "FIRST_WAIT", 0.001)
    monkeypatch.setattr(worker_module, "HOUSEKEEPING", {})


def test_all_that_is_due_is_done_in_its_order():
    reading.enqueue("甲")
    waited_for.enqueue("乙")
    later = attempt.using(run_after=timezone.now() + timezone.timedelta(hours=1)).enqueue("丙")
    assert Worker().work_off() == 2
    assert DONE == ["乙", "甲"] and row_of(later).status == "READY"
    assert not WorkerBeat.objects.exists()


def test_an_error_ends_neither_the_worker_nor_the_task():
    broken, sound = attempt.enqueue("甲", is_broken=True), attempt.enqueue("乙")
    assert Worker().work_off() == 2
    assert (row_of(broken).status, row_of(sound).status) == ("READY", "SUCCESSFUL")
    assert row_of(sound).return_value == {"what": "乙"}


def test_a_new_worker_does_what_a_killed_one_left():
    killed(attempt.enqueue("甲"))
    Worker().work_off()
    assert DONE == []
    rested()
    Worker().work_off()
    assert DONE == ["甲"]


@pytest.mark.parametrize("where", ["claim", "succeed"])
def test_a_database_that_is_gone_for_a_while_costs_nothing(where, monkeypatch, no_thread):
    """It goes before a task is taken, or in the middle of one, whose end cannot be written."""
    result, worker = attempt.enqueue("甲"), Worker(interval=0)
    real, outages = getattr(claims, where), iter(range(4))

    def gone(*args):
        if next(outages, None) is not None:
            raise OperationalError("database is locked")
        answer = real(*args)
        worker.is_running = worker.is_running and where == "claim"
        return answer

    monkeypatch.setattr(claims, where, gone)
    monkeypatch.setattr(claims, "pause_after", lambda tries: timezone.timedelta(0))
    if where == "claim":
        monkeypatch.setattr(worker_module.time, "sleep", lambda s: stop_when_done(worker))
    worker.run()
    assert row_of(result).status == "SUCCESSFUL"
    assert not WorkerBeat.objects.exists()


def stop_when_done(worker):
    if DONE:
        worker.is_running = False


def test_housekeeping_that_fails_is_logged_and_the_rest_goes_on(monkeypatch, no_thread, caplog):
    kept, worker = [], Worker(interval=0)

    def broken():
        raise ValueError("broken")

    def sound():
        kept.append(1)
        worker.is_running = False

    monkeypatch.setattr(worker_module, "HOUSEKEEPING", {"坏": broken, "好": sound})
    worker.run()
    assert kept == [1] and "坏 was not looked after" in caplog.text


def test_a_signal_ends_an_idle_worker_at_once_and_a_busy_one_after_its_task():
    worker = Worker()
    with pytest.raises(SystemExit):
        worker.stop(15, None)
    worker.is_busy = True
    worker.stop(15, None)
    assert not worker.is_running
    with pytest.raises(SystemExit):
        worker.stop(15, None)


def test_the_night_is_planned_by_the_worker_itself():
    from archives.acts import nightly

    HOUSEKEEPING["夜间整理"]()
    assert nightly.rounds().get().status == "READY"
