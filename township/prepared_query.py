"""A question to the database that Django writes once, and asks again with other values.

To write one takes Django ten times as long as it takes the database to answer it. Every request
asks the same few: whose session it is, with which posts, what has happened in the township.
"""

from collections.abc import Callable
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import QuerySet

# Stand in a question for what differs from one time to the next: numbers and words. The numbers fit
# into the narrowest column, a smallint: Django asks nothing that no row can answer.
BLANKS = {int: [32_701 + at for at in range(9)], str: [f"\x1b{at}" for at in range(9)]}


class PreparedQuery:
    """What `write` gives as a query, of the values it is called with by place: numbers or words
    that are compared with columns as they are. What it is called with by name is written into it:
    where that is another (the day), the question is written anew.

    Each thread keeps its own with its connection.
    """

    def __init__(self, write: Callable[..., QuerySet]) -> None:
        self.write = write

    def __call__(self, *given: int | str, **fixed: Any) -> list:
        """The rows, as the query would give them."""
        kept = vars(connections[DEFAULT_DB_ALIAS]).setdefault("prepared_queries", {})
        known = kept.get(self)
        if known is None or known.fixed != fixed:
            blanks = [BLANKS[type(one)][at] for at, one in enumerate(given)]
            known = kept[self] = _Written(self.write(*blanks, **fixed), blanks, fixed)
        return known.rows(given)


class _Written:
    """A query whose compiler says again what it has written, with values for the blanks."""

    def __init__(self, query: QuerySet, blanks: list, fixed: dict) -> None:
        self.query, self.blanks, self.fixed = query, blanks, fixed
        compiler = query.query.get_compiler(using=DEFAULT_DB_ALIAS)
        self.sql, self.params = compiler.as_sql()
        compiler.as_sql = self._filled
        query.query.get_compiler = lambda *given, **named: compiler

    def rows(self, given: tuple) -> list:
        self.given = dict(zip(self.blanks, given, strict=True))
        return list(self.query._iterable_class(self.query))

    def _filled(self, *given, **named):
        params = [type(one)(self.given[one]) if one in self.given else one for one in self.params]
        return self.sql, tuple(params)
