"""One condition of a verdict, met or not, and what a verdict says of the measure it rests on."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from villages.rules.kinds import Severity
from villages.rules.provinces import LocalRules
from villages.rules.statutes import Pack


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


def written_in(pack: Pack, article: str) -> dict:
    """Where a finding of the law is written; nothing without an article."""
    return {"law": pack.law, "article": article, "since": pack.since} if article else {}


def local_to(local: LocalRules, key: str) -> dict:
    """Where a finding of a measure is written."""
    return {"law": local.law_of(key), "article": local.articles.get(key, "")}


def older(local: LocalRules, found: Iterable[Finding]) -> Iterable[Finding]:
    """What rests on a measure that is older than the law says so, once."""
    if local.note and any(one.law == local.name for one in found):
        yield Finding("older", True, f"《{local.name}》是{local.note}", Severity.NOTE)
