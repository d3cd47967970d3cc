"""Reading lines of an old catalogue, and finding the files that each of them names.

Serves the take-in of archives from before the system: catalogues were typed by many hands, so a
day, a term of keeping and a file name are read as they are usually written.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from villages.rules import written_days

TERMS = {
    "永久": "Y",
    "Y": "Y",
    "30年": "D30",
    "长期": "D30",
    "D30": "D30",
    "10年": "D10",
    "短期": "D10",
    "D10": "D10",
}
# The first that divides a cell into files that are there: a name may hold 、 or a comma.
SEPARATORS = (r"[;；\n]+", r"[;；、\n]+", r"[;；、，,\n]+")


def read_day(text: str) -> date:
    """A day as people write it, to the day; ValueError with a sentence."""
    found = written_days.read_day(text, is_whole=True)
    if found is None:
        raise ValueError("没有日期。")
    return found


def read_term(text: str) -> str:
    """Y, D30 or D10; "" where none is written. ValueError with a sentence."""
    plain = "".join(unicodedata.normalize("NFKC", text).split()).upper()
    if plain and plain not in TERMS:
        raise ValueError(f"保管期限“{text.strip()}”应为永久、30年或10年。")
    return TERMS.get(plain, "")


def _key(name):
    return unicodedata.normalize("NFKC", name).replace("\\", "/").strip().strip("/").casefold()


def _stem(name):
    return name.rpartition(".")[0] or name


@dataclass
class FileFinder:
    """Files of a ZIP by path, by name, by name without its ending, and by folder."""

    paths: Iterable[str]
    _by: Mapping[str, set[str]] = field(init=False, repr=False)

    def __post_init__(self):
        self._by = defaultdict(set)
        for path in self.paths:
            key = _key(path)
            *folders, name = key.split("/")
            for known in {key, name, _stem(key), _stem(name)}:
                self._by[known].add(path)
            for depth in range(len(folders)):
                self._by["/".join(folders[: depth + 1]) + "/"].add(path)
                self._by[folders[depth] + "/"].add(path)

    def find(self, named: str, reference: str) -> list[str]:
        """The files that a line names, in their order; those named like its 档号 where it names
        none. ValueError with a sentence where one is missing or cannot be told from another."""
        if not named.strip():
            return self._alike(reference)
        wanted = self._named(named)
        found = []
        for one in wanted:
            there = self._there(one)
            if not there:
                raise ValueError(f"压缩包里没有“{one}”。")
            if len(there) > 1 and not self._by.get(_key(one) + "/"):
                raise ValueError(f"压缩包里有{len(there)}个“{one}”，请写明文件夹。")
            found += sorted(there)
        return list(dict.fromkeys(found))

    def _named(self, cell):
        """The names in a cell, divided so that all are there; else as most would divide it."""
        readings = [[cell.strip()]] + [
            [one for one in map(str.strip, re.split(signs, cell)) if one] for signs in SEPARATORS
        ]
        known = (names for names in readings if all(map(self._there, names)))
        return next(known, readings[-1])

    def _there(self, name):
        return self._by.get(_key(name)) or self._by.get(_key(name) + "/")

    def _alike(self, reference):
        key = _key(reference)
        there = key and (self._by.get(key + "/") or self._by.get(key))
        if not there:
            raise ValueError("没有写文件名，压缩包里也没有和档号同名的文件。")
        return sorted(there)
