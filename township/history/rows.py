"""Are the rows still what the last entry that wrote them has left?

Both sides are read in order, some at a time: the entries into a file that SQLite keeps for the
while, the rows against it. What does not fit is looked at again at the end, with the entries that
have come in meanwhile, so that nobody has to stop working.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from itertools import islice

from django.utils import timezone

from township.dates import cn_date
from township.history import kept
from township.history.chain import place_of
from township.history.models import Entry

MOST = 1000
UNTOLD = None
WHAT_IT_IS = {
    "changed": "的内容与办理历史不符，有人绕过系统改动过",
    "added": "在办理历史里没有来历，有人绕过系统添加",
    "gone": "不见了，有人绕过系统删除",
}


class _ToldRows:
    """What the entries say: for each row the digest that the last of them left, and which it was.

    It lies in a file without a name, which goes when it is closed.
    """

    def __init__(self, connection):
        self.connection, self.last = connection, 0
        connection.execute(
            "CREATE TABLE told (model TEXT, pk INTEGER, digest TEXT, entry INTEGER, "
            "PRIMARY KEY (model, pk)) WITHOUT ROWID"
        )

    def read_on(self):
        """Take in the entries that have come since the last time."""
        query = Entry.objects.order_by("pk").exclude(left={})
        while some := list(query.filter(pk__gt=self.last).values_list("pk", "left")[:500]):
            self.connection.executemany(
                "INSERT OR REPLACE INTO told VALUES (?, ?, ?, ?)",
                ((*told, pk) for pk, left in some for told in kept.told_of(left)),
            )
            self.last = some[-1][0]

    def rows(self, label):
        return self.connection.execute(
            "SELECT pk, digest FROM told WHERE model = ? AND digest <> '' ORDER BY pk", [label]
        )

    def digest_of(self, label, pk):
        found = self._found("digest", label, pk)
        return found[0] if found else UNTOLD

    def entry_of(self, label, pk):
        found = self._found("entry", label, pk)
        return Entry.objects.select_related("chain__township").get(pk=found[0]) if found else None

    def _found(self, column, label, pk):
        sql = f"SELECT {column} FROM told WHERE model = ? AND pk = ?"
        return self.connection.execute(sql, [label, pk]).fetchone()


def faults() -> Iterator[tuple]:
    """(township or None, sentence) for each row that is not as the history left it."""
    with closing(sqlite3.connect("")) as connection:
        book = _ToldRows(connection)
        book.read_on()
        suspects = [
            (model, pk)
            for model in kept.kept_models()
            for pk in islice(_not_alike(model, book), MOST)
        ]
        book.read_on()
        for model, pk in suspects:
            yield from _fault(model, pk, book)


def _not_alike(model, book):
    """The pks for which rows and entries differ; both come in the order of their pk."""
    told = iter(book.rows(model._meta.label))
    wanted = next(told, None)
    for pk, digest in kept.digests(model):
        while wanted and wanted[0] < pk:
            yield wanted[0]
            wanted = next(told, None)
        if wanted and wanted[0] == pk:
            if wanted[1] != digest:
                yield pk
            wanted = next(told, None)
        else:
            yield pk
    while wanted:
        yield wanted[0]
        wanted = next(told, None)


def _fault(model, pk, book):
    label = model._meta.label
    now, then = kept.digest_of(model, pk), book.digest_of(label, pk)
    if now == (then or kept.ABSENT):
        return
    if model is kept.ALONG and (now == kept.ABSENT or then is UNTOLD):
        return  # what comes before its act, or was swept because nothing keeps it
    entry = book.entry_of(label, pk)
    row = model._base_manager.filter(pk=pk).first()
    kind = "changed" if row and then else "added" if row else "gone"
    township, village = place_of(row) if row else (entry.chain.township, None)
    township = township or getattr(row, "township", None)
    told = f"{village or township or ''}{model._meta.verbose_name}"
    told += f"“{row}”" if row else ""
    yield township, f"{told}{WHAT_IT_IS[kind]}{_last(entry)}。"


def _last(entry):
    if entry is None:
        return ""
    on = cn_date(timezone.localtime(entry.at).date())
    return f"（最后一次办理：{on}{entry.actor_name}，{entry.summary}）"
