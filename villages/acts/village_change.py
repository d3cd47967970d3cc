"""What becomes of a village: renamed, turned into a community, merged, split off, dissolved.

The township proposes, the villagers' meeting agrees and the county approves (村民委员会组织法 2025,
art. 3); for communities the street office proposes and the city or district approves
(城市居民委员会组织法 2025, art. 3). So each act needs the approving document. What was final before
keeps the name and kind of its day.
"""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from township.document_number import year_faults
from township.files.models import StoredFile
from township.history.chain import record
from township.today import after_today
from township.users.models import User
from township.workflow import Refused
from villages.acts.village import has_history, remove
from villages.models import Group, Village, VillageChange
from villages.queries.village_change import NAMED_UPON

Kind = VillageChange.Kind
Upload = tuple[StoredFile, str] | None
LONGEST = Group._meta.get_field("name").max_length or 0


@transaction.atomic
def rename(
    village: Village,
    *,
    by: User,
    name: str,
    kind: str,
    on: date,
    reason: str,
    document_number: str,
    upload: Upload = None,
) -> VillageChange:
    """Give a village another name, another kind, or both, from `on`; returns the change.

    Raises Refused when nothing changes, the name is taken, or the day does not follow the last.
    """
    row = _locked(village, on)
    if (row.name, row.kind) == (name, kind):
        raise Refused("名称和类别都没有变。")
    if Village.objects.filter(township=row.township, name=name).exclude(pk=row.pk).exists():
        raise Refused(f"本镇已经有{name}。")
    last_day = on - timedelta(days=1)
    row.former = [
        *row.former,
        {"until": last_day.isoformat(), "name": row.name, "kind": row.kind},
    ]
    is_converted = row.kind != kind
    row.name, row.kind, row.version = name, kind, row.version + 1
    row.save(update_fields=["former", "name", "kind", "version"])
    told = Kind.CONVERTED if is_converted else Kind.RENAMED
    return _told(row, told, by, on, reason, document_number, upload, name=name)


@transaction.atomic
def merge(
    village: Village,
    *,
    by: User,
    into: Village,
    on: date,
    reason: str,
    document_number: str,
    upload: Upload = None,
) -> VillageChange:
    """Merge a village into another: groups are taken over, cadres reach both archives.

    Honours and archives stay under the village that earned and made them; whether an honour goes
    on is for the authority that gave it. Open matters are finished, none is begun.
    """
    row = _locked(village, on)
    if row.pk == into.pk:
        raise Refused("不能并入自己。")
    if row.township_id != into.township_id or not into.is_active:
        raise Refused("只能并入本镇在册的村（居）。")
    _copy_groups(row.groups.all(), row, into)
    into.cadres.add(*row.cadres.all())
    row.closed_on, row.merged_into, row.version = on - timedelta(days=1), into, row.version + 1
    row.save(update_fields=["closed_on", "merged_into", "version"])
    # What was merged into it before goes on with it: its cadres keep reaching all archives.
    Village.objects.filter(merged_into=row).update(merged_into=into)
    return _told(row, Kind.MERGED, by, on, reason, document_number, upload, other=into)


@transaction.atomic
def dissolve(
    village: Village,
    *,
    by: User,
    on: date,
    reason: str,
    document_number: str,
    upload: Upload = None,
) -> VillageChange:
    """Dissolve a village without successor; its archive and results stay readable."""
    row = _locked(village, on)
    row.closed_on, row.version = on - timedelta(days=1), row.version + 1
    row.save(update_fields=["closed_on", "version"])
    return _told(row, Kind.DISSOLVED, by, on, reason, document_number, upload)


@transaction.atomic
def split(
    village: Village,
    *,
    by: User,
    name: str,
    kind: str,
    fonds_code: str,
    groups: Iterable[Group],
    on: date,
    reason: str,
    document_number: str,
    upload: Upload = None,
) -> VillageChange:
    """Found a new village out of some groups of another; returns the change of the new one."""
    old = _locked(village, on)
    if Village.objects.filter(township=old.township, name=name).exists():
        raise Refused(f"本镇已经有{name}。")
    new = Village(
        township=old.township, name=name, kind=kind, fonds_code=fonds_code, order=old.order
    )
    if Village.objects.filter(township=old.township, fonds_code=fonds_code).exists():
        raise Refused(f"全宗号{fonds_code}已经用过。")
    new.save()
    _copy_groups(groups, old, new)
    return _told(new, Kind.SPLIT, by, on, reason, document_number, upload, other=old)


@transaction.atomic
def take_back(change: VillageChange, *, by: User, reason: str) -> VillageChange:
    """Undo what was entered wrong, the newest of the village first; it stays readable.

    Names and villages are as before; groups and cadres that a merger brought along stay with the
    other village, where people look through them. Raises Refused with every reason.
    """
    rows = VillageChange.objects.select_for_update(of=("self",))
    change = rows.select_related("village__township", "other").get(pk=change.pk)
    if faults := list(against_taking_back(change)):
        raise Refused(faults)
    told = f"撤回：{change}（原因：{reason}）"
    change.taken_back_on, change.taken_back_because = timezone.localdate(), reason
    change.save(update_fields=["taken_back_on", "taken_back_because"])
    if change.other is not None:
        record("village.change", change.other, by, told)
    if change.kind == Kind.SPLIT:
        change.delete()
        remove(change.village, by=by)
    else:
        record("village.change", _as_before(change), by, told)
    return change


def _as_before(change):
    """The village as it was, saved."""
    row = Village.objects.select_for_update(of=("self",)).get(pk=change.village_id)
    if change.name:
        before = row.former[-1]
        row.former, row.name, row.kind = row.former[:-1], before["name"], before["kind"]
    else:
        row.closed_on = row.merged_into = None
        # What had gone into it before goes on with it again.
        earlier = VillageChange.objects.standing().filter(kind=Kind.MERGED, other=row)
        Village.objects.filter(pk__in=earlier.values("village")).update(merged_into=row)
    row.version += 1
    row.save(update_fields=["former", "name", "kind", "closed_on", "merged_into", "version"])
    return row


def against_taking_back(change: VillageChange) -> Iterator[str]:
    """Why a change stands: something followed upon it."""
    if change.taken_back_on:
        yield "这次变更已经撤回。"
        return
    for village in filter(None, (change.village, change.other)):
        if VillageChange.objects.standing().of(village).filter(pk__gt=change.pk).exists():
            yield f"{village}后来又有变更，先撤回后来的那一次。"
    village = change.village
    if change.name:
        for answer in NAMED_UPON.values():
            for told in answer(village, change.on):
                yield f"{told}，不能撤回；名称再变的，按更名登记。"
        name = village.former[-1]["name"]
        taken = Village.objects.filter(township=village.township_id, name=name)
        if taken.exclude(pk=village.pk).exists():
            yield f"本镇另有{name}，不能改回去。"
    elif change.kind == Kind.SPLIT and has_history(village, beside=(VillageChange,)):
        yield f"{village}已经有办理过的事项，不能撤回；不再保留的，按“撤销”登记。"


def _locked(village, on):
    row = Village.objects.select_for_update(of=("self",)).select_related("township")
    row = row.get(pk=village.pk)
    if not row.is_active:
        raise Refused(f"{row}已经撤并，不能再变更。")
    faults = after_today(on, "生效日期")
    if any(on.isoformat() <= one["until"] for one in row.former):
        faults = [*faults, "生效日期要晚于上一次变更。"]
    if faults:
        raise Refused(faults)
    return row


def _copy_groups(groups, old, new):
    """Groups with their counts; where the name is taken, the old village's stands before it."""
    taken = set(new.groups.values_list("name", flat=True))
    last = new.groups.count()
    for place, group in enumerate(groups, last + 1):
        name = group.name if group.name not in taken else f"{old.name}{group.name}"
        if len(name) > LONGEST or name in taken:
            raise Refused(f"小组“{group.name}”在{new}已有同名的，请先改名再办。")
        Group.objects.create(
            village=new, name=name, order=place, households=group.households, adults=group.adults
        )
        taken.add(name)


def _told(village, kind, by, on, reason, document_number, upload, *, name="", other=None):
    # It is approved first, and takes effect that year or the next.
    if faults := year_faults(document_number, on.replace(year=on.year - 1, day=1), on):
        raise Refused(faults)
    file, file_name = upload or (None, "")
    change = VillageChange.objects.create(
        village=village,
        kind=kind,
        on=on,
        name=name,
        other=other,
        reason=reason,
        document_number=document_number,
        file=file,
        file_name=file_name,
        by=by,
    )
    told = f"{change}（{document_number}；原因：{reason}）"
    record("village.change", village, by, told)
    if other is not None:
        record("village.change", other, by, told)
    return change
