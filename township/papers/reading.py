"""Reads a filled template text (Markdown) into blocks.

`#` is the title, `##` to `####` are headings, `---` is a page break or, on slips, the cut
between two slips. Numbered templates number their headings 一、（一）1. by themselves.
"""

import html
import threading
from functools import cached_property

from markdown_it import MarkdownIt

from township.papers.blocks import (
    INDENT,
    Heading,
    PageBreak,
    Paragraph,
    Run,
    Slips,
    Title,
)
from township.papers.directives import directive, table_options
from township.papers.errors import PaperTemplateError
from township.papers.inline import BREAK, lines, plain
from township.papers.numerals import heading_number
from township.papers.tables import read_table

MOST_HEADINGS = 999
UNUSED = ["inline", "code", "lheading", "blockquote", "html_block", "reference"]


class _OfThread(threading.local):
    """A reader for each thread: a shared one gathers its rules at its first use, and a second
    thread meanwhile reads without half of them."""

    @cached_property
    def markdown(self):
        return MarkdownIt("commonmark").enable("table").disable(UNUSED)


_own = _OfThread()


def read_blocks(text, front, images):
    """The blocks of a filled text.

    front: the template's Front. images: bytes by name.
    Raises: PaperTemplateError with what cannot be read.
    """
    blocks = _Reader(text, front, images).blocks()
    if front.layout != "slips":
        return tuple(blocks)
    slips = [[]]
    for block in blocks:
        if isinstance(block, PageBreak):
            slips.append([])
        else:
            slips[-1].append(block)
    return (Slips(front.columns, tuple(tuple(slip) for slip in slips if slip)),)


class _Reader:
    """Walks the Markdown tokens once."""

    def __init__(self, text, front, images):
        self.tokens = _own.markdown.parse(text)
        self.source_lines = text.split("\n")
        self.front = front
        self.images = images
        self.options = table_options({})
        self.counts = [0, 0, 0]
        self.found = []

    def blocks(self):
        at = 0
        while at < len(self.tokens):
            at = self._read(at)
        return self.found

    def _read(self, at):
        """Read the block that opens at a token; the index behind it."""
        token = self.tokens[at]
        if token.type == "table_open":
            end = self._end(at)
            tokens = self.tokens[at : end + 1]
            table = read_table(tokens, self.source_lines, self.options)
            if table.header or table.rows:
                self.found.append(table)
            self.options = table_options({})
            return end + 1
        if token.type == "heading_open":
            self._heading(int(token.tag[1]), self.tokens[at + 1].content)
            return at + 3
        if token.type == "paragraph_open":
            found = lines(self.tokens[at + 1].content, INDENT)
            self.found.extend([line for line in found if line.runs] or found[:1])
            return at + 3
        if token.type in ("ordered_list_open", "bullet_list_open"):
            return self._list(at)
        if token.type == "hr":
            self.found.append(PageBreak())
        elif token.type == "fence":
            self._fence(token)
        return at + 1

    def _end(self, at):
        """The index of the token that closes the one at `at`."""
        closing = self.tokens[at].type.replace("_open", "_close")
        level = self.tokens[at].level
        return next(
            index
            for index in range(at + 1, len(self.tokens))
            if self.tokens[index].type == closing and self.tokens[index].level == level
        )

    def _heading(self, mark, raw):
        if mark == 1:
            pieces = [plain(piece) for piece in BREAK.split(raw)]
            if any(pieces):
                self.found.append(Title(tuple(piece for piece in pieces if piece)))
            return
        level = min(mark - 1, 3)
        text = plain(raw)
        if self.front.is_numbered:
            self.counts[level - 1] += 1
            self.counts[level:] = [0] * (3 - level)
            if self.counts[level - 1] > MOST_HEADINGS:
                raise PaperTemplateError(f"标题最多{MOST_HEADINGS}个。")
            text = heading_number(level, self.counts[level - 1]) + text
        self.found.append(Heading(level, text))

    def _list(self, at):
        """Items become paragraphs that begin with their number or a dot."""
        end = self._end(at)
        for token, behind in zip(self.tokens[at:end], self.tokens[at + 2 : end], strict=False):
            if token.type != "list_item_open":
                continue
            mark = f"{token.info}. " if token.info else "· "
            first, *more = lines(behind.content, INDENT) if behind.type == "inline" else ((),)
            runs = first.runs if isinstance(first, Paragraph) else ()
            self.found += [Paragraph((Run(mark), *runs), INDENT), *more]
        return end + 1

    def _fence(self, token):
        block = directive(html.unescape(token.info.strip()), token.content, self.images)
        if isinstance(block, dict):
            self.options = block
        elif block:
            self.found.append(block)
