"""Child process: what the parts of an .xlsx tell and the library does not: formulas and errors.

A cell that shows #N/A, and a formula that no program has counted yet, would read as empty.
"""

import re
import zipfile
from html import unescape

CELL = re.compile(rb"<c\b([^>/]*)>(.*?)</c>", re.DOTALL)
LOOKED_FOR = re.compile(rb"<f[\s/>]|\bt=[\"']e[\"']")  # asked first: most workbooks have none
VALUE = re.compile(rb"<v>\s*([^<]*?)\s*</v>")
PLACE = re.compile(r"([A-Z]{1,3})(\d{1,7})")
SHEET = re.compile(rb"<sheet\b[^>]*>")
RELATION = re.compile(rb"<Relationship\b[^>]*>")
# What stands where a formula has no value yet: whoever reads it tells the cell, as for #N/A.
UNCOUNTED = "#未计算"
MOST_SHEET_BYTES = 60 * 1024 * 1024
MOST_FORMULAS = 50


def parts_of(path):
    """{sheet name: ([formula cell, …], {(row, column): error})} of an .xlsx, places from 0."""
    if not zipfile.is_zipfile(path):
        return {}
    found = {}
    with zipfile.ZipFile(path) as package:
        for part, name in sheet_parts(package).items():
            if package.getinfo(part).file_size <= MOST_SHEET_BYTES:
                found[name] = _told_by(package.read(part))
    return found


def sheet_parts(package):
    """{part: the name of the sheet it holds} of an .xlsx; {} of any other package."""
    names = set(package.namelist())
    if not {"xl/workbook.xml", "xl/_rels/workbook.xml.rels"} <= names:
        return {}
    targets, found = _targets(package), {}
    for element in SHEET.findall(package.read("xl/workbook.xml")):
        part = targets.get(_attribute(element, b"r:id"), "")
        if part in names:
            found[part] = unescape(_attribute(element, b"name"))
    return found


def _told_by(content):
    formulas, errors = [], {}
    for attributes, inside in CELL.findall(content) if LOOKED_FOR.search(content) else ():
        place = PLACE.fullmatch(_attribute(attributes, b"r"))
        if not place:
            continue
        kind, value = _attribute(attributes, b"t"), VALUE.search(inside)
        is_formula = bool(re.search(rb"<f[\s/>]", inside))
        if is_formula and len(formulas) < MOST_FORMULAS:
            formulas.append(place[0])
        written = value[1].decode("utf-8", "replace") if value else ""
        if kind == "e" or (is_formula and kind != "str" and not written):
            errors[int(place[2]) - 1, _column(place[1])] = written or UNCOUNTED
    return formulas, errors


def _column(letters):
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _targets(package):
    targets = {}
    for element in RELATION.findall(package.read("xl/_rels/workbook.xml.rels")):
        key, target = _attribute(element, b"Id"), _attribute(element, b"Target")
        if key and target:
            targets[key] = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    return targets


def _attribute(element, name):
    found = re.search(rb"\s" + name + rb"\s*=\s*[\"']([^\"']*)[\"']", element)
    return found[1].decode("utf-8", "replace") if found else ""
