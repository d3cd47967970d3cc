"""Is everything that was kept still as it was kept? Asked by the operator and every night.

What a check finds is kept until the same check finds it right, so that the home page of whoever
has to act can tell it.
"""

from django.db import DatabaseError, transaction
from django.utils import timezone

from township.files.errors import StorageUnavailable
from township.fitting import is_misfit
from township.history import anchors, chain, guards, rows
from township.history.models import FoundFault, Verification
from township.registry import Registry

GUARDS, HISTORY, ROWS, FILES = "数据库的结构和保护", "办理历史", "登记的内容", "档案文件和件号"
# {name: function that yields (township or None, sentence) for each thing that is wrong}.
CHECKS = Registry("What `verify` looks at", GUARDS, HISTORY, ROWS, FILES)
# What the nightly round looks at besides; the sums of files have a turn of their own.
EVERY_NIGHT = (GUARDS, HISTORY, ROWS)
CHECKS.answers(GUARDS)(guards.faults)
MOST_KEPT = 1000
WHAT_TO_DO = "不要自行改动数据库和文件，由系统管理员用备份补回后再核对。"
MISFIT = "没有核对成：数据库的结构与程序不符。"
UNREACHED = "没有核对成：存放文件的地方连不上。"


@CHECKS.answers(HISTORY)
def _history():
    """The chains in themselves, and against what was noted of them outside; then noted anew."""
    found = [*chain.faults(), *anchors.faults()]
    if not found:
        anchors.note()
    return found


CHECKS.answers(ROWS)(rows.faults)


def verify(name: str) -> list[str]:
    """Make the check of that name, keep what it found; returns the sentences."""
    try:
        found = list(CHECKS[name]())
    except DatabaseError as error:
        if not is_misfit(error):
            raise
        found = [(None, MISFIT)]
    except StorageUnavailable:
        found = [(None, UNREACHED)]
    _keep(name, found)
    return [sentence for _, sentence in found]


@transaction.atomic
def _keep(name, found):
    """What was there before keeps the day it was first found; what is right again goes."""
    now = timezone.now()
    told = {"made_at": now, "faults": len(found)}
    # The row of the check is locked: two at the same moment keep one after the other.
    Verification.objects.update_or_create(check_name=name, defaults=told)
    rows = FoundFault.objects.filter(check_name=name)
    since = {(row.township_id, row.sentence): row.since for row in rows}
    rows.delete()
    FoundFault.objects.bulk_create(
        FoundFault(
            check_name=name,
            township=place,
            sentence=sentence,
            since=since.get((place and place.pk, sentence), now),
        )
        for place, sentence in found[:MOST_KEPT]
    )
