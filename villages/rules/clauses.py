"""Cuts the text of a charter, rule, covenant or agreement into clauses and joins it again.

A text pasted from Word comes as one string. It is cut at 第…编/章/节 and 第…条, or without 第…条 at
its highest numbering (第一、 then 一、 1. （一） and （1）). Every piece is a consecutive
part of the text, so nothing can be lost: joining gives the same text with regular white space, and
what was voted is what is filed (村民委员会组织法第三十一条).
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from township.radicals import as_characters
from villages.rules.kinds import ClauseKind
from villages.rules.numerals import NUMERAL, number_in_chinese, read_number

_GAP = r"[ \t]*"
_NUMBER = rf"[{NUMERAL}](?:{_GAP}[{NUMERAL}])*"
_INSERTED = rf"(?:{_GAP}之{_GAP}[一二三四五六七八九十]{{1,3}}(?![般切]))?+"
_LABEL = rf"第{_GAP}{_NUMBER}{_GAP}(?:条{_INSERTED}|[编篇章节]|部分)"
# What follows a label that is only quoted: 第五条规定的…, 第二章的…, 第三条第一款, 第四条至第六条.
_QUOTED = (
    rf"规定|所[列称述]|的|之规定|中的|以及|(?:[、，,和或及与至到]|或者){_GAP}第"
    rf"|第{_GAP}{_NUMBER}{_GAP}[款项条编章节]|第{_GAP}[（(]"
)
_COLON = rf"(?:{_GAP}(?:[：:、．—]+|\.(?![0-9０-９]))(?!{_GAP}第))?+"
# Labels set off from their text: 【第六条】, （第七条）, **第八条**.
_FRAMES = (
    *(("【", "】"), ("〖", "〗"), ("〔", "〕"), ("［", "］"), ("（", "）"), ("「", "」")),
    *((r"\[", r"\]"), (r"\(", r"\)"), (r"\*\*", r"\*\*")),
)
_FRAMED = "|".join(f"{left}{_GAP}{_LABEL}{_GAP}{right}" for left, right in _FRAMES)
_STARTS = re.compile(
    rf"^(?:{_LABEL}|{_FRAMED})(?!{_QUOTED}){_COLON}"
    rf"|(?<=[。！？”’）) \t])(?P<inline>{_LABEL}(?!{_GAP}(?:{_QUOTED})){_COLON})",
    re.M,
)
_QUOTING = ("依照", "按照", "根据", "依据", "遵照", "参照", "适用", "违反", "符合", "执行", "上述")
_NUMBERINGS = [
    re.compile(rf"^第[一二三四五六七八九十百]+{_GAP}[、，,](?!{_GAP}第)", re.M),
    re.compile(rf"^[一二三四五六七八九十百]+{_GAP}[、．.]", re.M),
    re.compile(rf"^[0-9０-９]+{_GAP}(?:[、．）)]|\.(?![0-9０-９]))", re.M),
    re.compile(rf"^[（(]{_GAP}[一二三四五六七八九十百]+{_GAP}[）)]", re.M),
    re.compile(rf"^[（(]{_GAP}[0-9０-９]+{_GAP}[）)]", re.M),
]
_LABEL_NUMBER = re.compile(rf"{_NUMBER}")
_INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufeff\u00ad]")
_BLANKS = re.compile("[\u00a0\u2000-\u200a\u202f\u205f\u3000\v\f ]+")
_ROUNDS = 2
# The Civil Code has 1,260 articles; the longest charter met has 120.
MOST_CLAUSES = 1000
_WIDE = "\u3000"
# A number with its signs in one: ⒈ ⑴ ㈠.
_JOINED = re.compile("[⑴-⒛㈠-㈩]")
_CONTENTS = re.compile("目[录次]")
# What printing puts at the end of an entry of the contents, and of a page.
_LEADER = re.compile(r"(?:[.…·．\t ]{2,}|\t)\d{1,3}$")
_PAGE = re.compile(
    r"[-—–－]{1,2} ?\d{1,3} ?[-—–－]{1,2}|第 ?\d{1,3} ?页(?:[ ,，/]*共 ?\d{1,3} ?页)?"
)
# A stage named under or behind the title of a draft; it would be untrue of the adopted text.
_STAGE = re.compile("[（(](?:草稿|草案|讨论稿|征求意见稿|送审稿|审议稿|表决稿|修订稿|定稿)[）)]")


@dataclass(frozen=True)
class ClauseText:
    """One piece of a text. label as written without spaces (第一条, 一、; empty in a preamble);
    text: what follows, lines parted by newlines. A chapter's first line is its heading."""

    kind: ClauseKind
    label: str
    text: str

    @property
    def number(self) -> int | None:
        """The number in the label, None without one."""
        found = _LABEL_NUMBER.search(self.label)
        return read_number(found[0]) if found else None

    @property
    def heading(self) -> str:
        """First line of a chapter; empty for other pieces."""
        return self.text.split("\n", 1)[0] if self.kind == ClauseKind.CHAPTER else ""

    @property
    def written(self) -> str:
        """Label and text as printed: 第一条　为了…, 一、为了…, 1. 为了…"""
        if not (self.label and self.text):
            return self.label or self.text
        if self.label[-1] in "、，,：:．）)】〗〕］」]*—":
            return self.label + self.text
        return f"{self.label}{' ' if self.label.endswith('.') else _WIDE}{self.text}"


def regular(text: str) -> str:
    """The same text with regular white space: no invisible signs, no blank or indented lines,
    single blanks; tabs stay, they part the cells of a table. Radicals become characters, ⒈ 1."""
    text = _INVISIBLE.sub("", as_characters(text).replace("\r\n", "\n").replace("\r", "\n"))
    text = _JOINED.sub(lambda sign: unicodedata.normalize("NFKC", sign[0]), text)
    text = re.sub("[\u0085\u2028\u2029\x1c-\x1e]", "\n", text)
    lines = (_BLANKS.sub(" ", line).strip() for line in text.split("\n"))
    return "\n".join(line for line in lines if line)


def without_heading(text: str, title: str) -> str:
    """The text without the lines above it that only say its title or its stage (征求意见稿):
    the version keeps both, and an adopted text must not call itself a draft."""
    lines = text.splitlines(keepends=True)
    for at, line in enumerate(lines):
        said = _STAGE.sub("", "".join(line.split())).strip("《》")
        if said and said != "".join(title.split()):
            return "".join(lines[at:])
    return text


def without_paging(text: str) -> str:
    """The text without what only printing added: a table of contents in front of it, numbers of
    pages; and without # before headings, which is how they are marked in plain text."""
    lines = [re.sub(r"^\s*#{1,6}\s+", "", line) for line in text.splitlines()]
    lines = [line for line in lines if not _PAGE.fullmatch(line.strip())]
    titles = [at for at, line in enumerate(lines) if _CONTENTS.fullmatch("".join(line.split()))]
    for start in titles[:1]:
        labels = [_label_of(line) for line in lines[start + 1 :]]
        again = labels.index(labels[0], 1) if labels and labels.count(labels[0]) > 1 else 0
        entries = zip(lines[start + 1 : start + 1 + again], labels, strict=False)
        if again and all(label or _LEADER.search(line.rstrip()) for line, label in entries):
            lines = lines[:start] + lines[start + 1 + again :]
    return "\n".join(lines)


def _label_of(line: str) -> str:
    found = _STARTS.match(line.strip())
    return "".join(found[0].split()) if found else ""


def cut(text: str) -> list[ClauseText]:
    """Pieces in order: preamble (what stands before the first label), chapters, articles."""
    pieces = _pieces(regular(text))
    # Joined, a label stands apart from its text; whatever reads as a label then is one.
    for _ in range(_ROUNDS):
        pieces = _pieces(regular(join(pieces)))
    return pieces


def _pieces(text: str) -> list[ClauseText]:
    starts = _starts(text)
    bounds = [start for start, *_ in starts] + [len(text)]
    before = text[: bounds[0]].strip()
    pieces = [ClauseText(ClauseKind.PREAMBLE, "", before)] if before else []
    for (_, behind, kind, label), end in zip(starts, bounds[1:], strict=True):
        pieces.append(ClauseText(kind, label, text[behind:end].strip()))
    return pieces


def _starts(text: str) -> list[tuple[int, int, ClauseKind, str]]:
    """(start, end of label, kind, label) of every piece behind the preamble."""
    starts: list[tuple[int, int, ClauseKind, str]] = []
    last: dict[str, int | None] = {}
    for match in _STARTS.finditer(text):
        label = "".join(match[0].split())
        kind = ClauseKind.ARTICLE if "条" in label else ClauseKind.CHAPTER
        piece = ClauseText(kind, label, "")
        level = _level(piece)
        # A row of figures is no label: it stays in the text before it.
        if piece.number is None:
            continue
        is_next = piece.number == (last.get(level) or 0) + 1
        is_first = piece.number == 1 and bool(starts) and starts[-1][2] == ClauseKind.CHAPTER
        is_quoted = text[max(0, match.start() - 9) : match.start()].rstrip().endswith(_QUOTING)
        # In the middle of a line only the number that is due begins a piece.
        if match["inline"] and (is_quoted or not (is_next or is_first)):
            continue
        starts.append((match.start(), match.end(), kind, label))
        last[level] = piece.number
        if level == "章":
            last.pop("节", None)
    if not any(kind == ClauseKind.ARTICLE for _, _, kind, _ in starts):
        starts = sorted(starts + _numbered(text))
    return starts


def _numbered(text: str) -> list[tuple[int, int, ClauseKind, str]]:
    for numbering in _NUMBERINGS:
        found = [
            (match.start(), match.end(), ClauseKind.ARTICLE, "".join(match[0].split()))
            for match in numbering.finditer(text)
            if ClauseText(ClauseKind.ARTICLE, match[0], "").number is not None
        ]
        if found:
            return found
    return []


def join(clauses: Iterable[ClauseText]) -> str:
    """The whole text, one line or more a clause; `cut` gives the same clauses again."""
    return "\n".join(clause.written for clause in clauses if clause.written)


def renumber(clauses: Iterable[ClauseText]) -> list[ClauseText]:
    """The same pieces numbered without gaps: articles through the whole text, chapters too,
    sections within their chapter. Chinese or Arabic as each label was written."""
    counts: dict[str, int] = {}
    numbered = []
    for clause in clauses:
        if clause.kind == ClauseKind.PREAMBLE:
            numbered.append(clause)
            continue
        level = _level(clause)
        counts[level] = counts.get(level, 0) + 1
        if level == "章":
            counts["节"] = 0
        numbered.append(replace(clause, label=_relabelled(clause, counts[level])))
    return numbered


def _level(clause: ClauseText) -> str:
    """条 for articles, else 编, 篇, 部分, 章 or 节."""
    found = (
        re.search("[编篇章节]|部分", clause.label) if clause.kind == ClauseKind.CHAPTER else None
    )
    return found[0] if found else "条"


def _relabelled(clause: ClauseText, number: int) -> str:
    if not clause.label:
        return f"第{number_in_chinese(number)}条"
    label = re.sub("条之[一二三四五六七八九十]+", "条", clause.label)
    is_arabic = bool(re.search("[0-9０-９]", label))
    return _LABEL_NUMBER.sub(
        str(number) if is_arabic else number_in_chinese(number), label, count=1
    )


def numbering_faults(clauses: Sequence[ClauseText]) -> list[str]:
    """Sentences naming articles and chapters that are missing, repeated or out of order."""
    faults: list[str] = []
    last: dict[str, int] = {}
    for clause in clauses:
        number, level = clause.number, _level(clause)
        if number is None or "条之" in clause.label:
            continue
        before = last.get(level, 0)
        if number == before:
            faults.append(f"{_bare(clause.label)}出现了两次")
        elif number == 1 < before:
            told = (
                f"{_bare(clause.label)}又从头编起，前面已经编到{_bare(_relabelled(clause, before))}"
            )
            faults.append(f"{told}：是两份文件的，请分开录入")
        elif number < before:
            faults.append(f"{_bare(clause.label)}排在{_bare(_relabelled(clause, before))}之后")
        elif number > before + 1:
            gap = _bare(_relabelled(clause, before + 1))
            if number > before + 2:
                gap += f"至{_bare(_relabelled(clause, number - 1))}"
            faults.append(f"缺少{gap}")
        last[level] = number
        if level == "章":
            last.pop("节", None)
    return faults


def _bare(label: str) -> str:
    return label.strip("、：:．.—（）()【】〖〗〔〕［］「」[]*")
