"""Where a row lies: the breadcrumbs that lead down to it, declared once for each noun.

Each app declares its nouns in `views/trails.py`; a page names a row and asks here. A crumb is
(label, address). That no noun of a page is forgotten is checked at start (`crud.checks`).
"""

from collections.abc import Callable
from functools import singledispatch
from operator import attrgetter

from django.core.exceptions import ImproperlyConfigured
from django.db.models import Model
from django.urls import reverse

Crumbs = list[tuple[str, str]]


@singledispatch
def above(row: Model) -> Crumbs:
    """The crumbs above a row's page; the row may be unsaved, with its parent set."""
    raise ImproperlyConfigured(f"views/trails.py does not say where a {type(row).__name__} lies")


@singledispatch
def trail_of(row: Model) -> Crumbs:
    """The crumbs down to a row, itself the last where it has a page of its own."""
    return [*above(row), (str(row), row.get_absolute_url())]


def lies(noun: type[Model], where: Callable[[Model], Crumbs], *, has_page: bool = True) -> None:
    """Rows of `noun` lie there; without a page of their own they are shown where they lie."""
    above.register(noun, where)
    if not has_page:
        trail_of.register(noun, where)


def is_declared(noun: type[Model]) -> bool:
    return above.dispatch(noun) is not above.dispatch(object)


def in_list(label: str, name: str, *, of: str = "") -> Callable[[Model], Crumbs]:
    """In the list at the address `name`: one for all, or one for each row that `of` leads to."""

    def where(row):
        if not of:
            return [(label, reverse(name))]
        parent = getattr(row, of)
        return [*trail_of(parent), (label, reverse(name, args=[parent.pk]))]

    return where


def below(parent: str) -> Callable[[Model], Crumbs]:
    """Below the row that the attribute `parent` leads to ("text", "evaluation.round")."""
    parent_of = attrgetter(parent)

    def where(row):
        return trail_of(parent_of(row))

    return where
