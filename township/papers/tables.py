"""Reads a Markdown table: spans, column widths and alignment.

A cell that holds only `<` belongs to the cell on its left, one that holds only `^` to the cell
above. The dashes of the rule below the header give the relative widths of the columns. A table
whose header cells are all empty has no header.
"""

import re
from itertools import takewhile

from township.papers.blocks import CENTER, LEFT, RIGHT, Cell, Table
from township.papers.errors import PaperTemplateError
from township.papers.inline import lines

WITH_LEFT, WITH_ABOVE = "<", "^"
ALIGNMENTS = {"text-align:left": LEFT, "text-align:center": CENTER, "text-align:right": RIGHT}
DASHES = re.compile(r"-+")
MOST_COLUMNS = 60


def read_table(tokens, source_lines, options):
    """A Table from the tokens between table_open and table_close, both included.

    source_lines: the filled text by lines, where the table's rule is looked up.
    options: header_rows, row_height and size as directives.table_options gives them.
    Raises: PaperTemplateError for more columns than any page holds.
    """
    raw_rows, aligns = [], []
    for token in tokens:
        if token.type == "tr_open":
            raw_rows.append([])
        elif token.type == "th_open":
            aligns.append(ALIGNMENTS.get(token.attrs.get("style"), LEFT))
        elif token.type == "inline":
            raw_rows[-1].append(token.content.strip())
    if len(aligns) > MOST_COLUMNS:
        raise PaperTemplateError(f"表格有{len(aligns)}列，最多{MOST_COLUMNS}列。")
    rule = source_lines[tokens[0].map[0] + 1]
    widths = tuple(len(dashes) for dashes in DASHES.findall(rule))
    split = options["header_rows"] if any(raw_rows[0]) else 1
    head, body = raw_rows[:split], raw_rows[split:]
    header = () if not any(raw_rows[0]) else _spanned(head, (CENTER,) * len(aligns))
    return Table(
        header,
        _spanned(body, tuple(aligns)),
        widths,
        tuple(aligns),
        options["row_height"],
        options["size"],
    )


def _spanned(raw_rows, aligns):
    """Cells of some rows; slots that a span covers are None."""
    covered = set()
    rows = []
    for top, raw_row in enumerate(raw_rows):
        row = []
        for left, raw in enumerate(raw_row):
            if (top, left) in covered:
                row.append(None)
                continue
            beside = (raw_row[at] for at in range(left + 1, len(raw_row)))
            below = (raw_rows[at][left] for at in range(top + 1, len(raw_rows)))
            colspan, rowspan = 1 + _run(beside, WITH_LEFT), 1 + _run(below, WITH_ABOVE)
            covered |= {
                (top + down, left + right) for down in range(rowspan) for right in range(colspan)
            }
            text = "" if raw in (WITH_LEFT, WITH_ABOVE) else raw
            row.append(Cell(lines(text, aligns[left]), colspan, rowspan))
        rows.append(tuple(row))
    return tuple(rows)


def _run(marks, mark):
    """How often a mark stands at the beginning of what follows."""
    return sum(1 for _ in takewhile(mark.__eq__, marks))
