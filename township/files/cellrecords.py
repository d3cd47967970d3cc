"""Child process: what the records of an .xls tell and the library does not: formulas and errors.

[MS-XLS] 2.4: BOUNDSHEET tells where a sheet begins, BOOLERR holds an error typed in, FORMULA the
result that was counted last.
"""

import os
import struct

from township.files.cellnames import cell_name

BOUNDSHEET, FORMULA, BOOLERR, EOF = 0x0085, 0x0006, 0x0205, 0x000A
ERRORS = {0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?"}
ERRORS |= {0x24: "#NUM!", 0x2A: "#N/A"}
MOST_FORMULAS = 50


def records_of(path):
    """{place of the sheet: ([formula cell, …], {(row, column): error})}, all counted from 0."""
    from township.files.checks.compound import main_stream

    with open(path, "rb") as stream:
        if stream.read(4) != b"\xd0\xcf\x11\xe0":
            return {}
    content = main_stream(path, os.path.getsize(path))
    starts = [
        struct.unpack_from("<I", data)[0]
        for kind, data in _records(content, 0)
        if kind == BOUNDSHEET and len(data) >= 4
    ]
    return {place: _told_by(content, start) for place, start in enumerate(starts)}


def _records(content, at):
    """(kind, data) of the records of one stream, to its end."""
    while at + 4 <= len(content):
        kind, length = struct.unpack_from("<HH", content, at)
        yield kind, content[at + 4 : at + 4 + length]
        if kind == EOF:
            return
        at += 4 + length


def _told_by(content, start):
    formulas, errors = [], {}
    for kind, data in _records(content, start):
        if kind not in (FORMULA, BOOLERR) or len(data) < 8:
            continue
        row, column = struct.unpack_from("<HH", data)
        if kind == FORMULA and len(formulas) < MOST_FORMULAS:
            formulas.append(cell_name(row, column))
        code = _error(kind, data)
        if code is not None:
            errors[row, column] = ERRORS.get(code, "#UNKNOWN!")
    return formulas, errors


def _error(kind, data):
    """The code of an error, None for any other value."""
    if kind == BOOLERR:
        return data[6] if data[7] else None
    is_error = len(data) >= 14 and data[12:14] == b"\xff\xff" and data[6] == 2
    return data[8] if is_error else None
