"""The office reminds villages of what waits for them."""

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from campaigns.models import Reminder
from campaigns.models.reminder import LONGEST_TITLE
from campaigns.queries.reminder import Awaited, days_of, days_reminded
from campaigns.rules.reminding import may_remind
from township.enumeration import first_of
from township.history.chain import record_all
from township.users.models import User
from township.workflow import Refused
from township.workflow.announcing import announce, fact

FEW = 3
# Of all reminders of one act: (rows, by, {"matters": those reminded of, in their order}).
REMINDED = fact("reminder.send")


def remind(matters: Sequence[Awaited], *, by: User, sentence: str = "") -> list[Reminder]:
    """Remind the villages of all of these matters, or of none."""
    if not matters:
        raise Refused("请先勾选要催办的事项。")
    on, name = timezone.localdate(), by.acting_name("reminder.send")
    with transaction.atomic():
        _refuse(_gone(matters), "已经办好，或者不再等村（社区）办，不用催办")
        before = days_reminded(matters)
        days = [days_of(one, before) for one in matters]
        reminded = [
            one for one, known in zip(matters, days, strict=True) if not may_remind(on, known)
        ]
        _refuse(reminded, "今天已经催办过，同一件事一天只催办一次")
        rows = [
            Reminder(
                township=one.village.township,
                village=one.village,
                noun=one.noun,
                object_id=one.row.pk,
                errand=one.errand,
                title=one.title[:LONGEST_TITLE],
                number=sum(errand == one.errand for errand, _ in before[one.noun, one.row.pk]) + 1,
                sentence=sentence,
                by=by,
                by_name=name,
                day=on,
            )
            for one in matters
        ]
        Reminder.objects.bulk_create(rows, batch_size=500)
        said = f"（{sentence}）" if sentence else ""
        # Told of the matter itself, so that its own page tells it too.
        acts = [(one.row, f"催办：{one.title}{said}", {}) for one in matters]
        record_all("reminder.send", acts, by)
        announce(REMINDED, rows, by, {"matters": matters})
    return rows


def _gone(matters):
    """Those that wait no more. What still waits is locked, so that nobody reminds of it beside."""
    by_errand = {}
    for one in matters:
        by_errand.setdefault(one.errand, []).append(one)
    gone = []
    for group in by_errand.values():
        rows = group[0].waiting.filter(pk__in=[one.row.pk for one in group])
        still = {row.pk for row in rows.order_by("pk").select_for_update(of=("self",))}
        gone += [one for one in group if one.row.pk not in still]
    return gone


def _refuse(matters, why):
    if matters:
        named = first_of([f"“{one.title}”" for one in matters], FEW, "件")
        raise Refused(f"{named}{why}。没有催办任何一件，请重新勾选。")
