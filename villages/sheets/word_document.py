"""Reads the text of a Word file as a reader sees it: paragraphs, automatic numbers, tables.

Charters are often numbered by Word itself (第%1条), so the number stands nowhere in the text; it is
computed here from the numbering part (`wordlists`). Tracked insertions count as text, deletions do
not. Whether a file may be opened at all (size, macros, encryption) has been checked before.
"""

from collections.abc import Iterator
from typing import BinaryIO
from zipfile import BadZipFile

from docx import Document
from docx.opc.exceptions import OpcError
from docx.oxml.ns import qn
from lxml.etree import XMLSyntaxError

from villages.sheets.word_lists import Lists

_HOLDERS = {qn(f"w:{name}") for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo")}
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_UNSEEN = {qn(f"w:{name}") for name in ("del", "moveFrom", "pPr", "rPr")} | {_FALLBACK}
_SIGNS = {qn("w:tab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}


def from_docx(stream: BinaryIO) -> str:
    """The text of a .docx: a line a paragraph or table row, cells parted by tabs, automatic
    numbers written out. ValueError with a Chinese sentence when it is no readable Word file."""
    try:
        document = Document(stream)
        return "\n".join(_lines(document.element.body, Lists.of(document)))
    except (OpcError, BadZipFile, XMLSyntaxError, KeyError, ValueError) as error:
        raise ValueError("这不是可以读取的Word文档，请另存为.docx后再上传") from error


def _lines(holder, lists: Lists) -> Iterator[str]:
    for child in holder:
        if child.tag == qn("w:p"):
            yield lists.label(child) + _text(child)
        elif child.tag == qn("w:tbl"):
            yield from (_row(row, lists) for row in _within(child, "w:tr", "w:tbl"))
        elif child.tag in _HOLDERS:
            yield from _lines(child, lists)


def _row(row, lists: Lists) -> str:
    cells = (_lines(cell, lists) for cell in _within(row, "w:tc", "w:tr"))
    return "\t".join(" ".join(" ".join(cell).split()) for cell in cells)


def _within(owner, name: str, owned_by: str) -> Iterator:
    """Rows of a table or cells of a row, without those of a table nested inside."""
    for found in owner.iter(qn(name)):
        if next(found.iterancestors(qn(owned_by))) is owner:
            yield found


def _text(node) -> str:
    """Text of a paragraph with its tabs and breaks, without what was deleted."""
    parts = []
    for child in node:
        if child.tag == qn("w:t"):
            parts.append(child.text or "")
        elif child.tag in _SIGNS:
            parts.append(_SIGNS[child.tag])
        elif child.tag not in _UNSEEN:
            parts.append(("\n" if child.tag == qn("w:p") else "") + _text(child))
    return "".join(parts)
