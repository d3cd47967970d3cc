"""整理中 → 已归档 (numbered, frozen) → 已移交； withdrawal is a state, never a deletion."""

from django.db.models import Max
from django.utils import timezone

from archives.acts import fixity
from archives.models import DrawnPaper, Record
from archives.rules.numbering import reference_code
from township.users.models import User
from township.workflow import Mendable, Refused, Transition, Workflow

Status = Record.Status


def _may_seal(record, by, **given):
    if not record.parts.exists():
        yield Mendable("这件档案还没有文件，不能归档。", "archives:record_files", record.pk)
    yield from _no_paper_waits(record, by)
    missing = fixity.empty_items(record)
    if missing and record.source:
        yield f"还有项目没有填：{'、'.join(missing)}。"


def _no_paper_waits(record, by, **given):
    papers = DrawnPaper.objects.waiting().filter(part__record=record)
    if names := list(papers.values_list("part__name", flat=True)):
        yield f"{'、'.join(names)}的文件正在生成，请稍等片刻再办。"


def _seal(record, by, **given):
    """Check the files, then take the next number of village, year, retention and category; the
    row lock of the village makes the series gapless (DA/T 22)."""
    _check(record, fixity.Occasion.SEAL, by)
    village = type(record.village).objects.select_for_update().get(pk=record.village_id)
    record.retention = record.retention or record.category.retention
    series = Record.objects.filter(
        village=village, year=record.year, retention=record.retention, category=record.category
    )
    record.number = (series.aggregate(last=Max("number"))["last"] or 0) + 1
    record.reference_code = reference_code(
        village.fonds_code,
        "WS",
        record.year,
        record.retention,
        record.category.code,
        record.number,
    )
    record.sealed_at = timezone.now()
    record.save()
    fixity.fix(record, by=by)


def _hand_over(record, by, *, is_checked=False, **given):
    """Check the files once more, unless the whole year was checked just now."""
    if not is_checked:
        _check(record, fixity.Occasion.HAND_OVER, by)


def _check(record, occasion, by):
    outcome = fixity.run(
        record.village, record.year, occasion=occasion, by=by, record=record, opens=False
    )
    if not outcome.is_passed:
        raise Refused([f"“{one['name'] or record}”：{one['sentence']}" for one in outcome.findings])


RECORD = Workflow(
    Record,
    "record",
    [
        Transition(
            "seal",
            "归档",
            (Status.OPEN,),
            Status.SEALED,
            "record.seal",
            guard=_may_seal,
            effect=_seal,
            confirm="归档后编定档号，内容不能再改，只能写明理由补充材料。",
        ),
        Transition(
            "hand_over",
            "移交",
            (Status.SEALED,),
            Status.HANDED_OVER,
            "record.hand_over",
            guard=_no_paper_waits,
            effect=_hand_over,
            style="outline-primary",
            confirm="移交镇档案室后，本件由镇保管。",
        ),
        Transition(
            "withdraw",
            "撤回",
            (Status.OPEN,),
            Status.WITHDRAWN,
            "record.edit",
            style="outline-danger",
            confirm="撤回后不再计入归档情况，文件仍然保存，可以恢复。",
        ),
        Transition(
            "restore",
            "恢复",
            (Status.WITHDRAWN,),
            Status.OPEN,
            "record.edit",
            style="outline-primary",
        ),
    ],
)


def withdraw_filed(
    noun: str, pk: int, *, by: User, reason: str, unless_of: int | None = None
) -> None:
    """What was filed of a fact that is none leaves the archive, as long as it has no number; but
    for what lies in the village `unless_of`."""
    filed = Record.objects.filter(source=f"{noun}:{pk}", status=Status.OPEN)
    for record in filed.exclude(village=unless_of) if unless_of else filed:
        RECORD.perform("withdraw", record, by=by, reason=reason)
