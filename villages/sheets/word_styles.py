"""What the styles of a Word document say of a paragraph or run: hidden, or a line of contents."""

import re

from docx.oxml.ns import qn

# "toc 1", "TOC Heading" (Word, WPS); 目录 1, 目录标题 where a program wrote its own names.
_CONTENTS = re.compile(r"(?:toc(?:\s*\d|\s*heading)?|table of contents|目录\s*(?:\d|标题)?)", re.I)


class Styles:
    """Asked by paragraph and run; each style also speaks for those based on it."""

    def __init__(self, document):
        self.by_id = {style.get(qn("w:styleId")): style for style in document.styles.element}

    def is_contents(self, paragraph) -> bool:
        """Is the paragraph a line of a table of contents?"""
        return any(map(_is_contents_style, self._chain(_style_of(paragraph, "w:pPr", "w:pStyle"))))

    def is_hidden(self, run, paragraph) -> bool:
        """Does Word not show the run? Its own word counts before its style's."""
        own = _vanish(run.find(qn("w:rPr")))
        if own is not None:
            return own
        for style_id in (
            _style_of(run, "w:rPr", "w:rStyle"),
            _style_of(paragraph, "w:pPr", "w:pStyle"),
        ):
            for style in self._chain(style_id):
                said = _vanish(style.find(qn("w:rPr")))
                if said is not None:
                    return said
        return False

    def _chain(self, style_id):
        seen = set()
        while style_id in self.by_id and style_id not in seen:
            seen.add(style_id)
            style = self.by_id[style_id]
            yield style
            based = style.find(qn("w:basedOn"))
            style_id = None if based is None else based.get(qn("w:val"))


def is_on(node) -> bool:
    """An on-off property that is there counts unless it says no."""
    return node is not None and node.get(qn("w:val"), "1") not in ("0", "false", "off")


def _vanish(properties):
    found = None if properties is None else properties.find(qn("w:vanish"))
    return None if found is None else is_on(found)


def _style_of(node, properties: str, name: str):
    found = node.find(f"{qn(properties)}/{qn(name)}")
    return None if found is None else found.get(qn("w:val"))


def _is_contents_style(style) -> bool:
    name = style.find(qn("w:name"))
    return name is not None and _CONTENTS.fullmatch(name.get(qn("w:val"), "").strip()) is not None
