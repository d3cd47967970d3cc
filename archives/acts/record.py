"""A fact becomes a record (plan, task four: every step is recorded and kept).

`file_fact` is called in the transaction of the act it tells of, so an act without its record
cannot happen. Filing the same fact again adds what is new and never doubles a record.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Max

from archives.acts import words as words_acts
from archives.acts.category import category_of
from archives.models import Part, PartFile, Record
from archives.papers.part import NewPart
from township.files.models import StoredFile
from township.files.names import clean_name
from township.files.storing import keep_composed
from township.history.chain import record as write_history
from township.users.models import User
from township.workflow import Refused
from villages.models import Village


def titled(village: Village, words: str) -> str:
    """A record's title: it names the village, once."""
    return words if str(village) in words else f"{village}{words}"


def record_of(noun: str, pk: int) -> Record | None:
    """The record of a fact, or None when it was never filed."""
    return Record.objects.filter(source=f"{noun}:{pk}").first()


@transaction.atomic
def file_fact(
    village: Village,
    code: str,
    *,
    source: str,
    title: str,
    on: date,
    by: User,
    parts: Any = (),
    metadata: Any = None,
    responsible: str = "",
    requirement: str = "",
    document_number: str = "",
    later: str = "",
) -> Record:
    """File the fact `source` ("meeting:12") under category `code`; returns its record.

    `on` is the date of the fact and decides the year; `requirement` is the key of the one it
    serves where its category asks several things. `parts` are NewPart. `later` says who entered
    a fact of long ago, and when.
    """
    known = Record.objects.select_for_update(of=("self",))
    record: Any = known.filter(village=village, source=source).first()
    is_new = record is None
    if is_new:
        record = Record.objects.create(
            village=village,
            category=category_of(village, code),
            source=source,
            year=on.year,
            title=title,
            on=on,
            responsible=responsible or f"{village}{village.committee}",
            metadata=metadata or {},
            requirement=requirement,
            document_number=document_number,
            filed_by=by,
            note=later,
            is_entered_later=bool(later),
        )
    elif record.is_open:
        _tell_anew(record, title, on, metadata or {}, document_number)
    for part in parts:
        _add(record, part, by, "办理中产生的新材料" if record.is_sealed else "")
    words_acts.refresh(record)
    if is_new:
        write_history("record.file", record, by, f"自动归集{'（补录）' if later else ''}：{title}")
    return record


def _tell_anew(record, title, on, metadata, document_number):
    """An open record follows its fact where the fact was changed."""
    record.title, record.metadata = title, record.metadata | metadata
    record.on, record.year = on, on.year
    record.document_number = document_number or record.document_number
    record.save(update_fields=["title", "metadata", "on", "year", "document_number"])


@transaction.atomic
def add_part(record: Record, part: NewPart, *, by: User, reason: str = "") -> PartFile:
    """Add a part, or a version of the part with the same key; returns its PartFile.

    The same bytes again change nothing. A sealed record takes additions only with a reason.
    """
    record = Record.objects.select_for_update(of=("self",)).get(pk=record.pk)
    version = _add(record, part, by, reason)
    words_acts.refresh(record)
    return version


def _add(record, part, by, reason=""):
    """Add to a record that is locked, or that nobody else can know yet."""
    if record.status == Record.Status.WITHDRAWN:
        raise Refused("这件档案已经撤回，不能再加材料。")
    if record.is_sealed and not reason:
        raise Refused("档案已经归档，补充材料要写明理由。")
    file, file_name = part.content, clean_name(part.file_name)
    if isinstance(file, bytes):
        file = keep_composed(file, file_name)
    file_name = file.name_for(file_name)
    row = record.parts.filter(key=part.key).first() if part.key else None
    newest = row and row.files.order_by("-number").first()
    if newest and newest.file_id == file.pk:
        return newest
    if row is None:
        last = record.parts.aggregate(last=Max("order"))["last"] or 0
        row = Part.objects.create(
            record=record, order=last + 1, kind=part.kind, name=part.name, key=part.key
        )
    counts = _page_counts(record) if record.is_open else {}
    version = PartFile.objects.create(
        part=row,
        number=(newest.number if newest else 0) + 1,
        file=file,
        file_name=file_name,
        reason=reason,
        added_by=by,
    )
    # A number that somebody has entered stays.
    if record.is_open and record.pages == _total(counts):
        record.pages = _total(counts | {row.pk: file.pages})
        Record.objects.filter(pk=record.pk).update(pages=record.pages)
    return version


def _page_counts(record):
    """{part id: pages of its newest version}"""
    rows = PartFile.objects.filter(part__record=record).order_by("number")
    return dict(rows.values_list("part", "file__pages"))


def _total(counts):
    """Pages of the newest versions; 0 while one of them was not counted."""
    return 0 if None in counts.values() else sum(counts.values())


@transaction.atomic
def enter_record(record: Record, files: Sequence[tuple[StoredFile, str]], *, by: User) -> Record:
    """Save a record filled in by hand with its files [(StoredFile, name)]; returns it."""
    record.year, record.filed_by = record.on.year, by
    record.responsible = record.responsible or f"{record.village}{record.village.committee}"
    record.save()
    stage = record.category.requirements.filter(key=record.requirement).exclude(stage="").first()
    for file, name in files:
        kind = Part.Kind.PHOTO if file.is_image else Part.Kind.BODY
        _add(record, NewPart(name, file, name, kind=stage.stage if stage else kind), by)
    words_acts.refresh(record)
    write_history("record.enter", record, by, f"上传材料：{record.title}")
    return record
