"""Fills a template text with values in such a way that a value never becomes markup.

Every character of a value that is not a letter or a digit is written as a numeric character
reference (`|` → `&#124;`). Markdown gives no structural meaning to such references and the
reader turns them back into characters, so `#`, `|`, `*`, `<` or a line break typed by a user
can never start a heading, end a cell or open a block. Template authors get the tags of
TAGS only: no file access, no other templates, no debugging output.
"""

import datetime
import re
from functools import lru_cache

from django.template import Context, Library, defaulttags
from django.template.base import Lexer, Parser, Template, VariableNode
from django.template.engine import Engine

from township.templatetags import wording

TAGS = {
    "if": defaulttags.do_if,
    "for": defaulttags.do_for,
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
    return "、".join(written(value) for value in values or ())


@register.filter
def dash(value):
    """The value, or a dash for nothing; a zero stays a zero."""
    return written(value) or "—"


@register.filter
def blank(value, length=8):
    """The value, or a line of so many characters to write on."""
    return written(value) or "＿" * int(length)


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
        return escape(written(self.filter_expression.resolve(context)))


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
    default_builtins = ["django.template.defaultfilters", "township.papers.engine"]


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
