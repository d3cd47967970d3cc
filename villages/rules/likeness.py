"""How much a sentence reads like those that were judged unlawful, and by which of its words.

What is weighed: every run of one to three signs; the class of every word that `word_classes.toml`
knows (扣, 抵扣 and 划转 are all <deduct>), the class next to it and those behind it. Each has a
weight in `likeness.csv`: above nothing where it stood mostly in clauses judged unlawful, below
where in lawful ones (`tests/villages/rules/judged`); the sum over a sentence is its likeness. The
weights are sums that anybody can follow, and are weighed anew by `python -m tests.likeness`. No act
and no article follows from them: they find sentences that no rule knows, and quiet the rules of
`red_flags.py` where all words speak for a lawful one.
"""

import csv
import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

FILE = Path(__file__).with_name("likeness.csv")
CLASSES = Path(__file__).with_name("word_classes.toml")

# From here on somebody should look at a sentence; below, a wide net is not believed, and far below
# no act is.
SUSPECT, INNOCENT, HARMLESS = 0.6, 0.0, -4.0

_LONGEST = 3
# What stands behind a comma must be so much surer than the whole, and be so long; so long is what
# stands before it.
_TAIL, _LEAST_TAIL, _HEAD = 1.5, 10, 6
_COMMA = re.compile("，")
# A longer sentence has more words of both kinds; it weighs as one of so many signs.
_USUAL = 60
_NUMBER = re.compile("[0-9一二两三四五六七八九十百千万几]+")
_SIGN = re.compile("[“”\"'，。；、：！？（）《》\n]+")
# Only looks like a word of another class, and says nothing.
_PLAIN = "plain"

Span = tuple[int, int]


def grams(sentence: str) -> set[str]:
    """Its runs of one to three signs (“#” for a number, “|” for a mark of punctuation) and its
    classes: “<pay>”, “<fault>|<pay>” (next to it, with a mark between) and “<fault>…<pay>”."""
    return {gram for gram, _ in _placed(sentence)}


def likeness(sentence: str) -> float:
    """Above 0 like the unlawful, below like the lawful; the more, the surer. Of the whole or, where
    that is more, of what stands behind a comma: an act may follow fair words."""
    known = weights()
    # Where each stands for the last time.
    last: dict[str, int] = {}
    for gram, spans in _placed(sentence):
        if gram in known:
            last[gram] = max(spans[0][0], last.get(gram, 0))

    def weighed_from(start: int) -> float:
        total = sum(known[gram] for gram, at in last.items() if at >= start)
        return total * min(1.0, _USUAL / max(1, len(sentence) - start))

    return max([weighed_from(0), *(weighed_from(at) - _TAIL for at in _tails(sentence))])


def heaviest(sentence: str) -> Span:
    """(start, end) of the words that weigh most towards unlawful, at least two signs."""
    known, signs = weights(), [0.0] * len(sentence)
    for gram, spans in dict(_placed(sentence)).items():
        places = [place for start, end in spans for place in range(start, end)]
        for place in places:
            signs[place] += known.get(gram, 0.0) / len(places)
    best, told, start, total = 0.0, (0, min(2, len(sentence))), 0, 0.0
    for place, weight in enumerate(signs):
        if total <= 0:
            start, total = place, 0.0
        total += weight
        if total > best and place > start:
            best, told = total, (start, place + 1)
    return told


@cache
def weights() -> Mapping[str, float]:
    """{run of signs or classes: weight} of the shipped file."""
    with FILE.open(encoding="utf-8", newline="") as file:
        return {gram: int(hundredths) / 100 for gram, hundredths in csv.reader(file)}


@cache
def word_classes() -> Mapping[str, str]:
    """{word: its class} of the shipped file."""
    with CLASSES.open("rb") as file:
        return {word: name for name, said in tomllib.load(file).items() for word in said.split()}


@cache
def _longest_word() -> int:
    return max(map(len, word_classes()))


def _placed(sentence: str) -> Iterator[tuple[str, tuple[Span, ...]]]:
    """(run or classes, spans of the signs that they stand for)."""
    yield from _runs(sentence)
    words = list(_words(sentence))
    for at, (name, mark, span) in enumerate(words):
        yield f"<{name}>", (span,)
        if at:
            yield f"<{words[at - 1][0]}>{mark}<{name}>", (words[at - 1][2], span)
        for before, _, other in words[:at]:
            yield f"<{before}>…<{name}>", (other, span)


def _tails(sentence: str) -> Iterator[int]:
    for comma in _COMMA.finditer(sentence, _HEAD):
        if len(sentence) - comma.end() >= _LEAST_TAIL:
            yield comma.start()


def _runs(sentence: str) -> Iterator[tuple[str, tuple[Span, ...]]]:
    tokens: list[tuple[str, int, int]] = [("|", 0, 0)]
    place = 0
    while place < len(sentence):
        found = _NUMBER.match(sentence, place) or _SIGN.match(sentence, place)
        end = found.end() if found else place + 1
        plain = sentence[place] if not found else "#" if found.re is _NUMBER else "|"
        tokens.append((plain, place, end))
        place = end
    if tokens[-1][0] != "|":
        tokens.append(("|", place, place))
    for at in range(len(tokens)):
        for run in (tokens[at : at + many] for many in range(1, _LONGEST + 1)):
            if len(run) + at <= len(tokens) and run[0][1] < run[-1][2]:
                yield "".join(plain for plain, _, _ in run), ((run[0][1], run[-1][2]),)


def _words(sentence: str) -> Iterator[tuple[str, str, Span]]:
    """(class, “|” where a mark stands between it and the one before, span) of its known words, of
    several that begin at one place the longest; a number is one, too."""
    known, longest = word_classes(), _longest_word()
    place, mark = 0, ""
    while place < len(sentence):
        if found := _SIGN.match(sentence, place):
            place, mark = found.end(), "|"
            continue
        most = min(longest, len(sentence) - place)
        many = next((n for n in range(most, 0, -1) if sentence[place : place + n] in known), 0)
        name = known[sentence[place : place + many]] if many else ""
        if not many and (number := _NUMBER.match(sentence, place)):
            many, name = number.end() - place, "#"
        if name and name != _PLAIN:
            yield name, mark, (place, place + many)
            mark = ""
        place += many or 1
