"""What was typed, as a question to a table, and what is shown of a row that fits."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.db.models import Q

from archives.queries.search import pieces
from archives.rules import bigrams
from township.personalnumbers import personal_numbers
from township.shorttext import one_line

LONGEST = 60
AROUND = 40
Pieces = list[tuple[str, bool]]


@dataclass(frozen=True)
class FoundLine:
    """One line of what was found; title and excerpt are cut where the words stand."""

    url: str
    title: Pieces
    note: str = ""
    excerpt: Pieces = field(default_factory=list)


def words_of(typed: str) -> list[str]:
    """The words to look for, all of them; of a number that names a person nothing is looked for."""
    typed = typed[:LONGEST]
    return [] if names_a_person(typed) else bigrams.terms(typed)


def names_a_person(typed: str) -> bool:
    """Is an identity or telephone number asked for?"""
    return bool(personal_numbers(typed[:LONGEST]))


def asks(
    words: Sequence[str],
    fields: Sequence[str],
    beside: Sequence[str] = (),
    choices: Mapping[str, Mapping[str, str]] | None = None,
) -> Q:
    """Rows in which every word stands, at least one of them in the row's own `fields` or in what
    its values of `choices` are called; the others may stand `beside` (the village's name)."""
    every, is_own = Q(), Q(pk__in=[])
    for word in words:
        own = Q(pk__in=[])
        for name in fields:
            own |= Q(**{f"{name}__icontains": word})
        for name, labels in (choices or {}).items():
            if called := [value for value, label in labels.items() if word in label.lower()]:
                own |= Q(**{f"{name}__in": called})
        near = own
        for name in beside:
            near |= Q(**{f"{name}__icontains": word})
        every &= near
        is_own |= own
    return every & is_own


def around(text: str, words: Sequence[str]) -> Pieces:
    """The text around the first place where a word stands; nothing where none does."""
    line = one_line(text)
    places = [at for word in words if (at := line.lower().find(word)) >= 0]
    if not places:
        return []
    start = max(min(places) - AROUND // 2, 0)
    cut = line[start : start + 2 * AROUND]
    before, after = "…" * (start > 0), "…" * (start + len(cut) < len(line))
    return pieces(f"{before}{cut}{after}", words)
