"""Sending a draft for the township's opinion, and what the township heard on it."""

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from township.history.chain import record, remove_row
from township.today import day_faults
from township.users.models import User
from township.workflow import Refused
from villages.acts.soundness import save_sound
from villages.models import LegalAdvice, Prereview, TextVersion
from villages.queries.text import written


@transaction.atomic
def send_draft(version: TextVersion, *, by: User, on: date | None = None) -> Prereview:
    """Send the text as it now reads; returns the row.

    Raises Refused outside the consultation, while another draft waits, or for a wrong day.
    """
    row = TextVersion.objects.select_for_update(of=("self",)).get(pk=version.pk)
    if row.status != TextVersion.Status.CONSULTING:
        raise Refused(
            f"现在的状态是“{row.get_status_display()}”，征求意见并改好草案后、定稿以前提请审核。"
        )
    on = on or timezone.localdate()
    begun = row.stages.filter(round=row.round).earliest("fixed_on").fixed_on
    if faults := day_faults(on, label="送审日期", after=begun, what="开始征求意见"):
        raise Refused(faults)
    days = row.village.township.setting("prereview_days")
    sent = Prereview(
        text_version=row,
        round=row.round,
        text=written(row),
        sent_on=on,
        sent_by=by,
        due_on=on + timedelta(days=days),
    )
    save_sound(sent)
    record("prereview.send", sent, by, f"提请审核：{row}")
    return sent


def advice_faults(advice: LegalAdvice) -> list[str]:
    """Sentences against a row of advice as it stands."""
    after = advice.prereview.sent_on
    return day_faults(advice.on, after=after, what="送审日期")


@transaction.atomic
def remove_advice(advice: LegalAdvice, *, by: User) -> None:
    """Take out what was entered by mistake, while the township has not given its opinion."""
    remove_row("prereview.unhear", advice, by, f"删去{advice}", about=advice.prereview)
