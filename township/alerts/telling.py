"""Telling: rows for the people whom something concerns, each once, also with two workers."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Model

from township.alerts.couriers import Courier
from township.alerts.models import LONGEST_HINT, LONGEST_TITLE, Alert
from township.alerts.sending import entrust
from township.history.chain import place_of

AT_ONCE = 500


@dataclass(frozen=True)
class Told:
    """What is said to one person (an id) of one row."""

    user: int
    key: str
    kind: str
    row: Model
    title: str
    path: str
    hint: str = ""
    due: date | None = None


def tell(told: Iterable[Told]) -> None:
    """Keep a line for each, unless the person was told of it before; what is new is carried by
    whatever carries it."""
    rows = [_alert(one) for one in told]
    if not rows:
        return
    if not Courier.objects.filter(is_on=True).exists():
        _keep(rows)
        return
    known = set(_among(rows).values_list("user", "key"))
    _keep(rows)
    entrust([one for one in _among(rows) if (one.user_id, one.key) not in known])


def _keep(rows):
    Alert.objects.bulk_create(rows, batch_size=AT_ONCE, ignore_conflicts=True)


def _among(rows):
    """What is kept under the keys of `rows`."""
    return Alert.objects.filter(
        user__in={one.user_id for one in rows}, key__in={one.key for one in rows}
    ).order_by("pk")


def _alert(one):
    return Alert(
        user_id=one.user,
        key=one.key,
        kind=one.kind,
        noun=one.row._meta.label_lower,
        object_id=one.row.pk,
        township=place_of(one.row)[0],
        title=one.title[:LONGEST_TITLE],
        hint=one.hint[:LONGEST_HINT],
        path=one.path,
        due=one.due,
    )
