"""Word, Excel and PowerPoint files (ECMA-376): which one, and what it would run or fetch.

Relationships are read as XML, whatever their quoting and encoding. A local path may dangle; only a
server or a share is refused. A hyperlink may lead to the web, not to a share or a program. Dynamic
data exchange starts programs; so do some formulas, and controls are programs themselves.
"""

import re
from contextlib import closing

from township.files.cellparts import sheet_parts
from township.files.checks import MACRO, Refusal
from township.files.checks.formulas import SUSPICIOUS, ActingFormula, acting
from township.files.checks.places import is_harmful, is_remote
from township.files.checks.xmlparts import Watcher

_OFFICE = "application/vnd.openxmlformats-officedocument."
MAIN_PARTS = {
    "wordprocessingml.document.main+xml": _OFFICE + "wordprocessingml.document",
    "spreadsheetml.sheet.main+xml": _OFFICE + "spreadsheetml.sheet",
    "presentationml.presentation.main+xml": _OFFICE + "presentationml.presentation",
}
OUTSIDE = "会从别处载入内容（外部模板、图片或链接对象），请断开链接、另存后再上传"
CLICKED = "里有指向共享文件夹或程序的链接，请删去这些链接、另存后再上传"
CONTROL = "里有ActiveX控件（从网页复制来的按钮、输入框等），请删去控件，或者另存为PDF后再上传"
FOREIGN_CHUNK = "里面嵌着另一种格式的内容，请用Word或WPS打开、另存为.docx后再上传"
EXCHANGING = "带有会运行程序的域（DDE），请删去这个域、另存后再上传"
EXCHANGING_LINK = "里有会运行程序的外部链接（DDE），请在“编辑链接”里断开、另存后再上传"
STRANGE = "是Office模板或少见的格式，请另存为.docx、.xlsx或.pptx后再上传"
FETCHING_FIELDS = {"INCLUDEPICTURE", "INCLUDETEXT", "INCLUDE", "IMPORT", "LINK", "DATABASE", "RD"}
WRITTEN_PARTS = ("document", "hdr", "ftr", "footnotes", "endnotes", "comments", "glossaryDocument")
MACRO_RELATIONS = {"vbaproject", "wordvbadata", "xlmacrosheet", "xlintlmacrosheet"}
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
        if kind in ("control", "activexcontrolbinary"):
            raise Refusal(CONTROL)
        if kind in MACRO_RELATIONS:
            raise Refusal(MACRO)
        target = attributes.get("Target", "")
        if kind == "hyperlink" and is_harmful(target):
            raise Refusal(CLICKED)
        if kind != "hyperlink" and is_remote(target):
            raise Refusal(OUTSIDE)


class Fields(Watcher):
    """Field codes, also where they are spread over runs or stand within one another."""

    def __init__(self):
        self.open = []  # codes of the fields begun, the innermost last
        self.is_code = False

    def start(self, tag, attributes):
        if tag == "fldSimple":
            refuse_field(attributes.get("instr", ""))
        elif tag in ("instrText", "delInstrText"):
            self.is_code = True
        elif tag == "fldChar":
            self._turn(attributes.get("fldCharType"))

    def _turn(self, kind):
        if kind == "begin":
            self.open.append("")
        elif kind == "separate" and self.open:
            refuse_field(self.open[-1])
        elif kind == "end" and self.open:
            refuse_field(self.open.pop())

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
                refuse_field(code)


class Formulas(Watcher):
    """Whatever a workbook counts: cells, names, conditions, lists to choose from, tables."""

    TAGS = {"f", "formula", "formula1", "formula2", "definedName"}
    TAGS |= {"calculatedColumnFormula", "totalsRowFormula"}

    def __init__(self):
        self.place, self.code = "", None

    def start(self, tag, attributes):
        if tag == "c":
            self.place = attributes.get("r", "")
        elif tag in self.TAGS:
            self.code = ""
            if tag == "definedName":
                self.place = f"名称“{attributes.get('name', '')}”"

    def text(self, piece):
        if self.code is not None:
            self.code += piece

    def end(self, tag):
        if tag in self.TAGS and self.code is not None:
            what, self.code = acting(self.code), None
            if what:
                raise ActingFormula(what, self.place)
        elif tag == "sheetData":
            self.place = ""


class MacroSheet(Watcher):
    def start(self, tag, attributes):
        raise Refusal(MACRO)


class Control(Watcher):
    def start(self, tag, attributes):
        raise Refusal(CONTROL)


class Links(Watcher):
    """Workbooks: links that exchange data with programs, queries of web pages and databases."""

    def start(self, tag, attributes):
        if tag == "ddeLink":
            raise Refusal(EXCHANGING_LINK)
        if tag in ("dbPr", "olapPr"):
            raise Refusal(OUTSIDE)
        if tag == "webPr" and is_remote(attributes.get("url", "")):
            raise Refusal(OUTSIDE)


def refuse_field(code):
    """Raises Refusal where a field of Word starts a program or fetches something."""
    words = [quoted or plain for quoted, plain in ARGUMENT.findall(code)]
    if not words:
        return
    kind = words[0].upper()
    if kind in EXCHANGING_FIELDS:
        raise Refusal(EXCHANGING)
    if kind in FETCHING_FIELDS and any(map(is_remote, words[1:])):
        raise Refusal(OUTSIDE)
    if kind == "HYPERLINK" and any(map(is_harmful, words[1:])):
        raise Refusal(CLICKED)


_WATCHERS = {
    **dict.fromkeys(("Relationships",), Relationships),
    **dict.fromkeys(WRITTEN_PARTS, Fields),
    **dict.fromkeys(("externalLink", "connections"), Links),
    **dict.fromkeys(("worksheet", "chartsheet", "dialogsheet", "workbook", "table"), Formulas),
    **dict.fromkeys(("macrosheet",), MacroSheet),
    **dict.fromkeys(("ocx",), Control),
}


def watcher_of(root, pieces=None):
    """The watcher of a part by its root element, or None. `pieces`: opens a large part's bytes."""
    if root == "worksheet" and pieces and _is_quiet(pieces):
        return None
    return _WATCHERS[root]() if root in _WATCHERS else None


def _is_quiet(pieces):
    """Whether no word of an acting formula stands in a sheet: watching every cell takes long."""
    before = b""
    with closing(pieces()) as content:
        for piece in content:
            window = before + piece
            if b"\0" in window or SUSPICIOUS.search(window):
                return False
            before = window[-100:]
    return True


def sheet_name(package, part):
    """The name of the sheet that a part holds, "" for any other part."""
    return sheet_parts(package).get(part, "")
