"""What the village enters of its 监督委员会: that it looked at the members, and their opinions."""

from collections.abc import Iterator
from typing import Any

from django.db import transaction

from township.history.chain import record, remove_row
from township.today import after_today, day_faults
from township.users.models import User
from villages.acts.entry import refuse
from villages.acts.soundness import save_sound
from villages.models import Body, OversightCheck, OversightOpinion


@transaction.atomic
def check_members(body: Body, *, by: User, **fields: Any) -> OversightCheck:
    """Keep that the members were looked at; the last look counts. Refused for a day to come."""
    row = OversightCheck(body=body, **fields)
    refuse(after_today(row.on, "核对日期"))
    save_sound(row)
    record("organisation.edit", body, by, f"核对{body}组成")
    return row


def opinion_faults(row: OversightOpinion) -> Iterator[str]:
    """Sentences on what cannot be true of an opinion."""
    about, what = None, ""
    if row.posting:
        about, what = row.posting.posted_on, "张贴日期"
    elif row.meeting:
        about, what = row.meeting.held_on, "会议日期"
    yield from day_faults(row.on, after=about, what=what)
    of = {one.village_id for one in (row.posting, row.meeting) if one}
    if of - {row.village_id}:
        yield f"公示、会议不是{row.village.words.here}的。"


@transaction.atomic
def record_opinion(
    row: OversightOpinion, *, by: User, changes: dict[str, Any] | None = None
) -> OversightOpinion:
    """Save one line of the 监督委员会; returns it."""
    refuse(opinion_faults(row))
    verb = "修改" if row.pk else "登记"
    save_sound(row)
    record("oversight.record", row, by, f"{verb}监督意见：{row}", changes)
    return row


@transaction.atomic
def remove_opinion(row: OversightOpinion, *, by: User) -> None:
    """Take out what was entered by mistake; the history keeps it."""
    remove_row("oversight.remove", row, by, f"删去监督意见：{row}", about=row.village)
