"""Who wants to write waits in a queue as long as it moves, and five seconds where it does not.

SQLite has one writer, and no queue: it lets everyone ask again by himself, those who came last the
most often. So the threads of a process stand in line here, and only the first of them asks. That
holds for whatever begins to write, a transaction or a single statement.

A queue on a slow machine moves every moment; a lock that another program holds, or a process that
hangs, does not: then waiting helps nobody, and the threads that wait are missing elsewhere.
`PRAGMA data_version` tells both apart: it changes with every commit of anybody else.
"""

import time
from collections import defaultdict, deque

from django.db.backends.sqlite3 import base

# How often the first in line asks.
PAUSE = 0.005
# So many times `timeout` is the most that anybody waits, however well others get on.
MOST_TURNS = 6

# Who waits in this process, by database.
_lines = defaultdict(deque)


class DatabaseFeatures(base.DatabaseFeatures):
    """SQLite takes so many values in one question since 3.32; Django counts with what older ones
    took, and writes many rows in thirty times as many questions."""

    max_query_params = 32_766


class DatabaseWrapper(base.DatabaseWrapper):
    features_class = DatabaseFeatures

    def get_new_connection(self, conn_params):
        connection = super().get_new_connection(conn_params)
        # From here on the line waits, not SQLite.
        connection.execute("PRAGMA busy_timeout = 0")
        return connection

    def create_cursor(self, name=None):
        cursor = self.connection.cursor(factory=PatientCursor)
        cursor.patience = self.settings_dict["OPTIONS"].get("timeout", 5)
        cursor.line = _lines[str(self.settings_dict["NAME"])]
        return cursor


class PatientCursor(base.SQLiteCursorWrapper):
    def execute(self, query, params=None):
        try:
            return super().execute(query, params)
        except base.Database.OperationalError as error:
            if not self._may_wait(error):
                raise
        place = object()
        self.line.append(place)
        try:
            return self._execute_in_turn(place, query, params)
        finally:
            self.line.remove(place)

    def _execute_in_turn(self, place, query, params):
        began = moved = time.monotonic()
        seen = self.commits_of_others()
        while True:
            time.sleep(PAUSE)
            now = time.monotonic()
            number = self.commits_of_others()
            if number != seen:
                seen, moved = number, now
            is_over = now - moved >= self.patience or now - began >= self.patience * MOST_TURNS
            if not is_over and self.line[0] is not place:
                continue
            try:
                return super().execute(query, params)
            except base.Database.OperationalError as error:
                if is_over or not self._may_wait(error):
                    raise

    def _may_wait(self, error) -> bool:
        """A statement that found the database locked has done nothing and may come again. Who is
        within a transaction has the lock: there it is another fault."""
        return "database is locked" in str(error) and not self.connection.in_transaction

    def commits_of_others(self) -> int | None:
        """A number that is another one when anybody else has committed; None where not even that
        can be read."""
        try:
            (number,) = self.connection.execute("PRAGMA data_version").fetchone()
        except base.Database.OperationalError:
            return None
        return number
