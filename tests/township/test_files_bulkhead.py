"""A store that hangs takes some threads; the others go on, and are told at once."""

import threading
import time

import pytest

from township.files import bulkhead
from township.files.bulkhead import Bulkhead
from township.files.errors import StorageUnavailable


@pytest.fixture
def hanging(monkeypatch):
    """Two threads inside, who wait for a store that does not answer until the test is over."""
    monkeypatch.setattr(bulkhead, "WAIT_SECONDS", 0.05)
    ways, answer, inside = Bulkhead(2), threading.Event(), threading.Semaphore(0)

    def ask():
        with ways:
            inside.release()
            answer.wait(30)

    threads = [threading.Thread(target=ask) for _ in range(2)]
    for one in threads:
        one.start()
        inside.acquire()
    yield ways
    answer.set()
    for one in threads:
        one.join()
    with ways, ways:  # both ways are free again, and one of them is enough to come in twice
        pass


def test_a_third_is_told_soon_and_a_fourth_at_once(hanging, monkeypatch):
    with pytest.raises(StorageUnavailable), hanging:
        pass
    monkeypatch.setattr(bulkhead, "WAIT_SECONDS", 30.0)
    began = time.monotonic()
    with pytest.raises(StorageUnavailable), hanging:
        pass
    assert time.monotonic() - began < 5
    hanging.shut_until = 0.0


def test_whoever_is_inside_comes_in_again_and_a_failure_leaves_the_way_free():
    ways = Bulkhead(1)
    for _ in range(3):
        with pytest.raises(ZeroDivisionError), ways, ways:
            raise ZeroDivisionError
    with ways:
        pass
