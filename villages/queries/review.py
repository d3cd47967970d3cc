"""What the records say of a text under review: its red flags and the answers they suggest."""

from django.utils import timezone

from villages.models import Filing, Motion, TextVersion
from villages.options import local_rules
from villages.queries import prereview
from villages.queries.text import pieces
from villages.queries.verdict import verdict_of
from villages.rules.drafting import DraftRemark, remarks
from villages.rules.kinds import TextKind
from villages.rules.legality import Suggestion, suggestions
from villages.rules.red_flags import Flag, alarmed, red_flags


def flags_of(version: TextVersion) -> dict[int, list[Flag]]:
    """What a version raises by position of the clause: {at: [Flag]}, acts only named left out."""
    found = {}
    for flag in alarms(version):
        found.setdefault(flag.at, []).append(flag)
    return found


def all_flags(version: TextVersion) -> list[Flag]:
    """Red flags of a version in reading order, its title read as a heading over all of it."""
    return red_flags(pieces(version), version.text.title)


def alarms(version: TextVersion) -> list[Flag]:
    """Those that a reviewer has to judge: acts that are forbidden or doubted, not only named."""
    return alarmed(all_flags(version))


def remarks_on(version: TextVersion) -> list[DraftRemark]:
    """What the whole text lacks or leaves vague, and where it departs from the charter in force."""
    charter = None
    if version.text.kind != TextKind.CHARTER:
        charter = TextVersion.objects.charter_of(version.village, timezone.localdate())
    return remarks(
        pieces(version),
        TextKind(version.text.kind),
        pieces(charter) if charter else (),
        local_rules(version.village),
    )


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
        flags=all_flags(version),
        prereview=prereview.prereview_told(version),
    )


def demanded(filing: Filing) -> list[str]:
    """What an order of correction asks for: flags that were upheld, and what else fails."""
    upheld = list(filing.flags.upheld())
    told = {flag.item for flag in upheld}
    failing = filing.checks.failing()
    return [
        *(f"{flag}：{flag.reason}。建议改为：{flag.instead}" for flag in upheld),
        *(
            f"{check.clause or check.item}：{check.comment}"
            for check in failing
            if not (check.key in told and check.comment == check.hint)
        ),
    ]
