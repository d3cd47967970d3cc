"""On which rows remarks are made: those of the nouns of `REMARKED_BY`, by whoever holds the
permission named there on the row and may open its page."""

from functools import singledispatch

from django.apps import apps
from django.db.models import Model
from django.http import Http404
from django.shortcuts import get_object_or_404

from township.access import is_open, is_within_reach
from township.access.policy import REMARKED_BY
from township.users.models import User

PLACE = "#remarks"


def may_remark(row: Model, user: User, seen_by: str | None = None) -> bool:
    """May the person write on this row? `seen_by` is the permission it was read through, if any."""
    if not is_within_reach(row, user, REMARKED_BY[row._meta.label_lower], seen_by):
        return False
    return bool(seen_by) or is_open(row, user)


def matter_for(user: User, noun: str, pk: int) -> Model:
    """The row on which the person may write; raises Http404 where there is none."""
    if noun not in REMARKED_BY:
        raise Http404
    row = get_object_or_404(apps.get_model(noun).objects.all(), pk=pk)
    if not may_remark(row, user):
        raise Http404
    return row


@singledispatch
def page_for(row: Model, user: User) -> str:
    """The address of the row's page as this person reads it; registered anew for a noun with
    several."""
    return row.get_absolute_url()


def card_for(row: Model, user: User) -> str:
    return f"{page_for(row, user)}{PLACE}"
