"""Computes the numbers Word prints in front of list paragraphs (ECMA-376 part 1, §17.9).

Word stores only a list and a level with each paragraph; the label (第一条, 1.2, （三）) follows by
counting. Lists that share an abstract definition go on counting; a start override begins anew.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn

from villages.rules.numerals import number_in_chinese

_CHINESE = {
    "chineseCounting",
    "chineseCountingThousand",
    "japaneseCounting",
    "taiwaneseCounting",
    "taiwaneseCountingThousand",
}
_WIDE_DIGITS = str.maketrans("0123456789", "０１２３４５６７８９")
_CHINESE_DIGITS = str.maketrans("0123456789", "〇一二三四五六七八九")


@dataclass(frozen=True)
class ListLevel:
    """One level of a list. pattern: printed text with %1…%9 for the numbers of the levels."""

    start: int
    format: str
    pattern: str
    gap: str
    style: str | None
    goes_on: bool


@dataclass
class Lists:
    """All lists of one document and how far each has counted; ask in reading order."""

    levels: Mapping[str, Mapping[int, ListLevel]] = field(default_factory=dict)
    lists: Mapping[str, tuple[str, Mapping[int, int]]] = field(default_factory=dict)
    styles: Mapping[str, object] = field(default_factory=dict)
    _counts: dict[str, dict[int, int]] = field(default_factory=dict)
    _begun: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, document) -> "Lists":
        """Reads the numbering and style parts of a python-docx document."""
        styles = {style.get(qn("w:styleId")): style for style in document.styles.element}
        rels = document.part.rels.values()
        parts = [rel.target_part for rel in rels if rel.reltype == RELATIONSHIP_TYPE.NUMBERING]
        if not parts:
            return cls(styles=styles)
        numbering = parts[0].element
        levels, lists = {}, {}
        for abstract in numbering.iterchildren(qn("w:abstractNum")):
            levels[abstract.get(qn("w:abstractNumId"))] = _levels(abstract)
        for number in numbering.iterchildren(qn("w:num")):
            shared = _value(number, "w:abstractNumId")
            own, starts = _overrides(number)
            if own:
                # A level redefined for one list counts apart from the shared definition.
                levels[f"{shared}/{number.get(qn('w:numId'))}"] = {**levels.get(shared, {}), **own}
                shared = f"{shared}/{number.get(qn('w:numId'))}"
            lists[number.get(qn("w:numId"))] = shared, starts
        return cls(levels, lists, styles)

    def label(self, paragraph) -> str:
        """The number printed in front of the paragraph, its gap included; empty without one."""
        list_id, at = self._place(paragraph)
        if list_id not in self.lists:
            return ""
        shared, starts = self.lists[list_id]
        levels = self.levels.get(shared, {})
        if at not in levels:
            return ""
        counts = self._counts.setdefault(shared, {})
        if list_id not in self._begun:
            self._begun.add(list_id)
            counts.update({n: start - 1 for n, start in starts.items() if n in levels})
        counts[at] = counts.get(at, levels[at].start - 1) + 1
        for deeper in [n for n in counts if n > at and not levels[n].goes_on]:
            del counts[deeper]
        return _printed(levels, counts, at)

    def _place(self, paragraph) -> tuple[str | None, int]:
        """(list, level) of a paragraph, its own or its style's; (None, 0) outside lists."""
        own = paragraph.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
        style_id = _value(paragraph.find(qn("w:pPr")), "w:pStyle")
        named, named_at = self._style_place(style_id)
        list_id = _value(own, "w:numId") or named
        at = _value(own, "w:ilvl") or named_at
        if at is None:
            shared = self.lists.get(list_id, ("", {}))[0]
            linked = [n for n, lv in self.levels.get(shared, {}).items() if lv.style == style_id]
            at = linked[0] if linked and style_id else 0
        return list_id, int(at)

    def _style_place(self, style_id: str | None) -> tuple[str | None, str | None]:
        seen = set()
        while style_id in self.styles and style_id not in seen:
            seen.add(style_id)
            style = self.styles[style_id]
            found = style.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
            if found is not None:
                return _value(found, "w:numId"), _value(found, "w:ilvl")
            style_id = _value(style, "w:basedOn")
        return None, None


def _value(node, name: str) -> str | None:
    found = None if node is None else node.find(qn(name))
    return None if found is None else found.get(qn("w:val"))


def _levels(holder) -> dict[int, ListLevel]:
    return {int(lvl.get(qn("w:ilvl"), 0)): _level(lvl) for lvl in holder.iterchildren(qn("w:lvl"))}


def _level(lvl) -> ListLevel:
    return ListLevel(
        start=int(_value(lvl, "w:start") or 0),
        format=_value(lvl, "w:numFmt") or "decimal",
        pattern=_value(lvl, "w:lvlText") or "",
        gap="" if _value(lvl, "w:suff") == "nothing" else " ",
        style=_value(lvl, "w:pStyle"),
        goes_on=_value(lvl, "w:lvlRestart") == "0",
    )


def _overrides(number) -> tuple[dict[int, ListLevel], dict[int, int]]:
    levels, starts = {}, {}
    for override in number.iterchildren(qn("w:lvlOverride")):
        levels.update(_levels(override))
        if start := _value(override, "w:startOverride"):
            starts[int(override.get(qn("w:ilvl"), 0))] = int(start)
    return levels, starts


def _printed(levels: Mapping[int, ListLevel], counts: Mapping[int, int], at: int) -> str:
    level = levels[at]
    if level.format in ("bullet", "none"):
        return ""
    text = level.pattern
    for n, other in levels.items():
        number = counts.get(n, other.start)
        text = text.replace(f"%{n + 1}", _number(number, other.format))
    return text + level.gap if text else ""


def _number(number: int, style: str) -> str:
    if style in _CHINESE and number >= 1:
        return number_in_chinese(number)
    if style == "ideographDigital":
        return str(number).translate(_CHINESE_DIGITS)
    if style == "decimalFullWidth":
        return str(number).translate(_WIDE_DIGITS)
    if style in ("lowerLetter", "upperLetter"):
        letter = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letter if style == "lowerLetter" else letter.upper()
    return str(number)
