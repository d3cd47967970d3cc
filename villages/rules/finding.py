"""One condition of a verdict, met or not, and what a verdict says of the measure it rests on."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from villages.rules.kinds import Severity
from villages.rules.provinces import LocalRules


@dataclass(frozen=True)
class Finding:
    """One condition, met or not. needed, got: whole numbers, None where nothing is counted.

    law, article, since: where it is written and the day that version took effect; local measures
    carry no day, unwritten practice neither law nor day.
    """

    key: str
    ok: bool
    sentence: str
    severity: Severity
    needed: int | None = None
    got: int | None = None
    law: str = ""
    article: str = ""
    since: date | None = None


def older(local: LocalRules, found: Iterable[Finding]) -> Iterable[Finding]:
    """What rests on a measure that is older than the law says so, once."""
    if local.note and any(one.law == local.name for one in found):
        yield Finding("older", True, f"《{local.name}》是{local.note}", Severity.NOTE)
