"""Tasks are taken once, taken back from the dead, tried again a few times, and ended by their
holder only."""

import pytest
from django_tasks_db.models import DBTaskResult

from tests.township.tasks.queue import (
    DONE,
    GIVEN_UP,
    Broken,
    attempt,
    killed,
    reading,
    rested,
    row_of,
    silence,
    waited_for,
)
from township.tasks import claims
from township.tasks.models import WorkerBeat
from township.tasks.trying import MOST_TRIES

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_done():
    DONE.clear()
    GIVEN_UP.clear()


def test_who_waits_goes_before_what_is_only_read():
    asked = [reading.enqueue("甲"), attempt.enqueue("乙"), waited_for.enqueue("丙")]
    taken = [str(claims.claim("one").pk) for _ in asked]
    assert taken == [str(one.id) for one in reversed(asked)]
    assert claims.claim("one") is None


def test_a_task_of_a_living_worker_is_left_alone():
    attempt.enqueue("甲")
    claims.beat("one", "测试机")
    row = claims.claim("one")
    assert claims.take_back() == 0
    row.refresh_from_db()
    assert row.status == "RUNNING"


def test_a_task_of_a_dead_worker_is_taken_back_and_rests_before_the_next_try():
    result = attempt.enqueue("甲")
    killed(result)
    assert claims.take_back() == 1 and claims.take_back() == 0
    row = row_of(result)
    assert (row.status, row.exception_class_path) == ("READY", "township.tasks.Killed")
    assert claims.claim("next") is None, "it rests"
    rested()
    assert claims.claim("next").worker_ids == ["dead", "next"]


def test_a_task_of_a_worker_that_never_said_a_word_is_taken_back():
    attempt.enqueue("甲")
    claims.claim("of an earlier version")
    assert claims.take_back() == 1


def test_an_idle_worker_takes_back_what_it_held_itself():
    attempt.enqueue("甲")
    claims.beat("one", "测试机")
    claims.claim("one")
    assert claims.take_back(own="one") == 1


def test_whoever_kills_its_worker_every_time_is_given_up_and_told():
    result = attempt.enqueue("甲")
    for _ in range(MOST_TRIES):
        assert GIVEN_UP == []
        killed(result)
        claims.take_back()
        rested()
    row = row_of(result)
    assert (row.status, GIVEN_UP) == ("FAILED", ["甲"])
    assert row.finished_at is not None and claims.claim("next") is None


def test_an_error_is_tried_again_and_keeps_its_traceback():
    result = attempt.enqueue("甲")
    row = claims.claim("one")
    claims.fail(row, Broken("甲"))
    row = row_of(result)
    assert row.status == "READY" and "Broken: 甲" in row.traceback


def test_who_was_taken_for_dead_and_wakes_up_changes_nothing():
    result = attempt.enqueue("甲")
    sleeper = killed(result)
    claims.take_back()
    rested()
    holder = claims.claim("next")
    claims.succeed(sleeper, {"what": "旧"})
    claims.fail(sleeper, Broken("旧"))
    assert row_of(result).status == "RUNNING"
    claims.succeed(holder, {"what": "新"})
    row = row_of(result)
    assert (row.status, row.return_value, row.traceback) == ("SUCCESSFUL", {"what": "新"}, "")


def test_a_worker_that_ends_takes_its_word_along():
    claims.beat("one", "测试机")
    claims.beat("one", "测试机")
    assert WorkerBeat.objects.alive().count() == 1
    silence("one")
    assert WorkerBeat.objects.alive().count() == 0
    claims.beat("one", "测试机")
    assert WorkerBeat.objects.alive().count() == 1
    claims.leave("one")
    assert not WorkerBeat.objects.exists()


def test_a_task_that_the_program_no_longer_knows_is_given_up_without_a_word():
    attempt.enqueue("甲")
    DBTaskResult.objects.update(task_path="campaigns.acts.gone.away", worker_ids=["x"] * MOST_TRIES)
    claims.claim("one")
    assert claims.take_back() == 1
    assert DBTaskResult.objects.get().status == "FAILED"
