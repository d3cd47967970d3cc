"""Looks through a template that a township hands in, before it is kept: every fault by its line.

What it may name is told by the paper itself: the values of its sample and those that the shipped
template asks for, and no others, in whatever branch they stand. So a template reaches nothing but
its paper's values, whatever rows stand behind them.
"""

import re
from dataclasses import dataclass, replace
from pathlib import Path

from django.template import TemplateSyntaxError
from django.template.base import Lexer
from django.template.defaulttags import ForNode, RegroupNode, WithNode

from township.files.sandbox import ChildFailed
from township.papers import composing, sources
from township.papers.blocks import CENTER, Paragraph, QrCode, Run
from township.papers.delivery import content_of
from township.papers.directives import DIRECTIVES
from township.papers.engine import PaperParser, paper_engine
from township.papers.errors import PaperTemplateError, PaperTooLong
from township.papers.samples import sample_of

# What the tags themselves bind.
OF_TAGS = {"forloop"}
BELOW_TAGS = {
    "counter", "counter0", "revcounter", "revcounter0", "first", "last", "parentloop", "grouper",
    "list",
}  # fmt: skip
FENCE = re.compile(r"\s*```\s*(\S*)\s*")
TAG = re.compile(r"\{%.*?%\}|\{#.*?#\}")
KEY = re.compile(r"\s*([^：:\s]+)\s*[：:]")
MOST_NAMED = 5
# Longer lines take the reader of marks a time that grows with their square; no shipped template has
# one of five hundred.
LONGEST_LINE = 2000
# Marks within marks: a shipped template has four.
DEEPEST = 15
MOST_CODES, LONGEST_MARK = 50, 60
# Whoever saves a template waits for this, and a thread with him.
SECONDS = 20
MARKED = "样张（单位、姓名和数字都是假设的）"


@dataclass(frozen=True)
class NamedValue:
    """A value that a template names: the mark as told, the steps to it, its line in the body."""

    told: str
    path: tuple
    line: int


class MarkParser(PaperParser):
    """Notes every value that is named, also in branches that no sample takes."""

    def __init__(self, source):
        tokens = Lexer(source.body).tokenize()
        super().__init__(tokens, {}, paper_engine().template_builtins, origin=None)
        self.marks, self.current, self.depth, self.source = [], None, 0, source

    def parse(self, parse_until=None):
        """The nodes up to the end of the mark that is open, and those of marks within it."""
        self.depth += 1
        if self.depth > DEEPEST:
            line = self.source.lines_above + self.current.lineno
            raise PaperTemplateError(f"第{line}行：标记一层套一层，最多{DEEPEST}层。")
        nodes = super().parse(parse_until)
        self.depth -= 1
        return nodes

    def next_token(self):
        self.current = super().next_token()
        return self.current

    def compile_filter(self, token):
        found = super().compile_filter(token)
        arguments = [value for _, given in found.filters for is_value, value in given if is_value]
        for variable in [found.var, *arguments]:
            if path := getattr(variable, "lookups", None):
                self.marks.append(NamedValue(self.current.contents, path, self.current.lineno))
        return found


def marks_of(source):
    """([NamedValue], names that loops and the like bind) of a Source.

    Raises: PaperTemplateError with the line of a mark that is not written rightly.
    """
    parser = MarkParser(source)
    try:
        nodes = parser.parse()
    except (TemplateSyntaxError, RecursionError) as error:
        token = getattr(error, "token", None)
        line = source.lines_above + (token.lineno if token else 1)
        told = f"“{_shown(token.contents)}”" if token else ""
        raise PaperTemplateError(f"第{line}行的标记{told}写法有误。") from error
    bound = {one for loop in nodes.get_nodes_by_type(ForNode) for one in loop.loopvars}
    bound |= {one for node in nodes.get_nodes_by_type(WithNode) for one in node.extra_context}
    bound |= {node.var_name for node in nodes.get_nodes_by_type(RegroupNode)}
    return parser.marks, bound


def _shown(mark):
    return mark if len(mark) <= LONGEST_MARK else f"{mark[:LONGEST_MARK]}…"


def vet(name, text):
    """The Source of a template's text for the paper `name`, when it may be kept.

    Raises: PaperTemplateError for what is wrong, with its line where there is one.
    """
    source, papers = looked_through(name, text)
    for paper in papers:
        _set(paper)
    return source


def _set(paper):
    """In every format that is offered. Raises: PaperTemplateError."""
    # Not above: most processes set no PDF (tests/test_start.py).
    from township.papers import pdf

    try:
        pdf.write(paper, SECONDS)
    except (ChildFailed, PaperTooLong) as error:
        raise PaperTemplateError("排不成 PDF，请对照系统自带的，把太长的段落分开。") from error
    for form in paper.formats:
        if form != "pdf":
            content_of(paper, form)


def looked_through(name, text):
    """(the Source, the Papers that it makes of its sample and of nothing), which are not set yet.

    Raises: PaperTemplateError, as `vet`.
    """
    path = Path(f"{name}.md")
    text = sources.decoded(path, text.encode())
    for number, line in enumerate(text.split("\n"), 1):
        if len(line) > LONGEST_LINE:
            raise PaperTemplateError(f"第{number}行太长，一行最多{LONGEST_LINE}个字。")
    source = sources.parse(name, path, text)
    _vet_marks(source)
    _vet_fences(source)
    return source, [_composed(source, values) for values in (sample_of(name), {})]


def _composed(source, values):
    drawn = composing.drawn_from(source, values)
    if len(drawn.text) > sources.MOST_SIGNS:
        raise PaperTemplateError("样张超过2万字，请检查循环里写了什么。")
    paper = composing.paper_of(drawn)
    if sum(isinstance(block, QrCode) for block in paper.all_blocks) > MOST_CODES:
        raise PaperTemplateError(f"二维码太多，最多{MOST_CODES}个。")
    return paper


def trial(source):
    """The Paper of a Source with the values of its sample, its title marked 样张."""
    paper = composing.composed(source, sample_of(source.name))
    told = Paragraph((Run(MARKED, is_strong=True),), CENTER)
    return replace(paper, title=f"样张 {paper.title}", blocks=(told, *paper.blocks))


def unused(source):
    """Values that the shipped template names and this one does not, sorted."""
    theirs, bound = marks_of(sources.shipped(source.name))
    ours = {mark.path[0] for mark in marks_of(source)[0]}
    return sorted({mark.path[0] for mark in theirs} - bound - ours - OF_TAGS)


def fault_of(own):
    """What is wrong with an OwnTemplate under the present product, "" for nothing."""
    try:
        looked_through(own.name, own.text)
    except PaperTemplateError as error:
        return error.sentence
    return ""


def placed_faults(township):
    """{name: what is wrong} of the files that the operator has placed for a township."""
    faults = {}
    for name, path in sources.placed(township).items():
        try:
            looked_through(name, sources.decoded(path, path.read_bytes()))
        except PaperTemplateError as error:
            faults[name] = error.sentence
    return faults


def standing(rows, townships) -> tuple[str, str]:
    """(what is told, tone) of OwnTemplates, and of the operator's files for `townships`, after an
    upgrade: the doctor's and the status page's."""
    rows = [one for one in rows if one.name in sources.names()]
    own = {(one.township_id, one.name) for one in rows}
    faulty = [f"{one.township}“{one}”" for one in rows if fault_of(one)]
    faulty += [
        f"{town}“{sources.shipped(name).front.title}”"
        for town in townships
        for name in placed_faults(town)
        if (town.pk, name) not in own
    ]
    if faulty:
        told = "、".join(faulty[:MOST_NAMED])
        return f"{len(faulty)}个用不了：{told}。请在“文书模板”里改好或者恢复系统自带", "bad"
    if behind := [f"{one.township}“{one}”" for one in rows if one.is_behind]:
        told = "、".join(behind[:MOST_NAMED])
        return f"{len(behind)}个换上以后系统自带的有改动：{told}。请在“文书模板”里对照", "warn"
    return (f"各镇自己的{len(rows)}个都能用" if rows else "都用系统自带的"), "good"


def _vet_marks(source):
    first, below = _known(source.name)
    marks, bound = marks_of(source)
    for mark in marks:
        begin, *rest = mark.path
        known = begin in first | bound and all(step in below or step.isdecimal() for step in rest)
        if not known:
            line = source.lines_above + mark.line
            raise PaperTemplateError(
                f"第{line}行的标记“{_shown(mark.told)}”："
                f"这种文书没有“{_shown('.'.join(mark.path))}”这个值。"
            )


def _known(name):
    """(names of values, names below a value) that a template of the paper may use."""
    sample = sample_of(name)
    theirs, bound = marks_of(sources.shipped(name))
    first = sample.keys() | OF_TAGS | ({mark.path[0] for mark in theirs} - bound)
    below = BELOW_TAGS | {step for mark in theirs for step in mark.path[1:]}
    return first, below.union(*(_keys_in(value) for value in sample.values()))


def _keys_in(value):
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    keys = set(value) if isinstance(value, dict) else set()
    return keys.union(*(_keys_in(part) for part in parts))


def _vet_fences(source):
    """Blocks with a Chinese name: the name and the items that it knows, by line."""
    name = None
    for at, line in enumerate(source.body.split("\n"), source.lines_above + 1):
        if fence := FENCE.fullmatch(line):
            name = None if name else fence[1]
            if name and name not in DIRECTIVES:
                known = "、".join(DIRECTIVES)
                raise PaperTemplateError(f"第{at}行：没有“{name}”这种版块，可用的有：{known}。")
        elif name and (written := TAG.sub("", line).strip()):
            keys = DIRECTIVES[name][0]
            key = KEY.match(written)
            if not written.startswith("{{") and (not key or key[1] not in keys):
                raise PaperTemplateError(f"第{at}行：版块“{name}”只认识这些项：{'、'.join(keys)}。")
