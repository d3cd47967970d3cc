"""Reads the text of a Word file as a reader sees it: paragraphs, automatic numbers, tables.

Charters are often numbered by Word itself (第%1条), so the number stands nowhere in the text; it is
computed here from the numbering part (`word_lists`). Tracked insertions count as text, deletions
and hidden text do not; a table of contents says only what follows and is left out.
"""

import re
from collections.abc import Iterator
from typing import BinaryIO
from zipfile import BadZipFile

from docx.opc.exceptions import OpcError
from docx.oxml.ns import qn
from lxml.etree import XMLSyntaxError

from villages.sheets.word_lists import Lists
from villages.sheets.word_package import opened
from villages.sheets.word_styles import Styles, is_on
from villages.sheets.word_symbols import character, in_font

_HOLDERS = {qn(f"w:{name}") for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo")}
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_UNSEEN = {qn(f"w:{name}") for name in ("del", "moveFrom", "pPr", "rPr", "rt", "sdtPr")}
_UNSEEN |= {_FALLBACK}
_SIGNS = {qn("w:tab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}
_SIGNS |= {qn("w:ptab"): "\t"}
_FORMULA_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
# 带圈字符: a sign drawn around another, which no result repeats (ECMA-376 part 1, §17.16.5.17).
_ENCLOSED = re.compile(r"^\s*eq\s+\\o\s*(?:\\\w+)*\s*\(\s*[^,，]+[,，]\s*(.+?)\s*\)\s*$", re.I)
_GALLERY = f"{qn('w:sdtPr')}/{qn('w:docPartObj')}/{qn('w:docPartGallery')}"


def from_docx(stream: BinaryIO) -> str:
    """The text of a .docx: a line a paragraph or table row, cells parted by tabs, automatic
    numbers written out. ValueError with a Chinese sentence when it is no readable Word file."""
    try:
        return "\n".join(_WordReader(opened(stream)).lines())
    except (OpcError, BadZipFile, XMLSyntaxError, KeyError, ValueError) as error:
        raise ValueError("这不是可以读取的Word文档，请另存为.docx后再上传") from error


class _WordReader:
    """One reading, in order: lists go on counting, fields go over paragraphs."""

    def __init__(self, document):
        self.body = document.element.body
        self.lists, self.styles = Lists.of(document), Styles(document)
        self.fields = []  # codes of the fields begun, the innermost last
        self.carried = ""  # of paragraphs whose mark is gone: they run on into the next one
        self.has_contents = False

    def lines(self) -> list[str]:
        lines = [*self._lines(self.body), *filter(None, [self.carried])]
        return [line for line in lines if not (self.has_contents and _is_contents_title(line))]

    def _lines(self, holder) -> Iterator[str]:
        for child in holder:
            if child.tag == qn("w:p"):
                yield from self._paragraph(child)
            elif child.tag == qn("w:tbl"):
                yield from (self._row(row) for row in _within(child, "w:tr", "w:tbl"))
            elif _is_contents_control(child):
                self.has_contents = True
            elif child.tag in _HOLDERS:
                yield from self._lines(child)

    def _paragraph(self, paragraph) -> Iterator[str]:
        was_contents = self._in_contents()
        text = self._text(paragraph, paragraph).strip("\n")
        is_contents = was_contents or self._in_contents() or self.styles.is_contents(paragraph)
        self.has_contents |= is_contents
        if is_contents and (not text.strip() or self.styles.is_contents(paragraph)):
            return
        if _is_mark_gone(paragraph):
            self.carried += text
            return
        yield self.lists.label(paragraph) + self.carried + text
        self.carried = ""

    def _row(self, row) -> str:
        cells = (self._lines(cell) for cell in _within(row, "w:tc", "w:tr"))
        return "\t".join(
            "\n".join(filter(None, (" ".join(line.split()) for line in _broken(cell))))
            for cell in cells
        )

    def _text(self, node, paragraph) -> str:
        """Text of a paragraph with its tabs and breaks, without what was deleted or is hidden."""
        parts = []
        for child in node:
            if child.tag == qn("w:fldChar"):
                parts.append(self._turn(child.get(qn("w:fldCharType"))))
            elif child.tag == qn("w:instrText"):
                self._say(child.text or "")
            elif child.tag in _UNSEEN or self._is_unshown(child, paragraph):
                continue
            elif child.tag == qn("w:p"):
                parts.append(f"\n{self._text(child, child)}\n")
            elif not self._in_contents():
                parts.append(self._sign(child, node) or self._text(child, paragraph))
            else:
                parts.append(self._text(child, paragraph))
        return "".join(parts)

    def _sign(self, child, run) -> str:
        if child.tag == qn("w:t"):
            return in_font(child.text or "", _font_of(run))
        if child.tag == qn("w:sym"):
            return character(child.get(qn("w:font")), int(child.get(qn("w:char"), "0"), 16))
        if child.tag == _FORMULA_TEXT:
            return child.text or ""
        return _SIGNS.get(child.tag, "")

    def _is_unshown(self, child, paragraph) -> bool:
        if child.tag == qn("w:fldSimple"):
            return _is_contents_code(child.get(qn("w:instr"), ""))
        if child.tag == qn("w:r") and not child.findall(qn("w:fldChar")):
            return self.styles.is_hidden(child, paragraph) and not child.findall(qn("w:instrText"))
        return False

    def _turn(self, kind) -> str:
        """What a field shows that has no result, when it ends."""
        if kind == "begin":
            self.fields.append("")
        elif kind == "end" and self.fields:
            enclosed = _ENCLOSED.match(self.fields.pop())
            return enclosed[1] if enclosed else ""
        return ""

    def _say(self, code):
        if self.fields:
            self.fields[-1] += code

    def _in_contents(self) -> bool:
        return any(map(_is_contents_code, self.fields))


def _is_contents_code(code: str) -> bool:
    return code.split(maxsplit=1)[:1] == ["TOC"]


def _is_contents_control(control) -> bool:
    gallery = control.find(_GALLERY)
    return gallery is not None and gallery.get(qn("w:val")) == "Table of Contents"


def _is_contents_title(line: str) -> bool:
    return "".join(line.split()) in ("目录", "目次")


def _is_mark_gone(paragraph) -> bool:
    """Deleted under revision, moved away or hidden."""
    marks = paragraph.find(f"{qn('w:pPr')}/{qn('w:rPr')}")
    if marks is None:
        return False
    is_deleted = any(marks.find(qn(name)) is not None for name in ("w:del", "w:moveFrom"))
    return is_deleted or is_on(marks.find(qn("w:vanish")))


def _font_of(run):
    fonts = run.find(f"{qn('w:rPr')}/{qn('w:rFonts')}")
    return None if fonts is None else fonts.get(qn("w:ascii")) or fonts.get(qn("w:hAnsi"))


def _broken(lines) -> Iterator[str]:
    for line in lines:
        yield from line.split("\n")


def _within(owner, name: str, owned_by: str) -> Iterator:
    """Rows of a table or cells of a row, without those of a table nested inside."""
    for found in owner.iter(qn(name)):
        if next(found.iterancestors(qn(owned_by))) is owner:
            yield found
