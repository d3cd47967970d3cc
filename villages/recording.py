"""Writing down what a village has done: publicity, activities, commendations, forms of autonomy
and the association's five haves, each with its photos, each announced so that it files itself.

Serves the plan's clause 43 (record in time, keep, file).
"""

import re
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from township.history.chain import record
from township.workflow import Refused
from township.workflow.announcing import announce, fact
from villages.models import (
    Attachment,
    Autonomy,
    Commendation,
    Have,
    HaveKey,
    HavesCheck,
    Person,
    Publicity,
    SignedCount,
)
from villages.tables import identity_fault

PUBLICITY = fact("publicity.record")
ACTIVITY = fact("activity.record")
COMMENDATION = fact("commendation.record")
AUTONOMY = fact("autonomy.record")
HAVES = fact("haves.check")
QUERY = fact("query.record")
# A charter may criticise or withdraw honours; money taken is a penalty (行政处罚法 articles 9, 16).
MONEY = re.compile("罚款|罚金|扣款|没收|违约金|押金|保证金|信誉金|社会抚养费|缴纳.{0,6}元")


def attach(instance, files, *, by):
    """Add files [(StoredFile, name)] to a row; the same file twice stays one."""
    for file, name in files:
        Attachment.objects.get_or_create(
            noun=instance._meta.model_name,
            object_id=instance.pk,
            file=file,
            defaults={"village": instance.village, "file_name": name, "added_by": by},
        )


def _refuse(faults):
    faults = list(faults)
    if faults:
        raise Refused(faults)


def _told(row, verb, name, by, is_new, changes=None):
    record(name, row, by, f"{'登记' if is_new else '修改'}{verb}：{row}", changes)
    announce(name, row, by)


def publicity_faults(publicity, groups):
    if publicity.on > timezone.localdate():
        yield "日期不能在今天之后。"
    if not publicity.contents:
        yield "请至少勾选一项宣传内容。"
    if set(publicity.contents) - set(Publicity.Content.values):
        yield "宣传内容里有不认识的项目。"
    if not groups:
        yield "请勾选到达了哪些小组。"
    if any(group.village_id != publicity.village_id for group in groups):
        yield "到达的小组不是本村的。"
    if publicity.channel == Publicity.Channel.SLOGAN and not publicity.slogan.strip():
        yield "标语要写明内容。"
    if publicity.channel != Publicity.Channel.SLOGAN and publicity.slogan:
        yield "只有标语才填标语内容。"


@transaction.atomic
def record_publicity(publicity, groups, *, by, files=(), changes=None):
    """Save a publicity row with the groups it reached and its photos; returns it.

    changes: {label: [old, new]} for the history of a row that is changed.
    """
    groups = list(groups)
    _refuse(publicity_faults(publicity, groups))
    is_new = publicity.pk is None
    publicity.save()
    publicity.groups.set(groups)
    attach(publicity, files, by=by)
    _told(publicity, "宣传", PUBLICITY, by, is_new, changes)
    return publicity


@transaction.atomic
def record_activity(activity, *, by, files=(), changes=None):
    """Save an activity with its photos; returns it."""
    if activity.on > timezone.localdate():
        raise Refused("日期不能在今天之后。")
    is_new = activity.pk is None
    activity.save()
    attach(activity, files, by=by)
    _told(activity, "活动", ACTIVITY, by, is_new, changes)
    return activity


def commendation_faults(row):
    if row.on > timezone.localdate():
        yield "决定日期不能在今天之后。"
    if not row.organisation.strip() and not row.number:
        yield "请写明单位名称，或者涉及的户数。"
    if found := named_person(row):
        yield f"“{found}”是登记在册的个人。这里只写单位或户数，不写个人姓名。"
    if row.kind != Commendation.Kind.SANCTION:
        return
    if not row.noticed_on or not row.notice.strip():
        yield "惩处要先告知本人（单位）并听取申辩，请写明告知日期和情况。"
    elif row.noticed_on > row.on:
        yield "告知日期不能晚于决定日期。"
    if not row.remedy.strip():
        yield "惩处要写明申诉途径。"
    if found := MONEY.search(row.measure):
        yield f"惩处里写了“{found.group()}”。村规民约不能设定罚款或收费，请改用批评教育等方式。"


def named_person(row):
    """The name of a registered person that stands in the row's words, or ""."""
    words = "\n".join((row.organisation, row.measure, row.notice))
    names = Person.objects.filter(village=row.village).values_list("name", flat=True)
    return next((name for name in set(names) if len(name) > 1 and name in words), "")


@transaction.atomic
def record_commendation(row, *, by, files=()):
    """Save a commendation or sanction (written once) with its documents; returns it."""
    _refuse(commendation_faults(row))
    row.save()
    attach(row, files, by=by)
    _told(row, row.get_kind_display(), COMMENDATION, by, True)
    return row


@transaction.atomic
def record_autonomy(row, *, by, files=(), changes=None):
    """Save a form of autonomy; a changed clause on breach asks the reviewer anew. Returns it."""
    is_new = row.pk is None
    if row.until and row.until < row.since:
        raise Refused("停止日期不能早于开始日期。")
    if row.text_version and row.text_version.village != row.village:
        raise Refused("所依据的文本不是本村的。")
    if not is_new:
        before = Autonomy.objects.select_for_update(of=("self",)).get(pk=row.pk)
        if before.breach_clause != row.breach_clause:
            row.breach_opinion, row.breach_is_lawful = "", None
            row.reviewed_on = row.reviewed_by = None
    row.save()
    attach(row, files, by=by)
    _told(row, "自治形式", AUTONOMY, by, is_new, changes)
    return row


@transaction.atomic
def count_signed(autonomy, counts, *, by, on=None):
    """Write how many households signed, {Group: number}; never a name. Returns the sum.

    Raises Refused where more signed than a group has households.
    """
    on = on or timezone.localdate()
    _refuse(
        f"{group}有{group.households}户，已签{number}户，请检查。"
        for group, number in counts.items()
        if group.households and number > group.households
    )
    for group, number in counts.items():
        SignedCount.objects.update_or_create(
            autonomy=autonomy, group=group, defaults={"signed": number, "counted_on": on}
        )
    total = sum(counts.values())
    record("autonomy.edit", autonomy, by, f"登记签订户数：{autonomy}，共{total}户")
    announce(AUTONOMY, autonomy, by)
    return total


@transaction.atomic
def answer_breach(autonomy, *, opinion, is_lawful, by):
    """The township's answer on a clause on breach; returns the row."""
    row = Autonomy.objects.select_for_update(of=("self",)).get(pk=autonomy.pk)
    if not row.breach_clause:
        raise Refused("没有违约责任条款需要审查。")
    row.breach_opinion, row.breach_is_lawful = opinion, is_lawful
    row.reviewed_on, row.reviewed_by = timezone.localdate(), by
    row.version += 1
    row.save()
    shown = "可以使用" if is_lawful else "应当删去或修改"
    record("autonomy.review", row, by, f"审查违约责任条款：{row}，{shown}（理由：{opinion}）")
    return row


@transaction.atomic
def check_haves(village, year, items, *, by, on=None):
    """Write down the year's five haves; returns the HavesCheck.

    items: {HaveKey: (is_met, evidence, (StoredFile, name) or None)}. A have that is claimed needs
    a note or a photo. A missing photo leaves the one that is there.
    """
    check, is_new = HavesCheck.objects.select_for_update().get_or_create(
        village=village, year=year, defaults={"checked_on": on or timezone.localdate()}
    )
    present = {item.key: item for item in check.items.all()}
    for key in HaveKey.values:
        is_met, evidence, photo = items.get(key, (False, "", None))
        item = present.get(key) or Have(check_of=check, key=key)
        item.is_met, item.evidence = is_met, evidence
        if photo:
            item.photo, item.photo_name = photo
        if is_met and not evidence.strip() and not item.photo:
            raise Refused(f"“{HaveKey(key).label}”勾选了具备，请写佐证说明或上传照片。")
        item.save()
    check.checked_on = on or timezone.localdate()
    check.version += 1
    check.save()
    met = sum(items.get(key, (False,))[0] for key in HaveKey.values)
    verb = "登记" if is_new else "修改"
    record("haves.check", check, by, f"{verb}协会五有：{year}年具备{met}项")
    announce(HAVES, check, by)
    return check


def query_faults(query):
    if query.asked_on > timezone.localdate():
        yield "询问日期不能在今天之后。"
    if query.posting and query.posting.village_id != query.village_id:
        yield "所问的公示不是本村的。"
    if identity_fault([query.content]):
        yield "内容里有像身份证号的数字，请删去。本系统不登记证件号码。"


@transaction.atomic
def record_query(query, *, by, changes=None):
    """Save a villager's question with the day its answer is due; returns it.

    Raises Refused for a day to come, a posting of another village or an identity number.
    """
    _refuse(query_faults(query))
    is_new = query.pk is None
    days = query.village.township.setting("query_days")
    query.due_on = query.asked_on + timedelta(days=days)
    query.save()
    _told(query, "询问", QUERY, by, is_new, changes)
    return query
