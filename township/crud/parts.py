"""The parts of a kept page: made anew is only what an act has written about.

While a page that is kept (township.crud.kept) is made, what `part` and `each` give is kept with the
page under a name, with the tables that it was made from. When the page is made again, a part still
stands if nothing was written there since. What a part is made from is read inside of it; of rows
that it is handed, it names the models. Who asks, with posts and own villages, is read before all
parts, and belongs to each. Elsewhere nothing is kept: the part is made.
"""

import pickle
from collections.abc import Callable, Collection, Hashable, Iterable, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from typing import Any

from django.db.models import Model

from township.crud.reading import Read, reading

PARTS: ContextVar["Parts | None"] = ContextVar("parts", default=None)
Name = tuple[Hashable, ...]


class Parts:
    """Those that a page was made of (`known`: {name: (what was read, packed value)}), and those it
    is made of now; `stands(read)` tells whether what was read is still the same.

    A value is packed as it was made: whatever becomes of it on the page is not kept.
    """

    def __init__(self, known: dict, stands: Callable[[Read], bool], read: Read):
        self.known, self.stands = known, stands
        # The page's, and those of the parts that are being made just now, one within the other.
        self.reading: list[Read] = [read]
        self.own = Read()
        self.found: dict[Name, tuple[Read, bytes]] = {}

    def has(self, name: Name) -> bool:
        """Is there such a part, made before and still right, or made just now?"""
        if name not in self.found and name in self.known and self.stands(self.known[name][0]):
            self.found[name] = self.known[name]
        return name in self.found

    def take(self, name: Name) -> Any:
        read, packed = self.found[name]
        for one in self.reading:
            one.add(read)
        return pickle.loads(packed)

    def keep(self, name: Name, read: Read, value: Any) -> None:
        read.add(self.own)
        self.found[name] = (read, pickle.dumps(value))

    def handed(self, models: Collection[type[Model]]) -> Read:
        """What the page has asked so far of the tables of these models, and of them alone: rows of
        theirs are among the answers. A table that was not asked cannot be asked again."""
        page, found = self.reading[0], Read()
        for table in {model._meta.db_table for model in models}:
            asked = {
                question: answer
                for question, (tables, answer) in page.questions.items()
                if table in tables
            }
            for question, answer in asked.items():
                found.note(question, frozenset({table}), answer)
            if not asked or table in page.unasked:
                found.add_unasked({table})
        return found

    @contextmanager
    def made(self):
        """What a part reads that is made in here, with other parts of it."""
        with reading() as read:
            self.reading.append(read)
            try:
                yield read
            finally:
                self.reading.pop()


@contextmanager
def in_parts(parts: Parts):
    token = PARTS.set(parts)
    try:
        yield
    finally:
        PARTS.reset(token)


def part(name: Name, make: Callable[[], Any], *handed: type[Model]) -> Any:
    """What `make` gives: plain values, or text. `handed` are the models of rows that it looks at
    and that the page has read outside of it."""
    parts = PARTS.get()
    if parts is None:
        return make()
    if parts.has(name):
        return parts.take(name)
    rows = parts.handed(handed)
    with parts.made() as read:
        value = make()
    read.add(rows)
    parts.keep(name, read, value)
    return parts.take(name)


def shared(name: Name, make: Callable[[], Any]) -> Callable[[], Any]:
    """What several parts of a page show: a part by itself, and elsewhere made once."""
    once = cache(make)
    return lambda: once() if PARTS.get() is None else part(name, make)


def each(
    names: Sequence[Name], make: Callable[[list[Name]], Iterable[tuple[Collection[str], Any]]]
) -> list[Any]:
    """The same of several parts: those that are wanting are made together, (tables, value) of each
    in their order."""
    parts = PARTS.get()
    if parts is None:
        return [value for _, value in make(list(names))]
    if wanting := [name for name in names if not parts.has(name)]:
        with in_parts(None), reading() as asked:
            made = list(make(wanting))
        answered = set().union(*(tables for tables, _ in asked.questions.values()))
        for name, (tables, value) in zip(wanting, made, strict=True):
            # Asked together: where that is answered as before, so is each.
            unasked = asked.unasked.union(set(tables) - answered).intersection(tables)
            parts.keep(name, Read(set(tables), unasked, dict(asked.questions)), value)
    return [parts.take(name) for name in names]
