"""The worker: takes the most urgent task that is due, does it, and outlives its database.

One task at a time. A thread beside it says every few seconds that the worker is alive, however
long a task takes; what it cannot say for a while is taken for its end.
"""

import logging
import signal
import socket
import sys
import threading
import time

from django.db import Error, close_old_connections, connection
from django.utils.crypto import get_random_string

from township.tasks import HOUSEKEEPING, claims
from township.tasks.models import WorkerBeat

log = logging.getLogger(__name__)
IDLE_SECONDS = 1.0
# The database is asked again after so long, and longer each time.
FIRST_WAIT, LONGEST_WAIT = 0.5, 10.0
HOUSEKEEPING_SECONDS = 600
LOOK_SECONDS = 20


class Worker:
    def __init__(self, *, interval: float = IDLE_SECONDS) -> None:
        self.name, self.host = get_random_string(24), socket.gethostname()
        self.interval = interval
        self.is_running, self.is_busy = True, False
        self._next_look = self._next_housekeeping = 0.0

    def run(self) -> None:
        """Work until told to stop."""
        waited = 0.0
        pulse = Pulse(self.name, self.host)
        try:
            while self.is_running:
                try:
                    close_old_connections()
                    pulse.begin()
                    self._look_after()
                    is_done = self.work_one()
                    waited = self._back_after(waited)
                except Error as error:
                    waited = self._wait_for_the_database(error, waited)
                    continue
                if self.is_running and not is_done:
                    time.sleep(self.interval)
        finally:
            pulse.end()

    def work_off(self) -> int:
        """Do everything that is due now; returns how many tasks that were."""
        claims.beat(self.name, self.host)
        claims.take_back(own=self.name)
        done = 0
        while self.is_running and self.work_one():
            done += 1
        claims.leave(self.name)
        return done

    def work_one(self) -> bool:
        """Do the most urgent task that is due; False where none is."""
        self.is_busy = True
        try:
            row = claims.claim(self.name)
            if row is not None:
                self._do(row)
        finally:
            self.is_busy = False
        return row is not None

    def stop(self, number, frame):
        """A signal: end after the task at hand, at once where there is none or when told again."""
        if not self.is_busy or not self.is_running:
            sys.exit(0)
        self.is_running = False

    def listen(self) -> None:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self.stop)

    def _do(self, row):
        try:
            asked = row.args_kwargs
            value = row.task.call(*asked["args"], **asked["kwargs"])
        except Exception as error:
            log.exception("task %s %s was not done", row.task_path, row.pk)
            claims.fail(row, error)
        else:
            claims.succeed(row, value)

    def _look_after(self):
        """Between tasks: whom has death left tasks, and what is to be planned?"""
        now = time.monotonic()
        if now >= self._next_look:
            if freed := claims.take_back(own=self.name):
                log.warning("%s tasks of workers that died were taken back", freed)
            self._next_look = now + LOOK_SECONDS
        if now >= self._next_housekeeping:
            self._next_housekeeping = now + HOUSEKEEPING_SECONDS
            for name, keep in HOUSEKEEPING.items():
                try:
                    keep()
                except Error:
                    self._next_housekeeping = now
                    raise
                except Exception:
                    log.exception("%s was not looked after", name)

    def _back_after(self, waited):
        if waited:
            log.warning("the database is back")
        return 0.0

    def _wait_for_the_database(self, error, waited):
        """Locked, restarting or gone: rest, and longer each time."""
        if not waited:
            log.warning("the database does not answer, the worker waits for it: %s", error)
        connection.close()
        # What was in hand is this worker's own, and nobody does it now.
        self._next_look = 0.0
        waited = min(LONGEST_WAIT, waited * 2 or FIRST_WAIT)
        time.sleep(waited)
        return waited


class Pulse:
    """The thread that says that a worker is alive."""

    def __init__(self, name: str, host: str) -> None:
        self.name, self.host = name, host
        self._ended = threading.Event()
        self._thread: threading.Thread | None = None

    def begin(self) -> None:
        """The first word, spoken before any task is taken; then a thread goes on."""
        if self._thread is None:
            claims.beat(self.name, self.host)
            self._thread = threading.Thread(target=self._go_on, daemon=True)
            self._thread.start()

    def end(self) -> None:
        self._ended.set()
        if self._thread is not None:
            self._thread.join(WorkerBeat.EVERY.total_seconds())
        try:
            claims.leave(self.name)
        except Error:
            log.warning("the database does not answer: the worker could not say that it ends")

    def _go_on(self):
        while not self._ended.wait(WorkerBeat.EVERY.total_seconds()):
            try:
                claims.beat(self.name, self.host)
            except Error:
                connection.close()
        connection.close()
