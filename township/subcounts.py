"""How many rows belong to each row of a query, asked within that query."""

from typing import Any

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce


def counted(rows: QuerySet, path: str, *, of: str = "pk") -> Any:
    """How many of `rows` lead by `path` to the row of the query around it, or to its `of`; 0 where
    none does."""
    own = rows.filter(**{path: OuterRef(of)}).order_by().values(path)
    return Coalesce(Subquery(own.annotate(count=Count("pk")).values("count")), 0)
