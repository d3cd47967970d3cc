"""Who asks the object store, and how many at once: a store that hangs takes some threads, not all.

The others work on with what needs no file. Whoever finds no way in within a second is told that the
store does not answer (503); then, for a moment, everybody is told so at once.
"""

import threading
import time
from functools import wraps

from django.conf import settings

from township.files.errors import StorageUnavailable

WAIT_SECONDS, SHUT_SECONDS = 1.0, 3.0


class Bulkhead:
    """At most `most` threads inside; one that is inside may come in again."""

    def __init__(self, most: int) -> None:
        self.ways = threading.BoundedSemaphore(most)
        self.mine = threading.local()
        self.shut_until = 0.0

    def __enter__(self) -> None:
        depth = getattr(self.mine, "depth", 0)
        if not depth:
            self._enter()
        self.mine.depth = depth + 1

    def _enter(self) -> None:
        wait = 0.0 if time.monotonic() < self.shut_until else WAIT_SECONDS
        if not self.ways.acquire(timeout=wait):
            if wait:
                self.shut_until = time.monotonic() + SHUT_SECONDS
            raise StorageUnavailable("the object store keeps all who ask it waiting")

    def __exit__(self, *error) -> None:
        self.mine.depth -= 1
        if not self.mine.depth:
            self.ways.release()


STORE = Bulkhead(max(1, settings.WEB_THREADS // 2))


def behind_bulkhead(function):
    @wraps(function)
    def ask(*args):
        with STORE:
            return function(*args)

    return ask
