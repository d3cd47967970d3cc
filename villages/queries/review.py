"""What the records say of a text under review: its red flags and the answers they suggest."""

from villages.models import Motion, TextVersion
from villages.queries.text import pieces
from villages.queries.verdict import verdict_of
from villages.rules.legality import Suggestion, suggestions
from villages.rules.red_flags import Flag, red_flags


def flags_of(version: TextVersion) -> dict[int, list[Flag]]:
    """Red flags of a version by position of the clause: {at: [Flag]}."""
    found = {}
    for flag in red_flags(pieces(version)):
        found.setdefault(flag.at, []).append(flag)
    return found


def proposals(version: TextVersion) -> dict[str, Suggestion]:
    """{item key: Suggestion} from the vote, the consultation and the words of a version."""
    motion = version.motions.filter(status=Motion.Status.PASSED).first()
    opinions = version.opinions.filter(round=version.round)
    return suggestions(
        verdict=verdict_of(motion) if motion else None,
        channels=version.consultations.filter(round=version.round)
        .values("channel")
        .distinct()
        .count(),
        opinions=opinions.count(),
        unhandled=opinions.unhandled().count(),
        flags=red_flags(pieces(version)),
    )
