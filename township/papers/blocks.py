"""What a paper consists of, whatever it is written out as.

Sizes are millimetres unless a name says otherwise; type sizes are points. Texts hold no markup.
"""

from dataclasses import dataclass
from itertools import pairwise

LEFT, CENTER, RIGHT, INDENT = "left", "center", "right", "indent"
# Lines of a form that is not torn over two pages, and characters of about a line.
SHORT_FORM, LINE = 20, 40


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one face."""

    text: str
    is_strong: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph or one line of a cell; INDENT means a first line set in by two characters."""

    runs: tuple[Run, ...]
    align: str = INDENT

    @property
    def text(self):
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True)
class Title:
    """The paper's title; each line is set centred."""

    lines: tuple[str, ...]

    @property
    def text(self):
        return "".join(self.lines)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading inside the paper, level 1 (一、) to 3 (1.); the number is part of the text."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table: its lines, and how many columns and rows it covers."""

    lines: tuple[Paragraph, ...]
    colspan: int = 1
    rowspan: int = 1

    @property
    def text(self):
        return "\n".join(line.text for line in self.lines)

    @property
    def room(self):
        """About how many lines it takes."""
        return sum(1 + len(line.text) // LINE for line in self.lines)


@dataclass(frozen=True, slots=True)
class Table:
    """A ruled table. A slot covered by a neighbour's span is None.

    widths: relative, one a column. aligns: LEFT, CENTER or RIGHT, one a column.
    row_height: least height of a body row in millimetres, 0 for as high as the text.
    size: type size in points, 0 for the layout's own.
    """

    header: tuple[tuple[Cell | None, ...], ...]
    rows: tuple[tuple[Cell | None, ...], ...]
    widths: tuple[int, ...]
    aligns: tuple[str, ...]
    row_height: float = 0
    size: float = 0

    @property
    def is_short_form(self):
        """A few rows without a header: better whole on the next page than in two parts."""
        rows = [[cell for cell in row if cell] for row in self.rows]
        lines = sum(max((cell.room for cell in row), default=0) for row in rows)
        return not self.header and not self.row_height and lines <= SHORT_FORM

    @property
    def shares(self):
        """Each column's share of the width, in whole thousandths that add up to 1000."""
        total = sum(self.widths)
        edges = [round(1000 * sum(self.widths[:n]) / total) for n in range(len(self.widths) + 1)]
        return tuple(after - before for before, after in pairwise(edges))


@dataclass(frozen=True, slots=True)
class Masthead:
    """版头 of an issued document: the organ in red, the number, the signer of an upward paper.

    is_letter: 信函格式 (GB/T 9704-2012, 10.1), between double lines, the number on the right.
    """

    organ: str
    number: str = ""
    signer: str = ""
    is_letter: bool = False


@dataclass(frozen=True, slots=True)
class Attachments:
    """附件说明: the names of what goes along, numbered where there are several (7.3.4)."""

    names: tuple[str, ...]

    @property
    def marks(self):
        """“1.” and so on, nothing for a single one."""
        return ("",) if len(self.names) == 1 else [f"{n}." for n in range(1, len(self.names) + 1)]


@dataclass(frozen=True, slots=True)
class Signature:
    """落款: who issues, and on which day; a sealed one leaves room for the seal."""

    organs: tuple[str, ...]
    day: str
    is_sealed: bool = True


@dataclass(frozen=True, slots=True)
class Imprint:
    """版记 at the foot of the last page: copies to, printed by, printed on.

    A letter names only to whom copies go, and has no lines.
    """

    copies: str = ""
    issuer: str = ""
    day: str = ""


@dataclass(frozen=True, slots=True)
class QrCode:
    """A two-dimensional code with a caption, and lines that stand to its left."""

    content: str
    caption: str = ""
    beside: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Image:
    """A picture (PNG or JPEG bytes) with a caption."""

    content: bytes
    caption: str = ""


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows starts on a new page."""


@dataclass(frozen=True, slots=True)
class Slips:
    """Slips to be cut apart (ballots, box labels), side by side in so many columns."""

    columns: int
    slips: tuple[tuple, ...]
