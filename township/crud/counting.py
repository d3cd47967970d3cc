"""Many small questions of a page, asked of the database in one query."""

from django.db.models import Count, Exists, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from township.crud.reading import tables_in
from township.users.models import User


def at_once(user, questions):
    """The answers to expressions that each stand alone, in their order and in one query."""
    if not questions:
        return []
    asked = {f"q{number}": question for number, question in enumerate(questions)}
    return User.objects.filter(pk=user.pk).annotate(**asked).values_list(*asked)[0]


class IsAny(Exists):
    """Tells after it was asked from which `tables` the answer came."""

    def __init__(self, rows: QuerySet):
        super().__init__(rows)
        # Shared with the copies that Django asks.
        self.tables: set[str] = set()

    def as_sql(self, *args, **kwargs):
        sql, params = super().as_sql(*args, **kwargs)
        self.tables |= tables_in(sql)
        return sql, params


def is_any(rows: QuerySet) -> IsAny:
    """Is there any row?"""
    return IsAny(rows.order_by())


def count_of(rows: QuerySet) -> Coalesce:
    """How many rows there are."""
    counted = rows.order_by().annotate(one=Value(1)).values("one").annotate(count=Count("pk"))
    return Coalesce(Subquery(counted.values("count")), 0)
