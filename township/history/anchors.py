"""The heads of the chains, written down outside the database.

Whoever can change the database can cut off the end of a history and set its head back, and nothing
inside would tell. What was noted here, printed, or kept with a backup does.
"""

import json
import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from township.dates import cn_date
from township.history.models import GENESIS, Chain, Entry

SAID = re.compile(r"(\S+)的办理历史(\d+年\d+月\d+日)到第(\d+)条，校验码([0-9a-f]{64})")


def file() -> Path:
    return settings.DATA_DIR / "anchors" / "heads.jsonl"


def heads() -> list[dict]:
    """{chain, name, number, head, on} of every history that has begun: how many entries it has and
    the hash of the last. All of it can be kept as JSON, and given to `faults` at any later time."""
    today = timezone.localdate().isoformat()
    return [
        {
            "chain": chain.pk,
            "name": str(chain.township or "平台"),
            "number": chain.length,
            "head": chain.head,
            "on": today,
        }
        for chain in Chain.objects.select_related("township").order_by("pk")
        if chain.head != GENESIS
    ]


def sentence(township) -> str:
    """The head of a township's history today, for papers and mails; `noted` understands it. ""
    before its first act."""
    chain = Chain.objects.filter(township=township).exclude(head=GENESIS).first()
    if chain is None:
        return ""
    today = cn_date(timezone.localdate())
    return f"{township}的办理历史{today}到第{chain.length}条，校验码{chain.head}"


def note() -> None:
    """Add today's heads to the file, those that have moved on."""
    known = {(one["chain"], one["head"]) for one in noted()}
    fresh = [one for one in heads() if (one["chain"], one["head"]) not in known]
    if not fresh:
        return
    file().parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with file().open("a") as lines:
        lines.writelines(json.dumps(one, ensure_ascii=False) + "\n" for one in fresh)


def noted(path: Path | None = None) -> list[dict]:
    """What our own file says, or another one, a mail for one (`sentence`); a line that a power cut
    has left half is none."""
    if path is None and not file().exists():
        return []
    lines = (path or file()).read_text().splitlines()
    return [one for line in lines if (one := _read(line))]


def _read(line):
    if found := SAID.search(line):
        name, on, number, head = found.groups()
        chain = Chain.objects.filter(township__name=name).values_list("pk", flat=True).first()
        told = {"chain": chain, "name": name, "number": int(number), "head": head}
        return told | {"on": datetime.strptime(on, "%Y年%m月%d日").date().isoformat()}
    try:
        one = json.loads(line)
        return one if date.fromisoformat(one["on"]) and one["head"] else None
    except (ValueError, KeyError, TypeError):
        return None


def faults(heads: Iterable[dict] | None = None) -> Iterator[tuple]:
    """(township or None, sentence) for each head, of the file or as given, whose entry is not
    there any more."""
    by_chain: dict = {}
    for one in noted() if heads is None else heads:
        by_chain.setdefault(one["chain"], []).append(one)
    chains = Chain.objects.select_related("township").in_bulk(by_chain)
    for pk, told in by_chain.items():
        lost = [one for one in told if not _is_there(one)]
        if lost:
            # The earliest says most: all that came after it hangs on it.
            first = min(lost, key=lambda one: one["number"])
            township = chains[pk].township if pk in chains else None
            yield township, _told(first)


def _is_there(one):
    rows = Entry.objects.filter(chain=one["chain"], number=one["number"])
    return rows.filter(hash=one["head"]).exists()


def _told(one):
    on = cn_date(date.fromisoformat(one["on"]))
    return (
        f"{one['name']}的办理历史与{on}另外记下的校验码不符：那天有{one['number']}条，"
        "之后被截短或改写过；刚用较早的备份恢复过的，不见的是那以后办的事"
    )
