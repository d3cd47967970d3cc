"""Child process: which cells of an .ods are merged, which the library does not tell."""

import zipfile

TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
CELLS = {f"{TABLE}table-cell", f"{TABLE}covered-table-cell"}
MOST_BYTES = 60 * 1024 * 1024


def spans_of(path):
    """{sheet name: [[first row, first column, last row, last column], …]}, places from 0."""
    if not zipfile.is_zipfile(path):
        return {}
    with zipfile.ZipFile(path) as package:
        names = package.namelist()
        if "content.xml" not in names or package.getinfo("content.xml").file_size > MOST_BYTES:
            return {}
        with package.open("content.xml") as stream:
            return _spans(stream)


def _spans(stream):
    from defusedxml.ElementTree import iterparse

    found, merges, row, column = {}, [], 0, 0
    for event, element in iterparse(stream, events=("start", "end"), forbid_dtd=True):
        if event == "start":
            if element.tag == f"{TABLE}table":
                merges, row = found.setdefault(element.get(f"{TABLE}name", ""), []), 0
            elif element.tag == f"{TABLE}table-row":
                column = 0
        elif element.tag in CELLS:
            down = _number(element, "number-rows-spanned")
            across = _number(element, "number-columns-spanned")
            if down > 1 or across > 1:
                merges.append([row, column, row + down - 1, column + across - 1])
            column += _number(element, "number-columns-repeated")
        elif element.tag == f"{TABLE}table-row":
            row += _number(element, "number-rows-repeated")
            element.clear()
    return found


def _number(element, name):
    told = element.get(f"{TABLE}{name}", "1")
    return int(told) if told.isascii() and told.isdigit() and len(told) < 8 else 1
