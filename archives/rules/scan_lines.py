"""Lines that a machine read off a page: which of them are certain, what of them is kept.

Pure. A line is {"text", "corners", "certainty"}. Serves 个人信息保护法 articles 6 and 28: identity
and telephone numbers are counted and told, and never kept as text.
"""

from collections.abc import Sequence
from typing import Any

from township.personalnumbers import NumberKind, personal_numbers, without_numbers

# Print is read with 0.97 and more, smudged print and handwriting with less.
CERTAIN = 0.9
# Below this the search does not look for it either: mostly strokes that are no writing.
LEAST_FOUND = 0.6

Line = dict[str, Any]


def is_doubtful(line: Line) -> bool:
    """Was the line read with less certainty than CERTAIN (0 to 1)?"""
    return line["certainty"] < CERTAIN


def certain(lines: Sequence[Line]) -> list[Line]:
    """The lines that were read with certainty, in their order."""
    return [line for line in lines if not is_doubtful(line)]


def looked_for(lines: Sequence[Line]) -> list[Line]:
    """Lines that can be searched for, doubtful ones too."""
    return [line for line in lines if line["certainty"] >= LEAST_FOUND]


def text_of(lines: Sequence[Line]) -> str:
    """What the search looks through, line by line in reading order."""
    return "\n".join(line["text"] for line in looked_for(lines))


def with_numbers_hidden(lines: Sequence[Line]) -> tuple[list[Line], dict[NumberKind, int]]:
    """(the lines with every personal number hidden, how many of each kind there were)."""
    counts = dict.fromkeys(NumberKind, 0)
    hidden = []
    for line in lines:
        for number in personal_numbers(line["text"]):
            counts[number.kind] += 1
        hidden.append(line | {"text": without_numbers(line["text"])})
    return hidden, counts
