"""Reads what stands inside a paragraph or a cell: `**strong**`, `<br>` and references.

A leading arrow sets a line: `→` to the right, `↔` centred, `←` flush left, `⇥` with the first
line set in by two characters (what a paragraph does by itself and a cell does not).
All marks are found before references become characters, so a value never counts as a mark.
"""

import html
import re

from township.papers.blocks import CENTER, INDENT, LEFT, RIGHT, Paragraph, Run

ARROWS = {"→": RIGHT, "↔": CENTER, "←": LEFT, "⇥": INDENT}
# Blanks are looked at once, from the first of them: a template may hold a line of nothing else.
BREAK = re.compile(r"<br ?/?>|\\\n|(?<! ) {2,}\n")
SOFT_BREAK = re.compile(r"(?<![ \t])[ \t]*\n[ \t]*")
ASCII_EDGE = re.compile(r"(?<=[!-~])\n(?=[!-~])")


def joined(raw):
    """Source lines as one line: a space only between two Western words."""
    return SOFT_BREAK.sub("", ASCII_EDGE.sub(" ", SOFT_BREAK.sub("\n", raw)))


def plain(raw):
    """Raw text without marks, on one line."""
    text = html.unescape(joined(BREAK.sub("", raw)).replace("**", ""))
    return " ".join(text.split("\n")).strip()


def lines(raw, align):
    """The lines of a raw text as Paragraphs; a line break typed in a value makes a new line."""
    found = []
    for piece in BREAK.split(raw):
        piece = joined(piece).strip(" \t\n")
        line_align = ARROWS.get(piece[:1], align)
        if piece[:1] in ARROWS:
            piece = piece[1:].lstrip(" ")
        found.extend(Paragraph(runs, line_align) for runs in _split_runs(piece))
    return tuple(found)


def _split_runs(piece):
    """Runs of one source line, cut where a value holds a line end."""
    current, is_strong = [], False
    for part in piece.split("**"):
        first, *more = html.unescape(part).split("\n")
        if first:
            current.append(Run(first, is_strong))
        for text in more:
            yield tuple(current)
            current = [Run(text, is_strong)] if text else []
        is_strong = not is_strong
    yield tuple(current)
