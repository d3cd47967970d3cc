"""What a transaction's end does for the history, inside the one transaction of a test."""

from django.db import connection

from township.touched import WrittenRows


def committed():
    """As if the test had been committed here: what was written without an entry is told of."""
    for _, callback, _ in list(connection.run_on_commit):
        if isinstance(callback, WrittenRows):
            callback()
