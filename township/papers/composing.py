"""Composes a paper: template text and values become blocks, blocks become files.

The same values give the same bytes in every format, so a paper filed in the archive can be
recognised by its hash: the only date written into a file is the paper's own.
"""

import datetime
import re
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from django.template import TemplateSyntaxError, VariableDoesNotExist
from django.utils import timezone

from township.papers import html, plain, sheet, sources
from township.papers.blocks import QrCode, Slips, Table, Title
from township.papers.engine import clean, fill
from township.papers.errors import PaperTemplateError
from township.papers.layouts import LAYOUTS, PORTRAIT
from township.papers.marking import address_of
from township.papers.marks import PaperMark
from township.papers.reading import read_blocks
from township.papers.titling import arranged, room

# A file needs some date; papers without one (blank forms) carry the first day of the standard.
UNDATED = datetime.date(2012, 7, 1)
TITLE_LENGTH = 80
# What a filter or a loop raises over a value of another kind than it was written for.
MISFITS = (
    ValueError,
    TypeError,
    LookupError,
    VariableDoesNotExist,
    RecursionError,
)
UNSAFE = re.compile(r'[\\/:*?"<>|\s]+')


@dataclass(frozen=True)
class Paper:
    """A composed paper; `title` is its own first title, else the template's.

    mark: of a sheet that comes back signed; every page of it bears the code.
    """

    name: str
    title: str
    kind: str
    layout_name: str
    orientation: str
    has_sheet: bool
    blocks: tuple
    on: datetime.date
    author: str = ""
    mark: PaperMark | None = None

    @property
    def layout(self):
        return LAYOUTS[self.layout_name]

    @property
    def is_landscape(self):
        return self.orientation != PORTRAIT

    @property
    def tables(self):
        return tuple(block for block in self.blocks if isinstance(block, Table))

    @property
    def link(self):
        """What a code of this paper holds, whatever the page; "" for a paper without a mark."""
        return address_of(self.mark) if self.mark else ""

    def is_own(self, block):
        """Is this the code of the sheet itself, and not one that leads elsewhere?"""
        return isinstance(block, QrCode) and block.content == self.link

    @property
    def all_blocks(self):
        """Those of the page, and those of every slip."""
        slips = [one for block in self.blocks if isinstance(block, Slips) for one in block.slips]
        return [*self.blocks, *(part for slip in slips for part in slip)]

    @property
    def bears_own_code(self):
        """Does the template place the code, on the page or on every slip?"""
        return any(map(self.is_own, self.all_blocks))

    @property
    def formats(self):
        """Formats offered to the reader, the first one for printing."""
        return ("pdf", "docx", "xlsx") if self.has_sheet else ("pdf", "docx")

    @property
    def stem(self):
        """A file name without ending, safe on Windows."""
        return UNSAFE.sub("_", self.title)[:TITLE_LENGTH].strip("._") or self.name

    def html(self):
        """A fragment of HTML (SafeString) for a page."""
        return html.write(self)

    def docx(self):
        """A Word file, as bytes."""
        # Not above, as below: most processes write neither Word nor PDF, and their libraries are
        # a quarter of the time to start (tests/test_start.py).
        from township.papers import word

        return word.write(self)

    def pdf(self):
        """A PDF/A-2b file, as bytes."""
        from township.papers import pdf

        return pdf.write(self)

    def xlsx(self):
        """A workbook with one sheet a table, as bytes."""
        return sheet.write(self)

    def text(self):
        """Plain text, for search and comparison."""
        return plain.write(self)


@dataclass(frozen=True)
class Drawn:
    """A template text with its values filled in: the words of a paper, not yet set."""

    name: str
    text: str
    front: sources.PaperFront
    on: datetime.date
    author: str = ""
    mark: PaperMark | None = None
    images: dict = field(default_factory=dict)
    path: Path = Path()


def compose(name, context, township=None):
    """Compose the paper `name` from a mapping of values.

    township: a code or a row with `code`, whose own template comes first. `context["on"]` is
    the paper's date, `context["author"]` (optional) the organ named in the file's properties;
    bytes in the context can be shown with 图片; `context["mark"]` (a PaperMark) is of a sheet that
    comes back, and takes the place of `link`.
    Raises: PaperTemplateError when the template is missing or faulty.
    """
    return paper_of(draw_up(name, context, township))


def draw_up(name, context, township=None):
    """The words of a paper (Drawn), from the same arguments and with the same faults."""
    return drawn_from(sources.find(name, township), context)


def composed(source, context):
    """The Paper that a Source makes of values; faults as `compose`."""
    return paper_of(drawn_from(source, context))


def drawn_from(source, context):
    """The words (Drawn) that a Source makes of values; faults as `compose`."""
    mark = context.get("mark")
    if mark:
        context = context | {"link": address_of(mark)}
    with _told_by(source.path):
        text = fill(source.body, context) if source.is_shipped else _filled(source, context)
    return Drawn(
        source.name,
        text,
        source.front,
        _day(context.get("on")),
        clean(str(context.get("author") or "")),
        mark,
        {key: value for key, value in context.items() if isinstance(value, bytes)},
        source.path,
    )


def paper_of(drawn):
    """The Paper of words that were drawn up."""
    front = drawn.front
    with _told_by(drawn.path):
        blocks = read_blocks(drawn.text, front, drawn.images)
    most = room(LAYOUTS[front.layout], is_landscape=front.orientation != PORTRAIT)
    blocks = tuple(
        Title(arranged(block.lines, most)) if isinstance(block, Title) else block
        for block in blocks
    )
    title = next((block.text for block in blocks if isinstance(block, Title)), front.title)
    return Paper(
        name=drawn.name,
        title=title,
        kind=front.kind,
        layout_name=front.layout,
        orientation=front.orientation,
        has_sheet=front.has_sheet,
        blocks=blocks,
        on=drawn.on,
        author=drawn.author,
        mark=drawn.mark,
    )


def _filled(source, context):
    """Fill a text that was not written with the product: what does not fit its values is told."""
    try:
        return fill(source.body, context)
    except MISFITS as error:
        raise PaperTemplateError("有标记和这种文书的值对不上，请对照系统自带的改。") from error


@contextmanager
def _told_by(path):
    """Faults of a template name its file."""
    try:
        yield
    except TemplateSyntaxError as error:
        token = getattr(error, "token", None)
        mark = f"“{token.contents}”" if token else ""
        raise PaperTemplateError(f"文书模板 {path.name} 中的标记{mark}写法有误。") from error
    except PaperTemplateError as error:
        raise PaperTemplateError(f"文书模板 {path.name}：{error.sentence}") from error


def _day(value):
    if isinstance(value, datetime.datetime):
        return timezone.localtime(value).date() if timezone.is_aware(value) else value.date()
    return value or UNDATED
