"""Whom the history tells of what: whoever may open the page of the thing, and nobody else.

The table is `SEEN_BY` of the access policy; a noun that is not in it is told to nobody.
"""

from django.apps import apps
from django.db.models import Q

from township.access import ScopedQuerySet
from township.access.policy import GRANTS, SEEN_BY, Reach
from township.access.querysets import is_same_reach

WIDE = {Reach.TOWNSHIP, Reach.ALL}


def of_open_things(user, permission, nouns=SEEN_BY):
    """Which rows about `noun` and `object_id`, within reach of `permission`, are about things that
    the user may open, as a Q.

    Most nouns are seen as far as the history itself; only those that are not ask their rows.
    """
    plain, others = [], Q(pk__in=[])
    for noun in nouns:
        permissions = SEEN_BY[noun]
        held = [one for one in permissions if user.may(one)]
        if not held:
            continue
        rows = apps.get_model(noun).objects.all()
        if not isinstance(rows, ScopedQuerySet) or _is_plain(rows, user, held, permission):
            plain.append(noun)
        else:
            others |= _of_open_rows(noun, rows, user, held)
    return Q(noun__in=plain) | others


def _is_plain(rows, user, held, permission):
    """Do the noun's rows reach as far as the history, and are none of them held back?"""
    narrows = (
        type(rows).for_user is not ScopedQuerySet.for_user
        or type(rows)._within is not ScopedQuerySet._within
    )
    return not narrows and any(is_same_reach(user, one, permission) for one in held)


def _of_open_rows(noun, rows, user, held):
    seen = Q()
    for one in held:
        seen |= Q(pk__in=rows.for_user(user, one).order_by().values("pk"))
    reaches = {
        GRANTS[one].get(membership.role) for one in held for membership in user.current_memberships
    }
    if reaches & WIDE:
        # What was taken out since is still told to the township's own people.
        hidden = _near(rows, user, reaches).exclude(seen)
        return Q(noun=noun) & ~Q(object_id__in=hidden.order_by().values("pk"))
    return Q(noun=noun, object_id__in=rows.filter(seen).order_by().values("pk"))


def _near(rows, user, reaches):
    """Those of the user's townships: no history of theirs tells of any other."""
    path = rows.scope.get("township")
    if Reach.ALL in reaches or path is None:
        return rows
    places = [one.township_id for one in user.current_memberships if one.township_id]
    return rows.filter(**{f"{path or 'pk'}__in": places})
