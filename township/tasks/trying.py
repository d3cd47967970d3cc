"""How often a task is tried, and how long it rests between: a fault that passes (a database or a
store that is gone for a while, a worker that was killed) costs nobody a second request."""

from datetime import timedelta

PAUSES = (
    timedelta(seconds=10),
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
)
MOST_TRIES = len(PAUSES) + 1


def pause_after(tries: int) -> timedelta | None:
    """How long a task rests after its `tries`-th failed try (from 1); None: it is given up."""
    return PAUSES[tries - 1] if tries < MOST_TRIES else None
