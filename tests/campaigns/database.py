"""What the database itself refuses, whatever the code above it let through."""

from contextlib import contextmanager

import pytest
from django.db import DatabaseError, transaction


@contextmanager
def refused(by=None):
    """The block meets the constraint or trigger whose name holds `by`, and is undone.

    SQLite tells no name of a unique constraint; `by` is left out for those.
    """
    with pytest.raises(DatabaseError, match=by), transaction.atomic():
        yield


FROZEN = "frozen"
