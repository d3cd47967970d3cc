"""Writing down what happened at the door, and forgetting it when its time is over.

网络安全法 demands that network logs are kept for six months at least; see `ACCESS_LOG_DAYS`.
"""

import hashlib
import hmac
import unicodedata
from datetime import timedelta

from django.conf import settings
from django.db.models import F, Q
from django.utils import timezone

from township.access import sitting
from township.signin.models import AccessEvent
from township.users.models import User

Kind = AccessEvent.Kind
# Anybody can make these by the thousand: the same within a minute is one entry with a number.
COUNTED = {Kind.LOCKED, Kind.DENIED}
TOGETHER = timedelta(minutes=1)


UNKNOWN_NAME = "（不存在的用户名）"
SIGNS = 6  # enough to tell one from another, too few to try words against


def as_recorded(typed: str) -> str:
    """The name that somebody typed, if an account bears it; any other may be a password that went
    into the wrong field: of it only a mark is kept, the same for the same."""
    name = unicodedata.normalize("NFKC", typed).strip()
    known = User.objects.filter(username__iexact=name).values_list("username", flat=True).first()
    if known or not name:
        return known or ""
    key, told = settings.SECRET_KEY.encode(), f"typed\0{name}".encode("utf-8", "replace")
    return UNKNOWN_NAME + hmac.new(key, told, hashlib.sha256).hexdigest()[:SIGNS]


def note(
    kind: Kind, request, *, user: User | None = None, typed: str = "", about: str = ""
) -> AccessEvent:
    """Write down an event of the request at hand, of a person, of a name as it was `typed`, or
    `about` an address."""
    event = AccessEvent(
        kind=kind,
        user=user,
        username=user.username if user else about or as_recorded(typed),
        address=sitting.address_of(request),
        agent=sitting.agent_of(request),
        path="".join(filter(str.isprintable, request.path))[:200],
    )
    if kind in COUNTED and (before := _just_before(event)):
        AccessEvent.objects.filter(pk=before.pk).update(count=F("count") + 1)
        return before
    event.save()
    return event


def _just_before(event):
    """The same within the last minute: of a lock the same name or the same address, whichever of
    them is kept the same, of a denial the same person's at the same page."""
    rows = AccessEvent.objects.filter(kind=event.kind, at__gt=timezone.now() - TOGETHER)
    if event.kind == Kind.LOCKED:
        alike = Q(address=event.address) | Q(username=event.username)
    else:
        alike = Q(address=event.address, user=event.user, path=event.path)
    return rows.filter(alike).first()


def sweep_events() -> int:
    """Delete what is older than the installation keeps."""
    before = timezone.now() - timedelta(days=settings.ACCESS_LOG_DAYS)
    return AccessEvent.objects.filter(at__lt=before).delete()[0]
