"""Chinese has no spaces: text is cut into pairs of characters, so that any word in it is found.

村民会议 becomes 村民 民会 会议 议; the single last character lets a one-character question match
everywhere. Latin words and numbers stay whole. Pure: both databases index the same tokens.
"""

import re
import unicodedata
from collections.abc import Iterator

_HAN = "㐀-䶿一-鿿豈-﫿\U00020000-\U0003ffff"
_RUN = re.compile(f"([{_HAN}]+)|([^\\W_{_HAN}]+)")
_BETWEEN = re.compile(f"(?<=[{_HAN}])\\s+(?=[{_HAN}])")
MOST_TERMS = 8
MOST_LETTERS = 40


def normalise(text: str) -> str:
    """Full-width forms made plain, blanks and line ends inside Chinese text taken out."""
    text = unicodedata.normalize("NFKC", text).replace("\0", "")
    return " ".join(_BETWEEN.sub("", text).split())


def tokens(text: str) -> Iterator[str]:
    """Tokens of normalised text, in order."""
    for han, word in _RUN.findall(text.lower()):
        if word:
            yield word
            continue
        for place in range(len(han) - 1):
            yield han[place : place + 2]
        yield han[-1]


def terms(question: str) -> list[str]:
    """What was asked for, word by word as typed, at most eight."""
    words = unicodedata.normalize("NFKC", question).replace("\0", "").lower().split()
    return [word[:MOST_LETTERS] for word in words if _RUN.search(word)][:MOST_TERMS]


def phrase(term: str) -> list[str]:
    """Tokens that follow each other where `term` stands; the last one is a beginning."""
    found = list(tokens(term))
    # The lone last character stands in the index only where a run of characters ends.
    if len(found) > 1 and len(found[-1]) == 1 and found[-2].endswith(found[-1]):
        found.pop()
    return found
