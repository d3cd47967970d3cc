"""Is everything that was kept still as it was kept? Asked by the operator and every night.

What a check finds is kept until the same check finds it right, so that the home page of whoever
has to act can tell it.
"""

from django.db import transaction
from django.utils import timezone

from township.history import chain
from township.history.models import FoundFault, Verification
from township.registry import Registry

HISTORY, FILES = "办理历史", "档案文件和件号"
# {name: function that yields (township or None, sentence) for each thing that is wrong}.
CHECKS = Registry("What `verify` looks at", HISTORY, FILES)
CHECKS.answers(HISTORY)(chain.faults)
MOST_KEPT = 1000


def verify(name: str) -> list[str]:
    """Make the check of that name, keep what it found; returns the sentences."""
    found = list(CHECKS[name]())
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
