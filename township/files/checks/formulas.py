"""Formulas that do more than count: start a program, ask another machine, lead a click to one.

A formula is read as text, as workbooks and separated texts hold it. In formulas "|" stands only for
an exchange with a program (=cmd|'/c calc'!A1); a name in single quotes may be a file elsewhere.
"""

import re
import unicodedata

from township.files.checks import Refusal
from township.files.checks.places import is_harmful, is_remote

RUNNING = "会运行程序的公式（DDE、CALL等）"
FETCHING = "会从别处载入内容的公式（{}）"
LEADING = "指向共享文件夹或程序的链接（HYPERLINK）"

RUNNERS = {"CALL", "DDE", "EXEC", "EXECUTE", "INITIATE", "POKE", "REGISTER", "REGISTER.ID", "RTD"}
RUNNERS |= {"RUN", "SQL.REQUEST", "FOPEN", "FWRITE", "FWRITELN", "SEND.KEYS", "SEND.MAIL"}
FETCHERS = {"WEBSERVICE", "IMAGE", "IMPORTDATA", "IMPORTFEED", "IMPORTHTML", "IMPORTXML"}
FETCHERS |= {"IMPORTRANGE"}
# Write a sign by its number, so that a target reads as nothing.
DISGUISING = re.compile(r"\b(?:CHAR|UNICHAR)\s*\(")

QUOTED = re.compile(r"\"(?:[^\"]|\"\")*\"|'(?:[^']|'')*'")
EXCHANGE = re.compile(r"\|[^|]{0,2000}!")
ROWS_OF_VALUES = re.compile(r"\{[^{}]*\}")
CALLED = re.compile(r"([A-Z_][A-Z0-9_.]*)\s*\(")
# How a file holds a function younger than its format: _xlfn.WEBSERVICE, COM.MICROSOFT.WEBSERVICE.
PREFIX = re.compile(r"^(?:_XL\w+\.|COM\.MICROSOFT\.|ORG\.\w+\.)+")
# What a large sheet has to hold somewhere for any of this to be in it.
SUSPICIOUS = re.compile(
    rb"\||&#|<!|\b(?:call|dde|exec|execute|initiate|poke|register|rtd|run|request|fopen|fwrite"
    rb"|fwriteln|keys|mail|id|webservice|image|import[a-z]+|hyperlink)\s*\("
    rb"|(?:'|&apos;)\s*\[?(?:\\|/|\w{2,20}:)",
    re.IGNORECASE,
)


class ActingFormula(Refusal):
    """Where it stands: `cell` as people name it, `sheet` once somebody knows its name."""

    def __init__(self, what, cell="", sheet=""):
        self.what, self.cell, self.sheet = what, cell, sheet
        on_sheet = f"的工作表“{sheet}”" if sheet else ""
        place = on_sheet + (cell if sheet or not cell else f"的{cell}")
        super().__init__(f"{place}里有{what}，请改成数值或文字、另存后再上传")


def acting(formula):
    """What the formula does beyond counting, as a noun phrase, or None."""
    formula = unicodedata.normalize("NFKC", formula)
    shape = QUOTED.sub(lambda found: found[0][0] + "x" * (len(found[0]) - 2) + found[0][0], formula)
    if EXCHANGE.search(ROWS_OF_VALUES.sub("", shape)):
        return RUNNING
    if any(is_remote(found[0][1:-1].lstrip("[ ")) for found in _names(formula)):
        return FETCHING.format("外部链接")
    shape = shape.upper()
    for call in CALLED.finditer(shape):
        name = PREFIX.sub("", call[1])
        if name in RUNNERS:
            return RUNNING
        if name in FETCHERS:
            return FETCHING.format(name)
        if name == "HYPERLINK" and _leads_astray(_first_argument(formula, shape, call.end())):
            return LEADING
    return None


def _names(formula):
    return (found for found in QUOTED.finditer(formula) if found[0].startswith("'"))


def _first_argument(formula, shape, start):
    depth = 0
    for at in range(start, len(shape)):
        sign = shape[at]
        if depth == 0 and sign in ",;)":
            return formula[start:at]
        depth += (sign == "(") - (sign == ")")
    return formula[start:]


def _leads_astray(target):
    """A target that is only looked up in a cell says nothing; what is written in it does."""
    texts = [
        found[0][1:-1].replace('""', '"')
        for found in QUOTED.finditer(target)
        if found[0].startswith('"')
    ]
    whole = "".join(texts)
    is_disguised = DISGUISING.search(target.upper()) and not whole.startswith(("#", "http"))
    return bool(is_disguised or any(map(is_harmful, [whole, *texts])))
