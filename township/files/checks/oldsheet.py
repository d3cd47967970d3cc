"""The records of an old workbook [MS-XLS]: formulas and links that do more than count.

Formulas are kept as tokens there (2.5.198): a function by its number, an exchange with a program or
another file as a book beside (SupBook), a younger function as a name.
"""

import re
import struct

from township.files.cellnames import cell_name
from township.files.checks.formulas import (
    FETCHERS,
    FETCHING,
    LEADING,
    PREFIX,
    RUNNERS,
    RUNNING,
    ActingFormula,
)
from township.files.checks.places import is_harmful

BOUNDSHEET, SUPBOOK, EXTERNSHEET, EXTERNNAME, NAME = 0x0085, 0x01AE, 0x0017, 0x0023, 0x0018
FORMULA, SHARED, ARRAY, LINK, BEGIN, END = 0x0006, 0x04BC, 0x0221, 0x01B8, 0x0809, 0x000A
# Where the tokens of each kind begin.
TOKENS = {FORMULA: 22, SHARED: 10, ARRAY: 14, NAME: 14}
OWN_BOOKS = (0x0401, 0x3A01)
WIDE = 0x01

CALLING = re.compile(rb"[\x22\x42\x62][\x01-\x1f](?:\x95\0|\x96\0|\x0b\x01|\x7b\x01)", re.DOTALL)
LINKING = re.compile(rb"[\x22\x42\x62][\x01\x02]\x67\x01", re.DOTALL)
NAMED = re.compile(rb"[\x23\x43\x63](..)", re.DOTALL)
ELSEWHERE = re.compile(rb"[\x39-\x3d\x59-\x5d\x79-\x7d](..)(..)", re.DOTALL)
TEXT = re.compile(rb"\x17(.)([\0\x01])", re.DOTALL)
LINK_CLASS = re.compile(re.escape(bytes.fromhex("d0c9ea79f9bace118c8200aa004ba90b")))
WEB_MONIKER = bytes.fromhex("e0c9ea79f9bace118c8200aa004ba90b")
FILE_MONIKER = bytes.fromhex("0303000000000000c000000000000046")


def check(content):
    """Raises ActingFormula at the first one. `content`: the main stream."""
    book = _Book(content)
    if not book.acting and not any(sign.search(content) for sign in (CALLING, LINKING, LINK_CLASS)):
        return
    for sheet, kind, data in book.of_sheets():
        if what := book.acts(kind, data):
            raise ActingFormula(what, _place(kind, data), sheet)
    if book.acting:  # named, though no cell asks for it
        raise ActingFormula(book.acting[0])


class _Book:
    """What the head of the workbook says: names of sheets, books beside it, names."""

    def __init__(self, content):
        self.content, self.sheets = content, {}
        self.acting = []  # what acts by name, in order
        self.books, self.places, self.names = [], [], 0
        self.bad_names, self.bad_elsewhere, self.bad_books = {}, {}, {}
        self.named = 0  # of the newest book beside
        reads = {
            BOUNDSHEET: self._sheet,
            SUPBOOK: self._book,
            EXTERNSHEET: self._place,
            EXTERNNAME: self._name_elsewhere,
            NAME: self._name,
        }
        for kind, data, _ in _records(content):
            if kind in reads:
                reads[kind](data)
            elif kind == END:
                break

    def of_sheets(self):
        """(sheet, kind, data) of the records that may act."""
        sheet, depth = "", 0
        for kind, data, at in _records(self.content):
            if kind == BEGIN:
                sheet, depth = self.sheets.get(at, sheet if depth else ""), depth + 1
            elif kind == END:
                depth -= 1
            elif kind in (FORMULA, SHARED, ARRAY, LINK, NAME):
                yield sheet, kind, data

    def acts(self, kind, data):
        if kind == LINK:
            return LEADING if any(map(is_harmful, _targets(data))) else None
        tokens = data[TOKENS[kind] :]
        if CALLING.search(tokens):
            return RUNNING
        if LINKING.search(tokens) and _leads_astray(tokens):
            return LEADING
        if kind == NAME or not self.acting:
            return None
        return self._by_name(tokens)

    def _by_name(self, tokens):
        for found in NAMED.finditer(tokens):
            if what := self.bad_names.get(struct.unpack("<H", found[1])[0]):
                return what
        for found in ELSEWHERE.finditer(tokens):
            place, name = struct.unpack("<HH", found[1] + found[2])
            book = self.places[place] if place < len(self.places) else None
            if what := self.bad_books.get(book) or self.bad_elsewhere.get((book, name)):
                return what
        return None

    def _sheet(self, data):
        (at,) = struct.unpack_from("<I", data)
        self.sheets[at] = _text(data, 7, data[6]) if len(data) > 7 else ""

    def _book(self, data):
        self.named = 0
        self.books.append(0)
        (length,) = struct.unpack_from("<H", data, 2)
        what = None if length in OWN_BOOKS else _book_acts(_text(data, 4, length))
        if what:
            self.bad_books[len(self.books) - 1] = what
            self.acting.append(what)

    def _place(self, data):
        if len(data) >= 2 and len(data) == 2 + 6 * struct.unpack_from("<H", data)[0]:
            self.places += [
                struct.unpack_from("<H", data, at)[0] for at in range(2, len(data) - 5, 6)
            ]
        elif what := _book_acts(data[2:].decode("latin-1")):  # before 1997
            self.acting.append(what)

    def _name_elsewhere(self, data):
        self.named += 1
        if len(data) > 8 and (what := _name_acts(_text(data, 7, data[6]))):
            self.bad_elsewhere[len(self.books) - 1, self.named] = what
            self.acting.append(what)

    def _name(self, data):
        self.names += 1
        if len(data) > 15 and (what := _name_acts(_text(data, 14, data[3]))):
            self.bad_names[self.names] = what
            self.acting.append(what)


def _records(content):
    at = 0
    while at + 4 <= len(content):
        kind, length = struct.unpack_from("<HH", content, at)
        yield kind, content[at + 4 : at + 4 + length], at
        at += 4 + length


def _text(data, at, length):
    """A text of so many signs whose first byte says whether two bytes hold each."""
    if at < len(data) and data[at] & WIDE:
        return data[at + 1 : at + 1 + 2 * length].decode("utf-16-le", "replace")
    return data[at + 1 : at + 1 + length].decode("latin-1")


def _name_acts(name):
    name = PREFIX.sub("", name.upper())
    if name in RUNNERS:
        return RUNNING
    return FETCHING.format(name) if name in FETCHERS else None


def _book_acts(path):
    """A program and its subject are parted by 3; a share begins with 1 and @ (2.5.277)."""
    if "\x03" in path.strip("\x03"):
        return RUNNING
    is_away = "\x01@" in path or "http" in path.lower() or is_harmful(path.strip("\0\x01\x02\x05"))
    return FETCHING.format("外部链接") if is_away else None


def _leads_astray(tokens):
    whole = ""
    for found in TEXT.finditer(tokens):
        piece = _text(tokens, found.start() + 2, found[1][0])
        whole += piece
        if is_harmful(piece) or is_harmful(whole):
            return True
    return False


def _targets(data):
    """Where a link leads ([MS-OSHARED] 2.3.7.1): an address, a file, or either as a text."""
    try:
        (flags,) = struct.unpack_from("<I", data, 28)
        at = 32
        for flag in (0x10, 0x80):  # what is shown, and where
            if flags & flag:
                at += 4 + 2 * struct.unpack_from("<I", data, at)[0]
        if not flags & 0x01:
            return
        if flags & 0x100:
            length = 2 * struct.unpack_from("<I", data, at)[0]
            yield _until_zero(data[at + 4 : at + 4 + length].decode("utf-16-le", "replace"))
        elif data[at : at + 16] == WEB_MONIKER:
            yield _until_zero(data[at + 20 :].decode("utf-16-le", "replace"))
        elif data[at : at + 16] == FILE_MONIKER:
            (length,) = struct.unpack_from("<I", data, at + 18)
            yield _until_zero(data[at + 22 : at + 22 + length].decode("gb18030", "replace"))
            at += 22 + length + 24
            if struct.unpack_from("<I", data, at)[0]:
                (length,) = struct.unpack_from("<I", data, at + 4)
                yield data[at + 10 : at + 10 + length].decode("utf-16-le", "replace")
    except struct.error:
        return


def _until_zero(text):
    return text.partition("\0")[0]


def _place(kind, data):
    if kind == NAME:
        return ""
    row, column = (
        struct.unpack_from("<HH", data)
        if kind == FORMULA
        else (
            struct.unpack_from("<H", data)[0],
            struct.unpack_from("<H", data, 4)[0] if kind == LINK else data[4],
        )
    )
    return cell_name(row, column)
