"""Writing down a form of autonomy, who signed, and the answer on its clause on breach."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from township.access.interest import against_deciding
from township.files.models import StoredFile
from township.history.chain import record
from township.today import after_today
from township.users.models import User
from township.workflow import Refused
from township.workflow.announcing import announce, fact
from villages.acts.attachment import attach
from villages.acts.entry import refuse, tell
from villages.models import (
    Autonomy,
    Group,
    SignedCount,
)

AUTONOMY = fact("autonomy.record")


@transaction.atomic
def record_autonomy(
    row: Autonomy,
    *,
    by: User,
    files: Iterable[tuple[StoredFile, str]] = (),
    changes: dict[str, Any] | None = None,
) -> Autonomy:
    """Save a form of autonomy; a changed clause on breach asks the reviewer anew. Returns it."""
    is_new = row.pk is None
    if row.until and row.until < row.since:
        raise Refused("停止日期不能早于开始日期。")
    if row.text_version and row.text_version.village != row.village:
        raise Refused(f"所依据的文本不是{row.village.words.here}的。")
    if not is_new:
        before = Autonomy.objects.select_for_update(of=("self",)).get(pk=row.pk)
        if before.breach_clause != row.breach_clause:
            row.breach_opinion, row.breach_is_lawful = "", None
            row.reviewed_on = row.reviewed_by = None
    row.save()
    attach(row, files, by=by)
    tell(row, "自治形式", AUTONOMY, by, is_new, changes)
    return row


@transaction.atomic
def count_signed(
    autonomy: Autonomy, counts: Mapping[Group, int], *, by: User, on: date | None = None
) -> int:
    """Write how many households signed, {Group: number}; never a name. Returns the sum.

    Raises Refused where more signed than a group has households.
    """
    on = on or timezone.localdate()
    refuse(
        f"{group}有{group.households}户，已签{number}户，请检查。"
        for group, number in counts.items()
        if group.households and number > group.households
    )
    for group, number in counts.items():
        SignedCount.objects.update_or_create(
            autonomy=autonomy, group=group, defaults={"signed": number, "counted_on": on}
        )
    total = sum(counts.values())
    announce(AUTONOMY, autonomy, by)
    record("autonomy.edit", autonomy, by, f"登记签订户数：{autonomy}，共{total}户")
    return total


@transaction.atomic
def answer_breach(
    autonomy: Autonomy, *, opinion: str, is_lawful: bool, by: User, on: date | None = None
) -> Autonomy:
    """The township's answer on a clause on breach; returns the row."""
    row = Autonomy.objects.select_for_update(of=("self",)).get(pk=autonomy.pk)
    if not row.breach_clause:
        raise Refused("没有违约责任条款需要审查。")
    if faults := [*against_deciding(row.village, by), *after_today(on, "审查日期")]:
        raise Refused(faults)
    row.breach_opinion, row.breach_is_lawful = opinion, is_lawful
    row.reviewed_on, row.reviewed_by = on or timezone.localdate(), by
    row.version += 1
    row.save()
    shown = "可以使用" if is_lawful else "应当删去或修改"
    record("autonomy.review", row, by, f"审查违约责任条款：{row}，{shown}（理由：{opinion}）")
    return row
