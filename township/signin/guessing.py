"""How often a password may be guessed. A guess is counted before the password is looked at, in
one transaction with the question whether it may be looked at: of a thousand at once, each counts.

OWASP ASVS 5.0, 6.3.1: guessing and spraying are held off without locking the owner out. A stranger
is counted by name and address, by name wherever he sits, and by address whatever name he tries. A
device that the owner has signed in from before (`devices`) by itself and by nothing else.
"""

import hashlib
import hmac
import ipaddress
import math
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from township.signin.models import Guesses
from township.users.models import User

Kind = Guesses.Kind
FORGOTTEN_AT_ONCE = {Kind.PAIR, Kind.DEVICE, Kind.OLD_PASSWORD}
SWEPT_AFTER = timedelta(days=1)
Answer = TypeVar("Answer")


class Locked(Exception):
    """Nothing is looked at until `ends_at`."""

    def __init__(self, ends_at: datetime):
        super().__init__(ends_at)
        self.ends_at = ends_at

    @property
    def minutes(self) -> int:
        """Whole minutes to wait, never too few."""
        left = (self.ends_at - timezone.now()).total_seconds()
        return max(1, math.ceil(left / 60))


@dataclass(frozen=True)
class Limit:
    """One count that a guess falls under; `told` is what it counts by."""

    kind: Kind
    told: tuple
    user: User | None = None
    address: str = ""

    @property
    def key(self) -> str:
        message = "\0".join([self.kind, *map(str, self.told)])
        return hmac.new(settings.SECRET_KEY.encode(), message.encode(), hashlib.sha256).hexdigest()


def limits_of(username: str, address: str, device: str) -> list[Limit]:
    """What a guess of this account's password counts under; `device` is "" for a stranger's."""
    user = User.objects.filter(username=username).first()
    if device:
        return [Limit(Kind.DEVICE, (device,), user)]
    name, place = _name(username), network_of(address)
    return [
        Limit(Kind.PAIR, (name, place), user, address),
        Limit(Kind.NAME, (name,), user),
        Limit(Kind.ADDRESS, (place,), None, address),
    ]


def of_old_password(user: User) -> list[Limit]:
    return [Limit(Kind.OLD_PASSWORD, (user.pk,), user)]


def of_code(address: str) -> list[Limit]:
    """What a guess of a question's code counts under, on pages for everybody."""
    return [Limit(Kind.CODE, (network_of(address),), None, address)]


def guarded(limits: list[Limit], check: Callable[[], Answer]) -> tuple[Answer, bool]:
    """(what `check` gives, has a wrong guess just locked). Raises `Locked` without asking it.

    What is true of the answer counts as right, and is given back.
    """
    _count(limits)
    answer = check()
    if answer:
        _give_back(limits)
        return answer, False
    counted = Guesses.objects.filter(key__in=[one.key for one in limits])
    return answer, locked(counted).exists()


def locked(guesses: QuerySet) -> QuerySet:
    """Those of the rows that are locked now."""
    full = Q()
    for kind, most in Guesses.MOST.items():
        full |= Q(kind=kind, count__gte=most)
    return guesses.filter(full, ends_at__gt=timezone.now())


def forget(guesses: QuerySet) -> int:
    """Lift locks and counts; returns how many."""
    return guesses.update(count=0, ends_at=timezone.now())


def sweep_guesses() -> int:
    """Delete counts that are over for a day; returns how many."""
    return Guesses.objects.filter(ends_at__lt=timezone.now() - SWEPT_AFTER).delete()[0]


def _count(limits):
    now = timezone.now()
    limits = sorted(limits, key=lambda one: one.key)
    with transaction.atomic():
        fresh = [
            Guesses(key=one.key, kind=one.kind, user=one.user, address=one.address, ends_at=now)
            for one in limits
        ]
        # The update of one column locks the rows that are there, in the order of their keys.
        Guesses.objects.bulk_create(
            fresh, update_conflicts=True, unique_fields=["key"], update_fields=["kind"]
        )
        rows = list(Guesses.objects.filter(key__in=[one.key for one in limits]))
        if shut := [row for row in rows if row.is_locked(now)]:
            raise Locked(max(row.ends_at for row in shut))
        for row in rows:
            row.count_one(now)
        Guesses.objects.bulk_update(rows, ["count", "ends_at"])


def _give_back(limits):
    """The person is known now: what was mistyped at this place is no guess any more, neither here
    nor in the wider counts it went into as well."""
    keys = sorted(one.key for one in limits)
    with transaction.atomic():
        rows = list(Guesses.objects.select_for_update().filter(key__in=keys).order_by("key"))
        # What was right is no guess; whoever shares the network goes on guessing all the same.
        own = max((row.count for row in rows if row.kind in FORGOTTEN_AT_ONCE), default=1)
        for row in rows:
            row.count = max(0, row.count - own)
        Guesses.objects.bulk_update(rows, ["count"])


def _name(username):
    return unicodedata.normalize("NFKC", username).strip().casefold()


def network_of(address):
    """Whoever has an address of the new kind has 2⁶⁴ of them."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address
    if found.version == 4:
        return str(found)
    return str(ipaddress.ip_network(f"{found}/64", strict=False))
