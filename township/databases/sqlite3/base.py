"""Who wants to write waits as long as others get on, and five seconds where nobody does.

SQLite has one writer. A queue of them on a slow machine moves every moment; a lock that another
program holds, or a process that hangs, does not: then waiting helps nobody, and the threads that
wait are missing elsewhere. `PRAGMA data_version` tells both apart: it changes with every commit of
anybody else.
"""

from django.db import OperationalError
from django.db.backends.sqlite3 import base

# So many turns of `timeout` seconds, as long as somebody has committed in each of them.
MOST_TURNS = 4


class DatabaseFeatures(base.DatabaseFeatures):
    """SQLite takes so many values in one question since 3.32; Django counts with what older ones
    took, and writes many rows in thirty times as many questions."""

    max_query_params = 32_766


class DatabaseWrapper(base.DatabaseWrapper):
    features_class = DatabaseFeatures

    def _start_transaction_under_autocommit(self):
        seen = self.commits_of_others()
        for turn in range(1, MOST_TURNS + 1):
            try:
                return super()._start_transaction_under_autocommit()
            except OperationalError as error:
                now = self.commits_of_others()
                if "locked" not in str(error) or now == seen or turn == MOST_TURNS:
                    raise
                seen = now

    def commits_of_others(self) -> int:
        """A number that is another one when anybody else has committed."""
        self.ensure_connection()
        (number,) = self.connection.execute("PRAGMA data_version").fetchone()
        return number
