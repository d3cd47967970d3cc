"""What the nightly round forgets at the door: sessions, counts and records whose time is over."""

from township.signin.guessing import sweep_guesses
from township.signin.recording import sweep_events
from township.signin.sessions import sweep_sessions


def sweep_door() -> int:
    """Delete what is over; returns how many rows."""
    return sweep_sessions() + sweep_guesses() + sweep_events()
