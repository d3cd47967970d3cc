"""Plain text and CSV: UTF-8, marked UTF-16 or GB 18030; no markup, no binary."""

import codecs
import re

from township.files.checks import Refusal
from township.files.checks.formulas import ActingFormula, acting
from township.files.checks.sniffing import UNKNOWN, WEB_PAGE

MARKUP = ("<script", "<html", "<?php", "<iframe", "<svg")
# A cell that an office program counts when it opens the table, quoted or not, also in full width.
FORMULA = re.compile(
    r"(?:^|[,;\t，；|])[ \u3000]*(?:\"\s*(?P<quoted>[=+@＝＋＠-](?:[^\"]|\"\"){0,1000})"
    r"|(?![-+]\s*[\d.]+\s*(?:[,;\t，；|\n]|$))(?P<plain>[=+@＝＋＠-][^\n\t]{0,1000}))",
    re.MULTILINE,
)
# A sheet of an old exchange format, opened as one whatever its name ends in; its formulas run.
EXCHANGE_SHEET = re.compile(r"\s*ID;P[^\n]*\n(?:[A-Z]{1,2};)")
OLD_SHEET = "是旧的交换格式（SYLK）表格，请用WPS或Excel另存为.xlsx后再上传"
# Without any of these it only counts.
ACTIVE = re.compile("[(（|｜']")
SEPARATORS = re.compile("[,;\t，；|]")
OVERLAP = 2048
CHUNK = 1024 * 1024
DISTURBING = {*range(0x20), 0x7F} - {0x09, 0x0A, 0x0C, 0x0D, 0x1A, 0x1B}
BINARY = bytes(DISTURBING)


def encoding_of(path):
    """Python's name of the encoding, or None when the bytes are no text."""
    with open(path, "rb") as stream:
        start = stream.read(4)
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16" if _decodes(path, "utf-16") else None
    for encoding in ("utf-8-sig", "gb18030"):
        if _decodes(path, encoding) and not _has_binary(path):
            return encoding
    return None


def check(path):
    encoding = encoding_of(path)
    if encoding is None:
        raise Refusal(UNKNOWN)
    before, line = "", 1
    with open(path, encoding=encoding) as stream:
        while piece := stream.read(CHUNK):
            window = before + piece
            lowered = window.lower()
            if any(sign in lowered for sign in MARKUP):
                raise Refusal(WEB_PAGE)
            if not before and EXCHANGE_SHEET.match(window):
                raise Refusal(OLD_SHEET)
            _refuse_acting(window, line)
            before = window[-OVERLAP:]
            line += window.count("\n", 0, len(window) - len(before))


def _refuse_acting(window, line):
    """`line`: the number of the line in which the window begins."""
    at = 0
    while found := FORMULA.search(window, at):
        at = found.start(found.lastgroup) + 1
        formula = found[found.lastgroup]
        if found["quoted"]:
            formula = formula.replace('""', '"')
        if ACTIVE.search(formula) and (what := acting(formula)):
            begin = window.rfind("\n", 0, at) + 1
            row = line + window.count("\n", 0, at)
            column = 1 + len(SEPARATORS.findall(window[begin:at]))
            raise ActingFormula(what, f"第{row}行第{column}列")


def _decodes(path, encoding):
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        with open(path, "rb") as stream:
            while chunk := stream.read(CHUNK):
                decoder.decode(chunk)
            decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _has_binary(path):
    with open(path, "rb") as stream:
        return any(len(chunk.translate(None, BINARY)) != len(chunk) for chunk in _chunks(stream))


def _chunks(stream):
    while chunk := stream.read(CHUNK):
        yield chunk
