"""The shapes of what can be found: rows of a table, lines in memory, the archive's index.

Rows are asked for ids first (in their order, at most MOST and one more), then the few that are
shown are read, so that a page costs the same however much there is.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from django.db.models import QuerySet

from archives.queries import search as archive
from archives.queries.search import Wanted, pieces
from township.dates import cn_date
from township.finding.asking import FoundLine, around, asks

MOST = 200


@dataclass(frozen=True)
class RowsKind:
    """A kind whose rows stand in one table. `rows` are those within a user's reach."""

    label: str
    permission: str
    rows: Callable[..., QuerySet]
    fields: tuple[str, ...]
    hit: Callable[..., FoundLine]
    beside: tuple[str, ...] = ("village__name",)
    choices: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    select: tuple[str, ...] = ("village",)
    order: tuple[str, ...] = ()

    def find(self, user, words):
        rows = self.rows(user, self.permission).filter(
            asks(words, self.fields, self.beside, self.choices)
        )
        order = (*self.order, "-pk")
        return list(rows.order_by(*order).values_list("pk", flat=True)[: MOST + 1])

    def show(self, user, ids, words):
        rows = self.rows(user, self.permission).select_related(*self.select).in_bulk(ids)
        return [self.hit(rows[pk], words) for pk in ids if pk in rows]


@dataclass(frozen=True)
class LinesKind:
    """A kind that is kept in memory: `all_of` gives [(address, title, text)] for a user."""

    label: str
    permission: str
    all_of: Callable

    def find(self, user, words):
        lines = self.all_of(user)
        return [line for line in lines if all(word in _flat(line) for word in words)][: MOST + 1]

    def show(self, user, lines, words):
        return [
            FoundLine(url, pieces(title, words), excerpt=around(text, words))
            for url, title, text in lines
        ]


@dataclass(frozen=True)
class RecordsKind:
    """RecordsKind and the words inside their files, by the archive's own index."""

    label: str
    permission: str

    def find(self, user, words):
        return archive.find(user, Wanted(words=" ".join(words))).ids[: MOST + 1]

    def show(self, user, ids, words):
        for one in archive.hits(user, ids, Wanted(words=" ".join(words))):
            row = one.record
            name = pieces(f"{one.file_name}：" if one.excerpt else one.file_name, words)
            yield FoundLine(
                row.get_absolute_url(),
                one.title,
                note(row.village, row.category, cn_date(row.on)),
                [*name, *one.excerpt] if one.file_name else [],
            )


def _flat(line):
    return " ".join(line[1:]).lower()


def note(*told):
    return " · ".join(str(one) for one in told if one)
