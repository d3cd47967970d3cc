"""What is asked of the villages of a township beyond the law, and by which campaign.

Campaigns lie above and answer here. Several run side by side: what they ask together is the union,
each part told by its campaign; where none is, only the law's own is asked.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from township.registry import Registry
from township.users.models import Township
from villages.models import Term, Village
from villages.rules.bodies import LEGAL, BodyKind
from villages.rules.kinds import TextKind, Topic

# {name: function township → [Demand]}.
DEMANDS = Registry("What campaigns ask of villages", "campaign")


@dataclass(frozen=True)
class ReviewQuestion:
    """What a campaign wants looked at when a text is reviewed: advice, and no ground of law."""

    code: str
    question: str
    basis: str


@dataclass(frozen=True)
class Demand:
    """One campaign's: texts {kind: how many in force}, bodies and topics of a charter as codes,
    questions to the reviewer of a text."""

    name: str
    texts: Mapping[str, int]
    bodies: Collection[str]
    topics: Collection[str]
    questions: Sequence[ReviewQuestion] = ()


def demands(township: Township) -> list[Demand]:
    """What each of the township's campaigns asks, as the apps further up answer."""
    return [one for answer in DEMANDS.values() for one in answer(township)]


def texts_needed(asked: Iterable[Demand]) -> dict[TextKind, int]:
    """{kind: how many of it a village needs in force}, the most that anybody asks for."""
    most: dict[TextKind, int] = {}
    for one in asked:
        for code, least in one.texts.items():
            kind = TextKind(code)
            most[kind] = max(least, most.get(kind, 0))
    return most


def bodies_asked(asked: Sequence[Demand]) -> dict[BodyKind, list[str]]:
    """{kind: names of the campaigns that ask for it}; the law's own bodies need no campaign."""
    found = {kind: [one.name for one in asked if kind.value in one.bodies] for kind in BodyKind}
    return {kind: names for kind, names in found.items() if names or kind in LEGAL}


def has_association(village: Village) -> bool:
    """Does a campaign ask the village for an association, or has it one all the same?"""
    if BodyKind.ASSOCIATION in bodies_asked(demands(village.township)):
        return True
    return Term.objects.filter(body__village=village, body__kind=BodyKind.ASSOCIATION).exists()


def topics_asked(asked: Iterable[Demand]) -> list[Topic]:
    """What a charter is to speak of, in the order of the topics."""
    wanted = {code for one in asked for code in one.topics}
    return [topic for topic in Topic if topic.value in wanted]


def questions_asked(asked: Iterable[Demand]) -> list[tuple[str, ReviewQuestion]]:
    """[(campaign, question)] put to the reviewer, each question once by its code."""
    found: dict[str, tuple[str, ReviewQuestion]] = {}
    for one in asked:
        for question in one.questions:
            found.setdefault(question.code, (one.name, question))
    return list(found.values())
