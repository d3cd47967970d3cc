"""What became lately of what a person asked for, and of what the village holds.

Nothing is to be done about it: a correction that was refused, an honour that was taken back.
"""

from collections.abc import Iterator
from datetime import timedelta

from django.utils import timezone

from campaigns.models import Honour
from township.corrections import Correction
from township.crud.reading import entries_about
from township.history.models import Entry
from township.users.models import User

TOLD_FOR = timedelta(days=30)
TAKEN_BACK = ("honour.revoke", "honour.remove", "honour.void")


def recent_results(user: User) -> list[dict]:
    """[{"title", "hint", "url", "tone"}] of the last days, the newest first."""
    since = timezone.now() - TOLD_FOR
    found = [*_refused(user, since), *_taken_back(user, since)]
    return [told for _, told in sorted(found, key=lambda one: one[0], reverse=True)]


def _refused(user, since) -> Iterator[tuple]:
    if not user.may("correction.ask"):
        return
    refused = {"asked_by": user, "status": Correction.Status.REFUSED, "decided_at__gt": since}
    # Mostly there is none, and who may see which is a long question.
    if not Correction.objects.filter(**refused).exists():
        return
    for row in Correction.objects.for_user(user, "correction.view").filter(**refused):
        told = {"title": f"没有同意{row}", "hint": f"理由：{row.answer}"}
        yield row.decided_at, told | {"url": row.get_absolute_url(), "tone": "warn"}


def _taken_back(user, since) -> Iterator[tuple]:
    """Of the own villages; the township enters it itself."""
    if not user.may("objection.make"):
        return
    nouns = [Honour._meta.label_lower]
    entries = Entry.objects.for_user(user, "history.view", nouns).filter(at__gt=since)
    entries = entries.filter(verb__in=TAKEN_BACK).order_by("id")
    with entries_about(Honour):
        taken = {entry.object_id: entry for entry in entries}
    own = Honour.objects.for_user(user, "objection.make").filter(pk__in=taken)
    for honour in own.exclude(status=Honour.Status.HELD).select_related("village", "level"):
        told = {
            "title": f"{honour}：荣誉{honour.get_status_display()}",
            "hint": "打开看命名机关的文件和理由；奖励没有发的停发，已经发的要退回。",
        }
        yield taken[honour.pk].at, told | {"url": honour.get_absolute_url(), "tone": "bad"}
