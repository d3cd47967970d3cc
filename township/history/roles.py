"""Who holds which role in a township is told in that township's own history, not only in the
platform's: a platform administrator makes nobody a leader behind the office's back.
"""

from collections.abc import Iterator

from django.db.models import QuerySet

from township.access import Role
from township.history.chain import record_all
from township.users.models import Membership, Township, User

TOLD = "role.give"


def tell_place(membership: Membership, summary: str, *, by: User | None) -> None:
    """An entry in the history of each township that the membership acts for."""
    record_all(TOLD, [(township, summary, None) for township in _concerned(membership)], by)


def told_to_places(entries: QuerySet) -> QuerySet:
    """Of history entries, those about roles given and passwords handed out in a place."""
    return entries.filter(verb=TOLD)


def _concerned(membership) -> Iterator[Township]:
    if membership.role == Role.DISTRICT:
        yield from membership.district.township_set.order_by("pk")
    elif membership.township:
        yield membership.township
