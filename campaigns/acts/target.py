"""Setting, changing and rolling forward targets, always with its history.

Serves the plan's ladder of villages (clauses 12–14, 48–51): while a campaign is drafted targets
are free; once it runs a target is changed only with a reason and a document, and what was promised
before stays readable.
"""

from collections.abc import Iterable, Iterator
from datetime import date

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from campaigns.models import Campaign, Level, Target, TargetChange
from township.access.interest import against_deciding
from township.document_number import year_faults
from township.files.models import StoredFile
from township.history.chain import record, remove_row
from township.today import day_faults
from township.users.models import User
from township.workflow import Refused
from villages.models import Village


def target_faults(
    campaign: Campaign,
    due_year: int,
    level: Level | None = None,
    village: Village | None = None,
    but: Target | None = None,
) -> Iterator[str]:
    """Reasons why a target may not read so; `but` is the target itself when it is changed."""
    if campaign.status == campaign.Status.CLOSED:
        yield "活动已经结束，不能再设或调整目标。"
    if due_year not in campaign.years:
        yield f"完成年度要在{campaign.period}之间。"
    if level is None or village is None:
        return
    others = campaign.targets.in_force().filter(village=village).select_related("level")
    for other in others:
        if but is not None and other.pk == but.pk:
            continue
        if other.level.rank < level.rank and other.due_year > due_year:
            yield f"{village}的“{other.level_name}”定在{other.due_year}年，高一级的不能更早。"
        if other.level.rank > level.rank and other.due_year < due_year:
            yield f"{village}的“{other.level_name}”定在{other.due_year}年，低一级的不能更晚。"


def set_target(target: Target, *, by: User) -> Target:
    """Save a new target of a campaign that is not closed."""
    faults = list(against_deciding(target.village, by))
    faults += target_faults(target.campaign, target.due_year, target.level, target.village)
    if faults:
        raise Refused(faults)
    with transaction.atomic():
        target.save()
        record("target.create", target, by, f"设定目标：{target}（{target.rationale}）")
    return target


def remove_draft(target: Target, *, by: User) -> None:
    """Take a target out while the campaign is still being drafted."""
    if not target.campaign.is_draft:
        raise Refused("活动已经启动，目标不能删除，只能凭理由和文件撤销。")
    if faults := list(against_deciding(target.village, by)):
        raise Refused(faults)
    with transaction.atomic():
        remove_row("target.edit", target, by, f"删除筹备中的目标：{target}")


def change(
    target: Target,
    kind: TargetChange.Kind,
    *,
    reason: str,
    document: str,
    by: User,
    due_year: int | None = None,
    commitment: str | None = None,
    upload: tuple[StoredFile, str] | None = None,
    on: date | None = None,
) -> TargetChange:
    """Move, roll, withdraw or restore a target; the change is written beside it for good.

    upload: (StoredFile, name) or None. Raises Refused with Chinese sentences.
    """
    with transaction.atomic():
        target = Target.objects.select_for_update(of=("self",)).get(pk=target.pk)
        due_year = due_year or target.due_year
        commitment = commitment or target.commitment
        on = on or timezone.localdate()
        faults = list(against_deciding(target.village, by))
        faults += _change_faults(target, kind, due_year, commitment, reason, document)
        faults += _day_faults(target, on, document)
        if faults:
            raise Refused(faults)
        file, file_name = upload or (None, "")
        made = TargetChange.objects.create(
            target=target,
            kind=kind,
            old_year=target.due_year,
            new_year=due_year,
            old_commitment=target.commitment,
            new_commitment=commitment,
            reason=reason,
            document=document,
            file=file,
            file_name=file_name,
            on=on,
            by=by,
        )
        told = f"{made.get_kind_display()}目标：{target}（依据：{document}；理由：{reason}）"
        target.due_year, target.commitment = due_year, commitment
        is_withdrawn = kind == TargetChange.Kind.WITHDRAWN
        target.withdrawn_on = on if is_withdrawn else None
        target.version += 1
        target.save(update_fields=["due_year", "commitment", "withdrawn_on", "version"])
        record("target.edit", target, by, told, _told_changes(made))
    return made


def _change_faults(target, kind, due_year, commitment, reason, document):
    if not reason.strip():
        yield "请写明调整的理由。"
    if not document.strip():
        yield "请写明调整所依据的文件或会议。"
    if kind == TargetChange.Kind.RESTORED:
        if target.withdrawn_on is None:
            yield "这个目标没有撤销过。"
    elif target.withdrawn_on is not None:
        yield "这个目标已经撤销，要用先恢复。"
    if kind in (TargetChange.Kind.MOVED, TargetChange.Kind.ROLLED) and (
        (due_year, commitment) == (target.due_year, target.commitment)
    ):
        yield "完成年度和要求都没有变，不用调整。"
    if kind != TargetChange.Kind.WITHDRAWN:
        campaign, level, village = target.campaign, target.level, target.village
        yield from target_faults(campaign, due_year, level, village, but=target)


def _day_faults(target, on, document):
    last = target.changes.aggregate(last=Max("on"))["last"]
    return [
        *day_faults(on, label="调整日期", after=last, what="上一次调整"),
        *year_faults(document, date(on.year - 1, 1, 1), on),
    ]


def _told_changes(made):
    return {
        "完成年度": [made.old_year, made.new_year],
        "要求": [made.get_old_commitment_display(), made.get_new_commitment_display()],
    }


def roll_forward(
    targets: Iterable[Target],
    *,
    to_year: int,
    reason: str,
    document: str,
    by: User,
    upload: tuple[StoredFile, str] | None = None,
    on: date | None = None,
) -> list[TargetChange]:
    """Put missed targets to a later year in one act: all or none. Returns the changes."""
    with transaction.atomic():
        # The highest rung first: a lower one may not stand behind a higher one.
        ordered = sorted(targets, key=lambda target: -target.level.rank)
        return [
            change(
                target,
                TargetChange.Kind.ROLLED,
                due_year=to_year,
                reason=reason,
                document=document,
                upload=upload,
                by=by,
                on=on,
            )
            for target in ordered
        ]
