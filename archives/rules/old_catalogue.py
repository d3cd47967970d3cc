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
DAY = re.compile(r"(\d{4})[年./\-](\d{1,2})[月./\-](\d{1,2})日?|(\d{4})(\d{2})(\d{2})")
SEPARATORS = re.compile(r"[;；、\n]+")


def read_day(text: str) -> date:
    """A day as 2021-6-1, 2021.06.01, 20210601 or 2021年6月1日; ValueError with a sentence."""
    plain = "".join(unicodedata.normalize("NFKC", text).split()).partition("T")[0]
    found = DAY.match(plain)
    if not plain:
        raise ValueError("没有日期。")
    try:
        if found is None:
            raise ValueError
        return date(*(int(one) for one in found.groups() if one))
    except ValueError:
        raise ValueError(f"日期“{text.strip()}”看不懂，请写成2021-06-01。") from None


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
        wanted = [one for one in map(str.strip, SEPARATORS.split(named)) if one]
        if not wanted:
            return self._alike(reference)
        found = []
        for one in wanted:
            there = self._by.get(_key(one)) or self._by.get(_key(one) + "/")
            if not there:
                raise ValueError(f"压缩包里没有“{one}”。")
            if len(there) > 1 and not self._by.get(_key(one) + "/"):
                raise ValueError(f"压缩包里有{len(there)}个“{one}”，请写明文件夹。")
            found += sorted(there)
        return list(dict.fromkeys(found))

    def _alike(self, reference):
        key = _key(reference)
        there = key and (self._by.get(key + "/") or self._by.get(key))
        if not there:
            raise ValueError("没有写文件名，压缩包里也没有和档号同名的文件。")
        return sorted(there)
