"""Asking for a correction, agreeing to it, and carrying it out."""

from datetime import date, datetime
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone

from township.access.interest import is_of_own_village, of_own_village
from township.corrections.declared import CORRECTABLE, Correctable
from township.corrections.models import Correction, is_of_file
from township.dates import cn_date
from township.files.models import StoredFile
from township.history.chain import place_of, record
from township.users.models import User
from township.workflow import Refused, Transition, Versioned, Workflow
from township.workflow.announcing import announce, fact

CARRIED_OUT = fact("correction.carry_out")
Status = Correction.Status
WHO = ("decided_by", "decided_name", "decided_at")
GONE = "这一项已经不在了，不能更正。"
EMPTY = "（空）"


@transaction.atomic
def ask(
    correctable: Correctable,
    row: models.Model,
    after: dict,
    *,
    by: User,
    reason: str,
    document_number: str = "",
    upload: tuple[StoredFile, str] | None = None,
) -> Correction:
    """Ask that the fields of a final row be as `after` says; without a second person it is so at
    once. Raises Refused when nothing differs, or with every reason against the row as it would be.
    """
    fresh = _locked(correctable, row.pk)
    if not correctable.is_final(fresh):
        raise Refused("这一项还没有定下来，直接修改就可以。")
    changes = list(_changes(correctable, fresh, after))
    if not changes:
        raise Refused("没有改动任何一项。")
    if faults := _faults(correctable, _locked(correctable, row.pk), changes, by):
        raise Refused(faults)
    correction = _asked(correctable, fresh, changes, by)
    correction.reason, correction.document_number = reason, document_number
    correction.file, correction.file_name = upload or (None, "")
    for one in filter(is_of_file, changes):
        correction.old_file_id, correction.new_file_id = one["before"], one["after"]
    try:
        correction.validate_constraints()
    except ValidationError as error:
        raise Refused(error.messages) from error
    correction.save()
    correction.follows = _rehearsed(correction, by)
    correction.save(update_fields=["follows"])
    told = f"提出更正：{fresh}（{_told(changes)}；原因：{reason}）"
    record(correctable.permission, fresh, by, told, _shown(changes))
    return correction if correctable.second else CORRECTION.perform("apply", correction, by=by)


def _asked(correctable, row, changes, by):
    township, village = place_of(row)
    return Correction(
        township=township,
        village_id=village.pk if village else None,
        noun=correctable.noun,
        object_id=row.pk,
        title=str(row),
        url=row.get_absolute_url(),
        changes=changes,
        second=correctable.second or "",
        asked_by=by,
        asked_name=by.acting_name(correctable.permission),
    )


def _locked(correctable, pk):
    rows = correctable.model.objects.select_related(*correctable.select)
    row = rows.select_for_update(of=("self",)).filter(pk=pk).first()
    if row is None:
        raise Refused(GONE)
    return row


def _rows(correctable, row):
    """{key: (row, label)} of the row itself, under "", and of those corrected along with it."""
    beside = {key_of(one): (one, label) for one, label, _ in correctable.beside(row)}
    return {"": (row, "")} | beside


def key_of(row):
    """How a row beside the corrected one is called in a correction and in its form."""
    return f"{row._meta.model_name}{row.pk}"


def _changes(correctable, row, after):
    rows = _rows(correctable, row)
    for told, value in after.items():
        if told in correctable.file:
            yield from _other_file(correctable, row, *value)
            continue
        key, _, name = told.rpartition(".")
        about, label = rows[key]
        field = about._meta.get_field(name)
        before = getattr(about, name)
        if before == value or (before in (None, "") and value in (None, "")):
            continue
        yield {
            "row": key,
            "name": name,
            "label": f"{label}：{field.verbose_name}" if label else str(field.verbose_name),
            "before": _plain(field, about),
            "after": _plain_of(field, value),
            "before_shown": _in_words(field, before),
            "after_shown": _in_words(field, value),
        }


def _other_file(correctable, row, file, file_name):
    name, label = correctable.file
    field = row._meta.get_field(name)
    if getattr(row, field.attname) != file.pk:
        yield {
            "row": "",
            "name": name,
            "label": label,
            "is_file": True,
            "before": _plain(field, row),
            "after": str(file.pk),
            "before_shown": getattr(row, f"{name}_name") or EMPTY,
            "after_shown": file_name,
        }


def _plain(field, row):
    return None if getattr(row, field.name) is None else field.value_to_string(row)


def _plain_of(field, value):
    return _plain(field, field.model(**{field.name: value}))


def _in_words(field, value):
    if value in (None, ""):
        return EMPTY
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, datetime):
        local = timezone.localtime(value)
        return f"{cn_date(local.date())}{local:%H:%M}"
    if isinstance(value, date):
        return cn_date(value)
    if isinstance(value, Decimal):
        return f"{value:f}"
    return str(dict(field.flatchoices).get(value, value))


def _told(changes):
    return "；".join(
        f"{one['label']}由“{one['before_shown']}”改为“{one['after_shown']}”" for one in changes
    )


def _shown(changes):
    return {one["label"]: [one["before_shown"], one["after_shown"]] for one in changes}


def _put(row, changes):
    for one in changes:
        field = row._meta.get_field(one["name"])
        setattr(row, field.attname, field.to_python(one["after"]))
        if is_of_file(one):
            setattr(row, f"{one['name']}_name", one["after_shown"])


def _of(changes, key):
    return [one for one in changes if one["row"] == key]


def _faults(correctable, row, changes, by):
    """What speaks against the rows as they would be; they carry the new values afterwards."""
    faults = []
    for key, (about, _) in _rows(correctable, row).items():
        if own := _of(changes, key):
            faults += _own_faults(about, own)
    _put(row, _of(changes, ""))
    return [*dict.fromkeys(faults), *correctable.against(row, by)]


def _own_faults(row, changes):
    _put(row, changes)
    named = {one["name"] for one in changes}
    others = {field.name for field in row._meta.fields} - named
    for check in (
        lambda: row.clean_fields(exclude=others),
        row.clean,
        row.validate_unique,
        row.validate_constraints,
    ):
        try:
            check()
        except ValidationError as error:
            yield from error.messages


class _Rehearsed(Exception):
    """Carried out, and to be undone."""


def _rehearsed(correction, by):
    """What the correction would touch, as it stands now. Raises Refused where it cannot be."""
    try:
        with transaction.atomic():
            _carry_out(correction, by)
            raise _Rehearsed
    except _Rehearsed:
        return correction.follows


def _apply(correction, by, **given):
    """Carry the correction out, tell of it, and keep who decided."""
    row = _carry_out(correction, by)
    changes, verb = correction.changes, CORRECTABLE[correction.noun].permission
    under = "correction.agree" if correction.second else verb
    _keep_who(correction, by, under)
    correction.title = str(row)
    correction.save(update_fields=["title", "follows", *WHO])
    told = f"更正：{row}（{_told(changes)}）"
    announce(CARRIED_OUT, correction, by, {"row": row})
    record(verb, row, by, told, _shown(changes), permission=under)


def _keep_who(correction, by, permission):
    correction.decided_by, correction.decided_at = by, timezone.now()
    correction.decided_name = by.acting_name(permission)


def _carry_out(correction, by):
    """Put the new values into the row, which the database opens meanwhile; returns the row."""
    correctable = CORRECTABLE[correction.noun]
    row = _locked(correctable, correction.object_id)
    rows = _rows(correctable, row)
    for one in correction.changes:
        about, _ = rows.get(one["row"], (None, ""))
        if about is None or _plain(about._meta.get_field(one["name"]), about) != one["before"]:
            raise Refused(f"“{one['label']}”在提出更正以后已经变了，请撤回这份更正，重新提出。")
    if faults := _faults(correctable, row, correction.changes, by):
        raise Refused(faults)
    _open(correction, True)
    for key, (about, _) in rows.items():
        _save(about, _of(correction.changes, key))
    row = _locked(correctable, row.pk)
    correction.follows = [list(one) for one in correctable.follow(row, by)]
    _open(correction, False)
    return row


def _save(row, changes):
    if not changes:
        return
    _put(row, changes)
    names = [one["name"] for one in changes]
    names += [f"{one['name']}_name" for one in filter(is_of_file, changes)]
    if isinstance(row, Versioned):
        row.version, names = F("version") + 1, [*names, "version"]
    row.save(update_fields=names)


def _open(correction, is_open):
    """Whether the database lets the final row be changed."""
    Correction.objects.filter(pk=correction.pk).update(is_applying=is_open)


def _may_agree(correction, by, **given):
    if correction.second not in by.roles_in(correction.township_id):
        yield f"这份更正由{correction.get_second_display()}核准。"
    if correction.asked_by_id == by.pk:
        yield "提出更正的人不能自己核准，请由另一个人核准。"
    if is_of_own_village(correction.village_id, by):
        yield "自己村（居）的更正不能自己核准，请由另一个人核准。"


def _may_apply(correction, by, **given):
    if correction.second:
        yield f"这份更正由{correction.get_second_display()}核准。"


def _not_theirs(user):
    seconds = Q(pk__in=[])
    for one in user.current_memberships:
        seconds |= Q(township=one.township_id, second=one.role)
    return Q(asked_by=user) | ~seconds | of_own_village("village_id")(user)


def _refuse(correction, by, *, reason, **given):
    correction.answer = reason
    _keep_who(correction, by, "correction.agree")
    correction.save(update_fields=["answer", *WHO])


def _may_withdraw(correction, by, **given):
    if correction.asked_by_id != by.pk:
        yield "只有提出更正的人可以撤回。"


CORRECTION = Workflow(
    Correction,
    "correction",
    [
        Transition(
            "agree",
            "同意更正",
            (Status.ASKED,),
            Status.APPLIED,
            "correction.agree",
            guard=_may_agree,
            effect=_apply,
            not_by=_not_theirs,
            confirm="同意后按更正后的内容登记，原来的内容仍然看得到。",
        ),
        Transition(
            "apply",
            "立即生效",
            (Status.ASKED,),
            Status.APPLIED,
            "correction.ask",
            guard=_may_apply,
            effect=_apply,
            is_inner=True,
        ),
        Transition(
            "refuse",
            "驳回更正",
            (Status.ASKED,),
            Status.REFUSED,
            "correction.agree",
            guard=_may_agree,
            effect=_refuse,
            not_by=_not_theirs,
            style="outline-danger",
        ),
        Transition(
            "withdraw",
            "撤回更正",
            (Status.ASKED,),
            Status.WITHDRAWN,
            "correction.ask",
            guard=_may_withdraw,
            not_by=lambda user: ~Q(asked_by=user),
            style="outline-danger",
        ),
    ],
)
