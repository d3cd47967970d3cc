"""Compares two versions of a text clause by clause and word by word.

Serves the consultation and the vote: everybody sees what changed from one version to the next.
Clauses are paired by equal text first, then by likeness and number; within a pair the difference
is taken over single Chinese characters and whole Latin words and numbers.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import chain, pairwise, zip_longest

from villages.rules.clauses import ClauseText
from villages.rules.kinds import Change

_TOKENS = re.compile(r"[A-Za-z]+|[0-9０-９]+(?:[.．][0-9０-９]+)?|\s+|.", re.S)
# Below this likeness two clauses are strangers; an equal number adds a little.
_ALIKE = 0.3
_SAME_NUMBER = 0.15
# Bounds that keep a comparison short whatever is pasted in: difflib takes minutes over a few
# thousand repeated signs.
_MOST_EFFORT = 10_000
_MOST_PAIRS = 250_000
_SENTENCES = re.compile(r"[^。！？；\n]*[。！？；\n]+|[^。！？；\n]+")


@dataclass(frozen=True)
class WordSpan:
    """A stretch of text that stayed (EQUAL), came (INSERT) or went (DELETE)."""

    change: Change
    text: str


@dataclass(frozen=True)
class Pair:
    """A clause of the old version beside its successor; None where one side has none.

    spans: EQUAL and DELETE together are the old text, EQUAL and INSERT the new one.
    """

    old: ClauseText | None
    new: ClauseText | None
    spans: tuple[WordSpan, ...]

    @property
    def change(self) -> Change:
        """INSERT, DELETE, EQUAL (text and label alike) or REPLACE."""
        if self.old is None:
            return Change.INSERT
        if self.new is None:
            return Change.DELETE
        same = (self.old.label, self.old.text) == (self.new.label, self.new.text)
        return Change.EQUAL if same else Change.REPLACE


def compare(old: Sequence[ClauseText], new: Sequence[ClauseText]) -> list[Pair]:
    """All clauses of both versions in reading order, each exactly once."""
    pairs: list[Pair] = []
    matched: Iterator[tuple[ClauseText | None, ClauseText | None]]
    for tag, i1, i2, j1, j2 in _opcodes([c.text for c in old], [c.text for c in new]):
        if tag == "equal":
            matched = iter(zip(old[i1:i2], new[j1:j2], strict=True))
        else:
            matched = _aligned(old[i1:i2], new[j1:j2])
        pairs += [
            Pair(a, b, word_by_word(a.text if a else "", b.text if b else "")) for a, b in matched
        ]
    return pairs


def _aligned(
    old: Sequence[ClauseText], new: Sequence[ClauseText]
) -> Iterator[tuple[ClauseText | None, ClauseText | None]]:
    """The order-keeping pairing with the greatest summed likeness; by place if there are far too
    many clauses to weigh."""
    if len(old) * len(new) > _MOST_PAIRS:
        yield from zip_longest(old, new)
        return
    likeness = _likeness(old, new)
    best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for i in range(len(old) - 1, -1, -1):
        row, below, alike = best[i], best[i + 1], likeness[i]
        for j in range(len(new) - 1, -1, -1):
            row[j] = max(below[j], row[j + 1], below[j + 1] + alike[j])
    i = j = 0
    while i < len(old) or j < len(new):
        if i < len(old) and best[i][j] == best[i + 1][j]:
            yield old[i], None
            i += 1
        elif j < len(new) and best[i][j] == best[i][j + 1]:
            yield None, new[j]
            j += 1
        else:
            yield old[i], new[j]
            i, j = i + 1, j + 1


def _likeness(old: Sequence[ClauseText], new: Sequence[ClauseText]) -> list[list[float]]:
    """Shared pairs of characters (Dice), 0 for strangers and for pieces of different kind."""
    theirs = [_grams(clause.text) for clause in new]
    places: dict[str, list[int]] = {}
    for j, grams in enumerate(theirs):
        for gram in grams:
            places.setdefault(gram, []).append(j)
    table = []
    for clause in old:
        mine = _grams(clause.text)
        shared = Counter(chain.from_iterable(places.get(gram, ()) for gram in mine))
        row = [0.0] * len(new)
        for j, other in enumerate(new):
            if clause.kind == other.kind:
                alike = 2 * shared[j] / (len(mine) + len(theirs[j]) or 1)
                alike += _SAME_NUMBER if clause.label and clause.label == other.label else 0.0
                row[j] = alike if alike >= _ALIKE else 0.0
        table.append(row)
    return table


def _grams(text: str) -> frozenset[str]:
    return frozenset(map("".join, pairwise(text)))


def word_by_word(old: str, new: str) -> tuple[WordSpan, ...]:
    """Spans from old to new, neighbours of one kind merged; deletions stand before insertions.

    A single character left standing between two changes counts as changed: it reads better.
    """
    a, b = _TOKENS.findall(old), _TOKENS.findall(new)
    if _effort(a, b) > _MOST_EFFORT:
        return _sentence_by_sentence(old, new)
    opcodes = _opcodes(a, b)
    spans: list[WordSpan] = []
    gone = come = ""
    for at, (tag, i1, i2, j1, j2) in enumerate(opcodes):
        kept = "".join(a[i1:i2])
        is_speck = tag == "equal" and len(kept) == 1 and 0 < at < len(opcodes) - 1
        if tag == "equal" and not is_speck:
            spans += _changed(gone, come)
            spans.append(WordSpan(Change.EQUAL, kept))
            gone = come = ""
        else:
            gone, come = gone + kept, come + "".join(b[j1:j2])
    return tuple(spans + _changed(gone, come))


def _sentence_by_sentence(old: str, new: str) -> tuple[WordSpan, ...]:
    """For texts too long to compare by words at once: whole sentences first, then the words of
    what was replaced where that is short enough."""
    a, b = _SENTENCES.findall(old), _SENTENCES.findall(new)
    spans: list[WordSpan] = []
    for tag, i1, i2, j1, j2 in _opcodes(a, b):
        gone, come = "".join(a[i1:i2]), "".join(b[j1:j2])
        if tag == "equal":
            spans.append(WordSpan(Change.EQUAL, gone))
        elif _effort(_TOKENS.findall(gone), _TOKENS.findall(come)) > _MOST_EFFORT:
            spans += _changed(gone, come)
        else:
            spans += word_by_word(gone, come)
    return tuple(spans)


def _opcodes(a: Sequence[str], b: Sequence[str]) -> Sequence[tuple[str, int, int, int, int]]:
    """difflib's steps from a to b; one replacement when the search would take too long."""
    if _effort(a, b) > _MOST_EFFORT:
        return [("replace", 0, len(a), 0, len(b))]
    return SequenceMatcher(None, a, b, autojunk=False).get_opcodes()


def _effort(a: Sequence[str], b: Sequence[str]) -> int:
    """How many equal pairs difflib has to look at in one pass."""
    there = Counter(b)
    return sum(number * there[item] for item, number in Counter(a).items())


def _changed(gone: str, come: str) -> list[WordSpan]:
    spans = WordSpan(Change.DELETE, gone), WordSpan(Change.INSERT, come)
    return [span for span in spans if span.text]
