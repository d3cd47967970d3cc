"""How much a sentence reads like those that were judged unlawful, and by which of its words.

Every run of one to three signs has a weight in `likeness.csv`: above nothing where it stood mostly
in clauses judged unlawful, below where in lawful ones (`tests/villages/rules/judged`); the sum over
a sentence is its likeness. The weights are sums that anybody can follow, and are weighed anew by
`python -m tests.likeness`. No act and no article follows from them: they find sentences that no
rule knows, and quiet the wide nets of `red_flags.py` where all words speak for a lawful one.
"""

import csv
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

FILE = Path(__file__).with_name("likeness.csv")

# From here on somebody should look at a sentence; below, a wide net is not believed.
SUSPECT, INNOCENT = 1.6, -1.0

_LONGEST = 3
# A longer sentence has more words of both kinds; it weighs as one of so many signs.
_USUAL = 60
_NUMBER = re.compile("[0-9一二两三四五六七八九十百千万几]+")
_SIGN = re.compile("[“”\"'，。；、：！？（）《》\n]+")


def grams(sentence: str) -> set[str]:
    """Its runs of one to three signs; "#" stands for a number, "|" for a mark of punctuation."""
    return {gram for gram, _ in _placed(sentence)}


def likeness(sentence: str) -> float:
    """Above 0 like the unlawful, below like the lawful; the more, the surer."""
    known = weights()
    total = sum(known.get(gram, 0.0) for gram in grams(sentence))
    return total * min(1.0, _USUAL / max(1, len(sentence)))


def heaviest(sentence: str) -> tuple[int, int]:
    """(start, end) of the words that weigh most towards unlawful, at least two signs."""
    known, signs = weights(), [0.0] * len(sentence)
    for gram, (start, end) in _placed(sentence):
        for place in range(start, end):
            signs[place] += known.get(gram, 0.0) / (end - start)
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
    """{run of signs: weight} of the shipped file."""
    with FILE.open(encoding="utf-8", newline="") as file:
        return {gram: int(hundredths) / 100 for gram, hundredths in csv.reader(file)}


def _placed(sentence: str) -> Iterator[tuple[str, tuple[int, int]]]:
    """(run, (start, end) of the signs it stands for)."""
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
                yield "".join(plain for plain, _, _ in run), (run[0][1], run[-1][2])
