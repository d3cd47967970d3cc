"""Fills a template text with values in such a way that a value never becomes markup.

Every character of a value that is not a letter or a digit is written as a numeric character
reference (`|` → `&#124;`). Markdown gives no structural meaning to such references and the
reader turns them back into characters, so `#`, `|`, `*`, `<` or a line break typed by a user
can never start a heading, end a cell or open a block. Template authors get the tags of TAGS and
the filters below only: no file access, no other templates, no debugging output, nothing that makes
a long text out of a short one. What loops may write is bounded (MOST_WRITTEN).
"""

import datetime
import re
from functools import lru_cache

from django.template import Context, Library, defaultfilters, defaulttags
from django.template.base import Lexer, Node, Parser, Template, TextNode, VariableNode
from django.template.engine import Engine

from township.papers.errors import PaperTemplateError
from township.templatetags import wording

# Characters that the loops of one paper may write: a catalogue of ten thousand records.
MOST_WRITTEN = 2_000_000
# A turn that writes nothing takes as long as so many characters.
COST_OF_A_TURN = 20
LONGEST_BLANK = 200


class Turn(Node):
    """One turn of a loop: counts what it writes."""

    def __init__(self, length):
        self.length = length

    def render(self, context):
        written_so_far = context.render_context.get("written", 0) + self.length
        if written_so_far > MOST_WRITTEN:
            raise PaperTemplateError("循环的次数太多，写不下。")
        context.render_context["written"] = written_so_far
        return ""


def bounded_for(parser, token):
    """`for`, each turn of which counts as COST_OF_A_TURN characters beside those it writes."""
    loop = defaulttags.do_for(parser, token)
    texts = loop.nodelist_loop.get_nodes_by_type(TextNode)
    loop.nodelist_loop.insert(0, Turn(COST_OF_A_TURN + sum(len(text.s) for text in texts)))
    return loop


TAGS = {
    "if": defaulttags.do_if,
    "for": bounded_for,
    "with": defaulttags.do_with,
    "regroup": defaulttags.regroup,
}

SPECIAL = re.compile(r"[^\w\n]|_|\n")
LINE_ENDS = re.compile("\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
UNPRINTABLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\u200e\u200f\u202a-\u202e\u2066-\u2069\ufdd0-\ufdef]"
    "|[\ufffe\uffff]"
)
# A line that holds nothing but tags leaves no line behind, or a loop would cut a table apart.
TAG_LINES = re.compile(r"^[ \t]*((?:\{%(?:(?!%\}).)*%\}[ \t]*)+)\n", re.MULTILINE)

register = Library()
for name, tag in TAGS.items():
    register.tag(name, tag)
for name in ("default", "length", "first", "last", "yesno"):
    register.filter(name, getattr(defaultfilters, name))


@register.filter
def add(value, other):
    """The sum of two whole numbers; the value where one is none."""
    try:
        return int(value) + int(other)
    except (TypeError, ValueError):
        return value


@register.filter
def cn_date(value):
    """2026年11月5日, or nothing for no date."""
    return wording.cn_date(value) if value else ""


@register.filter
def digits(value):
    """A date in eight digits (20261105), as an archive catalogue wants it."""
    return f"{value:%Y%m%d}" if value else ""


@register.filter
def listed(values):
    """Several values joined with the enumeration comma."""
    several = (values,) if isinstance(values, str) else values or ()
    return "、".join(written(value) for value in several)


@register.filter
def dash(value):
    """The value, or a dash for nothing; a zero stays a zero."""
    return written(value) or "—"


@register.filter
def blank(value, length=8):
    """The value, or a line of so many characters to write on."""
    wanted = int(length) if str(length).isdecimal() else 8
    return written(value) or "＿" * min(wanted, LONGEST_BLANK)


def written(value):
    """A value as an office writes it: 2026年11月5日, 是 or 否, nothing for None."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, datetime.datetime):
        return wording.cn_datetime(value)
    if isinstance(value, datetime.date):
        return wording.cn_date(value)
    if isinstance(value, datetime.time):
        return f"{value:%H:%M}"
    return str(value)


def clean(text):
    """The text with one kind of line end and without characters that no document may hold."""
    return UNPRINTABLE.sub("", LINE_ENDS.sub("\n", text).replace("\t", " "))


def escape(text):
    """The text as character references wherever Markdown could read a meaning into it."""
    return SPECIAL.sub(lambda match: f"&#{ord(match[0])};", clean(text))


class EscapedVariable(VariableNode):
    """A variable whose value can only ever be text."""

    def render(self, context):
        text = escape(written(self.filter_expression.resolve(context)))
        Turn(len(text)).render(context)
        return text


class PaperParser(Parser):
    def extend_nodelist(self, nodelist, node, token):
        if type(node) is VariableNode:
            node = EscapedVariable(node.filter_expression)
        super().extend_nodelist(nodelist, node, token)


class PaperTemplate(Template):
    def compile_nodelist(self):
        tokens = Lexer(self.source).tokenize()
        return PaperParser(tokens, {}, self.engine.template_builtins, self.origin).parse()


class PaperEngine(Engine):
    default_builtins = ["township.papers.engine"]


@lru_cache(maxsize=1)
def paper_engine():
    """The engine of all papers; it has no loaders, so a template is one file."""
    return PaperEngine(autoescape=False)


def fill(source, values, engine=None):
    """The template text filled with values (a mapping).

    Raises: TemplateSyntaxError for a fault in the text.
    """
    template = _template(source, engine or paper_engine())
    return template.render(Context(values, autoescape=False))


@lru_cache(maxsize=128)
def _template(source, engine):
    """Papers are drawn up within acts; the texts of those in use are read once."""
    return PaperTemplate(TAG_LINES.sub(r"\1", source), engine=engine)
