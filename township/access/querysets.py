"""Rows come only through `for_user`: the union of what a user's memberships reach.

Which villages a cadre or an evaluator reaches is known to upper apps; they say so once at
start with `VILLAGES_OF.answers(Reach.VILLAGE)`, as a function from user to a query of village ids.
"""

from django.db.models import Q

from township.access.policy import GRANTS, SEEN_BY, Reach, Role
from township.registry import Registry
from township.touched import WatchedQuerySet

# {reach: function user → query of village ids}.
VILLAGES_OF = Registry("Which villages a user reaches", Reach.VILLAGE, Reach.ASSIGNED)


def own_villages(user) -> list[int]:
    """Ids of the villages a cadre reaches, asked once for a request, as the posts are; none for
    who is no cadre."""
    kept = vars(user)
    if "_own_villages" not in kept:
        rows = VILLAGES_OF[Reach.VILLAGE](user) if Role.CADRE in user.roles else ()
        kept["_own_villages"] = [row["pk"] for row in rows]
    return kept["_own_villages"]


def is_same_reach(user, one, other):
    """Do two permissions reach the same rows, membership by membership, of any one model?"""
    return all(
        GRANTS[one].get(membership.role) == GRANTS[other].get(membership.role)
        for membership in user.current_memberships
    )


def is_within_reach(row, user, permission, seen_by=None):
    """Does the user hold the permission on this very row?

    `seen_by` is the permission through which the row was read: what has the same reach needs no
    second look.
    """
    if not user.may(permission):
        return False
    if seen_by and is_same_reach(user, seen_by, permission):
        return True
    return type(row).objects.for_user(user, permission).filter(pk=row.pk).exists()


def is_open(row, user):
    """May the user open the page of this very row?"""
    return any(is_within_reach(row, user, one) for one in SEEN_BY[row._meta.label_lower])


class ScopedQuerySet(WatchedQuerySet):
    """A query that can be narrowed to what a user may reach.

    `scope` maps "township", "village", "owner" to the ORM path from the row; "" is the row
    itself. A reach for which there is no path is a mistake of the policy table and raises.
    """

    scope = {"township": "township"}

    def for_user(self, user, permission):
        """The rows on which `user` holds `permission`; none for a stranger."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(self.condition_for(user, permission))

    def condition_for(self, user, permission):
        """What `for_user` asks of a row, as a Q to be combined with others."""
        condition = Q(pk__in=[])
        for membership in user.current_memberships:
            reach = GRANTS[permission].get(membership.role)
            if reach == Reach.ALL:
                return ~Q(pk__in=[])
            if reach:
                condition |= self._within(reach, user, membership)
        return condition

    def _within(self, reach, user, membership):
        if reach == Reach.OWN:
            return Q(**{self.scope["owner"]: user.pk})
        if reach == Reach.DISTRICT:
            return Q(**{_join(self.scope["township"], "district"): membership.district_id})
        town = Q(**{self.scope["township"] or "pk": membership.township_id})
        if reach == Reach.TOWNSHIP:
            return town
        path = self.scope["village"] or "pk"
        villages = own_villages(user) if reach == Reach.VILLAGE else VILLAGES_OF[reach](user)
        return town & Q(**{f"{path}__in": villages})


def _join(*steps):
    return "__".join(step for step in steps if step)
