"""What ends a paper, and how much of the text goes with it to the last page.

No last page holds only a signature, the places for signatures, a code or the 版记: two lines of
the text stand above them (the kind of page that GB/T 9704-2012 7.3.5.4 does away with).
"""

from itertools import pairwise

from township.papers import blocks as b

# Lines of the text that come along, and the paragraphs that may stand among what ends a paper.
COMPANY, NOTES = 2, 2
FORMAL = (b.Signature, b.Imprint, b.Attachments)


def closing(blocks):
    """The index at which the end of a paper begins: its length for one that just stops.

    One form to be signed at most belongs to it, with the heading above; a note only with something
    formal, or below a table.
    """
    start, notes = len(blocks), 0
    for at in reversed(range(len(blocks))):
        block = blocks[at]
        if is_form(block):
            return at - 1 if at and isinstance(blocks[at - 1], b.Heading) else at
        if isinstance(block, FORMAL) or (isinstance(block, b.QrCode) and start == len(blocks)):
            start, notes = at, 0
        elif isinstance(block, b.Paragraph) and notes < NOTES:
            notes += 1
        elif isinstance(block, b.Table) and start == len(blocks):
            return at + 1
        else:
            break
    return start


def is_form(block):
    """Is it a short form, as people sign?"""
    return isinstance(block, b.Table) and block.is_short_form


def sticking(blocks):
    """Indices of the blocks that stay on the page of what follows them."""
    breaks = [at for at, block in enumerate(blocks) if isinstance(block, b.PageBreak)]
    found = set()
    for first, last in pairwise([-1, *breaks, len(blocks)]):
        found |= {first + 1 + at for at in _sticking(blocks[first + 1 : last])}
    return frozenset(found)


def _sticking(part):
    """The same of what stands between two breaks."""
    start = closing(part)
    if start in (0, len(part)):
        return set()
    found, lines, at = set(range(start, len(part) - 1)), 0, start
    while at and lines < COMPANY:
        at -= 1
        found.add(at)
        lines += _lines(part[at])
    return found


def _lines(block):
    """About how many lines of text it brings, COMPANY for whatever is no paragraph or heading."""
    if isinstance(block, b.Heading):
        return 0
    return 1 + (len(block.text) + 1) // b.LINE if isinstance(block, b.Paragraph) else COMPANY
