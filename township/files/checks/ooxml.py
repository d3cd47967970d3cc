"""Word, Excel and PowerPoint files (ECMA-376): which one, and what it would run or fetch.

Relationships are read as XML, whatever their quoting and encoding. A local path may dangle; only a
server or a share is refused, and a hyperlink not at all. Dynamic data exchange starts programs.
"""

import re

from township.files.checks import MACRO, Refusal
from township.files.checks.places import is_remote
from township.files.checks.xmlparts import Watcher

_OFFICE = "application/vnd.openxmlformats-officedocument."
MAIN_PARTS = {
    "wordprocessingml.document.main+xml": _OFFICE + "wordprocessingml.document",
    "spreadsheetml.sheet.main+xml": _OFFICE + "spreadsheetml.sheet",
    "presentationml.presentation.main+xml": _OFFICE + "presentationml.presentation",
}
OUTSIDE = "会从别处载入内容（外部模板、图片或链接对象），请断开链接、另存后再上传"
FOREIGN_CHUNK = "里面嵌着另一种格式的内容，请用Word或WPS打开、另存为.docx后再上传"
EXCHANGING = "带有会运行程序的域（DDE），为安全起见没有收下"
STRANGE = "是Office模板或少见的格式，请另存为.docx、.xlsx或.pptx后再上传"
FETCHING_FIELDS = {"INCLUDEPICTURE", "INCLUDETEXT", "INCLUDE", "IMPORT", "LINK", "DATABASE", "RD"}
WRITTEN_PARTS = ("document", "hdr", "ftr", "footnotes", "endnotes", "comments", "glossaryDocument")
EXCHANGING_FIELDS = {"DDE", "DDEAUTO"}
ARGUMENT = re.compile(r'["“”]([^"“”]*)["“”]|(\S+)')


def media_type_of(content_types):
    """From the text of [Content_Types].xml. Raises Refusal."""
    if "macroEnabled" in content_types or "vbaProject" in content_types:
        raise Refusal(MACRO)
    for part, media_type in MAIN_PARTS.items():
        if part in content_types:
            return media_type
    raise Refusal(STRANGE)


class Relationships(Watcher):
    def start(self, tag, attributes):
        if tag != "Relationship":
            return
        kind = attributes.get("Type", "").rstrip("/").rpartition("/")[2].lower()
        if kind == "afchunk":
            raise Refusal(FOREIGN_CHUNK)
        if kind != "hyperlink" and is_remote(attributes.get("Target", "")):
            raise Refusal(OUTSIDE)


class Fields(Watcher):
    """Field codes, also where they are spread over runs or stand within one another."""

    def __init__(self):
        self.open = []  # codes of the fields begun, the innermost last
        self.is_code = False

    def start(self, tag, attributes):
        if tag == "fldSimple":
            _refuse_field(attributes.get("instr", ""))
        elif tag in ("instrText", "delInstrText"):
            self.is_code = True
        elif tag == "fldChar":
            self._turn(attributes.get("fldCharType"))

    def _turn(self, kind):
        if kind == "begin":
            self.open.append("")
        elif kind == "separate" and self.open:
            _refuse_field(self.open[-1])
        elif kind == "end" and self.open:
            _refuse_field(self.open.pop())

    def text(self, piece):
        if self.is_code:
            if not self.open:
                self.open.append("")
            self.open[-1] += piece

    def end(self, tag):
        if tag in ("instrText", "delInstrText"):
            self.is_code = False
        elif tag in WRITTEN_PARTS:
            for code in self.open:
                _refuse_field(code)


class Links(Watcher):
    """Workbooks: links that exchange data with programs, queries of web pages."""

    def start(self, tag, attributes):
        if tag == "ddeLink":
            raise Refusal(EXCHANGING)
        if tag == "webPr" and is_remote(attributes.get("url", "")):
            raise Refusal(OUTSIDE)


def _refuse_field(code):
    words = [quoted or plain for quoted, plain in ARGUMENT.findall(code)]
    if not words:
        return
    kind = words[0].upper()
    if kind in EXCHANGING_FIELDS:
        raise Refusal(EXCHANGING)
    if kind in FETCHING_FIELDS and any(map(is_remote, words[1:])):
        raise Refusal(OUTSIDE)


_WATCHERS = {
    **dict.fromkeys(("Relationships",), Relationships),
    **dict.fromkeys(WRITTEN_PARTS, Fields),
    **dict.fromkeys(("externalLink", "connections"), Links),
}


def watcher_of(root):
    """The watcher of a part by its root element, or None."""
    return _WATCHERS[root]() if root in _WATCHERS else None
