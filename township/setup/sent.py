"""Files sent beside the workbook, found by the names that its rows write."""

import re
from collections.abc import Iterable, Iterator

from township.files.models import StoredFile
from township.shorttext import even

SEVERAL = re.compile(r"[;；、\n]")
PATH = re.compile(r"^.*[\\/]")


class SentBeside:
    """[(StoredFile, name)] that came with the workbook; `wanted` are the names rows asked for.

    A name fits with or without its ending: phones and this site change endings.
    """

    def __init__(self, files: Iterable[tuple[StoredFile, str]] = ()):
        self.files = {_key(name): (file, name) for file, name in files}
        self.by_stem: dict[str, list[str]] = {}
        for key in self.files:
            self.by_stem.setdefault(_stem(key), []).append(key)
        self.used: set[str] = set()

    def named(self, cell: str | None) -> tuple[list[tuple[StoredFile, str]], list[str]]:
        """The files that a cell names, and the names of those that did not come."""
        found, missing = [], []
        for name in self._names(cell or ""):
            key = self._place(name)
            if key is None:
                missing.append(name)
            else:
                self.used.add(key)
                found.append(self.files[key])
        return list(dict.fromkeys(found)), missing

    @property
    def unused(self) -> list[str]:
        """Names of files that no row asked for."""
        return [name for key, (_, name) in self.files.items() if key not in self.used]

    def _names(self, cell: str) -> Iterator[str]:
        """One name, or several: a name may itself hold a 、."""
        if self._place(cell):
            yield cell
            return
        yield from filter(None, map(str.strip, SEVERAL.split(cell)))

    def _place(self, name):
        if not even(name):
            return None
        key = _key(name)
        if key in self.files:
            return key
        fitting = self.by_stem.get(_stem(key)) or self.by_stem.get(key) or []
        return fitting[0] if len(fitting) == 1 else None


def _key(name):
    """A name for comparing, without its folders."""
    return PATH.sub("", even(name)).casefold()


def _stem(key):
    stem, dot, ending = key.rpartition(".")
    return stem if dot and len(ending) < 6 else key
