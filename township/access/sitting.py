"""How long one sign-in lasts: `IDLE_SECONDS` without a request, `SESSION_HOURS` in all, whatever
happens (OWASP ASVS 5.0, 7.3). The session itself keeps when it began and was last in use.
"""

import time

from django.conf import settings

SIGNED_IN, SEEN, ADDRESS, AGENT = "signed_in_at", "seen_at", "address", "agent"
STAMP_EVERY = 60  # seconds: one session write a minute is enough to know about idleness


def is_over(session) -> bool:
    """Has a session been idle, or has it lasted, for too long?"""
    now = time.time()
    idle, age = now - session.get(SEEN, now), now - session.get(SIGNED_IN, now)
    return idle > settings.IDLE_SECONDS or age > settings.SESSION_HOURS * 3600


def stamp(request) -> None:
    """Note in the session that it is in use, from where and with what."""
    now, session = time.time(), request.session
    if now - session.get(SEEN, 0) <= STAMP_EVERY:
        return
    session.setdefault(SIGNED_IN, now)
    session[SEEN] = now
    session[ADDRESS], session[AGENT] = address_of(request), agent_of(request)


def address_of(request) -> str:
    return request.META.get("REMOTE_ADDR", "")[:45]


def agent_of(request) -> str:
    """What the browser calls itself, without what cannot be shown or kept."""
    return "".join(filter(str.isprintable, request.headers.get("User-Agent", "")))[:255]


def begin(request) -> None:
    """A person has just signed in: the hours count from now."""
    request.session[SIGNED_IN], request.session[SEEN] = time.time(), 0
    stamp(request)
