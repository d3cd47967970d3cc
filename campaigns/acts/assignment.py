"""A year's assignment composed from the targets, and the notice that is printed of it.

Serves the plan's clauses 49–51: each year the task is handed down to the villages concerned; the
others take part and are evaluated as well.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from campaigns.models import Assignment, AssignmentRow, Campaign, Target
from campaigns.queries import progress
from township.history.chain import record
from township.users.models import User
from township.workflow import Refused
from villages.models import Village
from villages.options import organ_of

REQUIREMENTS = (
    "对照标准逐项自查{texts}。\n"
    "会议、表决、宣传、活动、公开的记录随办随归档。\n"
    "第四季度完成自评，配合镇里的年终考评。"
)
DEADLINES = (
    "每季度最后一个月公开村（居）务，当季的记录归档。\n"
    "11月底前完成自评。\n"
    "12月底前完成镇里考评，结果公示后定稿。"
)
TAKE_PART = "参加创建活动，接受年终考评。"


def compose(campaign: Campaign, year: int, *, by: User) -> Assignment:
    """A drafted assignment of `year` with a row for every village in use."""
    if year not in campaign.years:
        raise Refused(f"年度要在{campaign.period}之间。")
    if campaign.is_closed:
        raise Refused("活动已经结束，不能再拟任务。")
    with transaction.atomic():
        row = Assignment.objects.create(
            campaign=campaign,
            year=year,
            requirements=requirements_of(campaign),
            deadlines=DEADLINES,
        )
        write_rows(row)
        record("assignment.create", row, by, f"拟订{row}")
    return row


def requirements_of(campaign: Campaign) -> str:
    """The usual requirements, with the texts that this campaign asks for."""
    asked = [kind.label for kind, _ in campaign.texts_asked]
    texts = f"，补齐{'、'.join(asked)}的议定、审查、备案和公布手续" if asked else ""
    return REQUIREMENTS.format(texts=texts)


def recompose(assignment: Assignment, *, by: User) -> Assignment:
    """Write the rows of a draft anew from the targets as they are now."""
    with transaction.atomic():
        row = Assignment.objects.select_for_update().get(pk=assignment.pk)
        if faults := list(against_change(row)):
            raise Refused(faults)
        row.rows.all().delete()
        write_rows(row)
        record("assignment.edit", row, by, f"按目标重新生成条目：{row}")
    return row


def against_change(assignment: Assignment) -> Iterator[str]:
    """Why an assignment that left the office's desk cannot be changed."""
    if assignment.issued_on:
        yield "任务已经下达，不能再改。"
    elif not assignment.is_draft:
        yield "任务已经送领导签发，要改的先取回。"


def write_rows(assignment: Assignment) -> None:
    """Rows in the order of villages: what is due or overdue, else what is being prepared."""
    campaign, year = assignment.campaign, assignment.year
    told = {}
    for standing in progress.standings(campaign):
        told.setdefault(standing.target.village_id, []).append(standing)
    rows = []
    villages = Village.objects.in_use().filter(township=campaign.township_id)
    for village in villages:
        standings = [one for one in told.get(village.pk, ()) if one.reached is None]
        due = [one for one in standings if one.target.due_year <= year]
        later = [one for one in standings if one.target.due_year > year]
        for standing in due:
            rows.append(_row(assignment, standing.target))
        if not due:
            task = _preparing(later[0].target) if later else TAKE_PART
            rows.append(AssignmentRow(assignment=assignment, village=village, task=task))
    for place, row in enumerate(rows, 1):
        row.order = place
    AssignmentRow.objects.bulk_create(rows)


def _row(assignment, target):
    return AssignmentRow(
        assignment=assignment,
        village=target.village,
        target=target,
        level=target.level,
        due_year=target.due_year,
        commitment=target.commitment,
        task=_task(target, target.level_name, assignment.year),
    )


def _task(told, level_name, year):
    """`told` is a target, or the row that kept what it said."""
    is_firm = told.commitment == Target.Commitment.FIRM
    verb = "年底前达到标准并申报" if is_firm else "年底前力争达到标准并申报"
    late = _late(told, year)
    return f"{verb}{level_name}{f'（{late}）' if late else ''}。"


def _late(told, year):
    return f"{told.due_year}年应完成，尚未达到" if told.due_year < year else ""


def _note(row, year):
    """What the notice adds in a village's line: what the office wrote, else how late it is."""
    is_own = row.task != _task(row, row.level_name, year)
    return row.task if is_own else _late(row, year)


def _preparing(target):
    return f"为{target.due_year}年创建{target.level_name}打基础，参加创建活动，接受年终考评。"


def notice(assignment: Assignment) -> dict[str, Any]:
    """Values of the paper `assignment` (see its template's head)."""
    campaign = assignment.campaign
    rows = list(assignment.rows.select_related("village", "level"))
    held = {} if assignment.issued_on else held_on(campaign, timezone.localdate())
    return {
        "organ": organ_of(campaign.township),
        "number": assignment.number,
        "year": assignment.year,
        "campaign": campaign.name,
        "basis": [
            {"title": document.title, "number": document.number}
            for document in campaign.documents.all()
        ],
        "recipients": "各村（居）民委员会",
        "targets": [
            {
                "village": row.village.name,
                "level": row.level_name,
                "commitment": row.get_commitment_display(),
                "previous": row.held or held.get(row.village_id, ""),
                "note": _note(row, assignment.year),
            }
            for row in rows
            if row.target_id
        ],
        "others": [row.village.name for row in rows if not row.target_id],
        "tasks": [{"title": line, "text": ""} for line in _lines(assignment.requirements)],
        "deadlines": _lines(assignment.deadlines),
        "is_issued": bool(assignment.number),
        "office": f"{campaign.township.name}党政综合办公室",
        "copies": "、".join(dict.fromkeys(_issuers(campaign))),
        "on": assignment.issued_on,
        "author": organ_of(campaign.township),
    }


def _lines(text):
    return [line.strip() for line in text.splitlines() if line.strip()]


def _issuers(campaign):
    for document in campaign.documents.all():
        yield from document.issuers


def keep_held(assignment: Assignment, on: date | None) -> None:
    """Write into the rows which level each village holds on the day it is handed down."""
    held = held_on(assignment.campaign, on or timezone.localdate())
    rows = list(assignment.rows.all())
    for row in rows:
        row.held = held.get(row.village_id, "")
    AssignmentRow.objects.bulk_update(rows, ["held"])


def held_on(campaign: Campaign, day: date) -> dict[int, str]:
    """{village id: name of the highest level held since before the day}."""
    names = {level.pk: level for level in campaign.levels.all()}
    villages = {
        village.pk: village.as_of(day)
        for village in Village.objects.filter(township=campaign.township_id)
    }
    best = {}
    for here, reached in progress.reached(campaign).items():
        before = [one for one in reached if one.on <= day]
        if before:
            top = max(before, key=lambda one: one.rank)
            best[here] = names[top.level_id].name_for(villages[here], day)
    return best
