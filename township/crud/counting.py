"""Many small questions of a page, asked of the database in one query."""

from collections.abc import Callable
from typing import Any

from django.db.models import Count, Exists, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from township.crud.parts import Name, each
from township.crud.reading import tables_in, tables_read
from township.users.models import User


def at_once(user, questions):
    """The answers to expressions that each stand alone, in their order and in one query."""
    if not questions:
        return []
    asked = {f"q{number}": question for number, question in enumerate(questions)}
    return User.objects.filter(pk=user.pk).annotate(**asked).values_list(*asked)[0]


class Telling:
    """A question that tells after it was asked from which `tables` it was answered."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # Shared with the copies that Django asks.
        self.tables: set[str] = set()

    def as_sql(self, *args, **kwargs):
        sql, params = super().as_sql(*args, **kwargs)
        self.tables |= tables_in(sql)
        return sql, params


class IsAny(Telling, Exists):
    """Is there any row?"""


class CountOf(Telling, Coalesce):
    """How many rows are there?"""


def is_any(rows: QuerySet) -> IsAny:
    """Is there any row?"""
    return IsAny(rows.order_by())


def count_of(rows: QuerySet) -> CountOf:
    """How many rows there are."""
    counted = rows.order_by().annotate(one=Value(1)).values("one").annotate(count=Count("pk"))
    return CountOf(Subquery(counted.values("count")), 0)


def kept_answers(user, asked: dict[Name, Callable[[], Any]]) -> list[Any]:
    """As `at_once`, of questions by name: each is a part of the page."""

    def make(names):
        read, questions = [], []
        for name in names:
            with tables_read() as tables:
                questions.append(asked[name]())
            read.append(tables)
        answers = at_once(user, questions)
        return [
            (tables | question.tables, answer)
            for tables, question, answer in zip(read, questions, answers, strict=True)
        ]

    return each(list(asked), make)
