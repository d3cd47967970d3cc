"""A fact becomes a record (plan, task four: every step is recorded and kept).

`file_fact` is called in the transaction of the act it tells of, so an act without its record
cannot happen. Filing the same fact again adds what is new and never doubles a record. A paper is
filed by its words; its file is set after the act (`archives.acts.paper`).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from archives.acts import paper as paper_acts
from archives.acts.category import categories_of
from archives.acts.folder import Folder
from archives.models import Part, PartFile, Record
from archives.papers.part import NewPart
from township.files.models import StoredFile
from township.history.chain import record as write_history
from township.history.chain import record_all
from township.users.models import User
from township.workflow.announcing import put_off
from villages.models import Village

ADDED_LATER = "办理中产生的新材料"


def titled(village: Village, words: str) -> str:
    """A record's title: it names the village, once."""
    return words if str(village) in words else f"{village}{words}"


def record_of(noun: str, pk: int) -> Record | None:
    """The record of a fact, or None when it was never filed."""
    return Record.objects.filter(source=f"{noun}:{pk}").first()


@dataclass(frozen=True)
class FiledFact:
    """What is filed under category `code`; `source` ("meeting:12") names it once for all.

    `on` is the date of the fact and decides the year; `requirement` is the key of the one it
    serves where its category asks several things. `later` says who entered a fact of long ago,
    and when.
    """

    village: Village
    code: str
    source: str
    title: str
    on: date
    parts: Iterable[NewPart] = ()
    metadata: dict[str, str] | None = None
    responsible: str = ""
    requirement: str = ""
    document_number: str = ""
    later: str = ""

    @property
    def key(self) -> tuple[int, str]:
        return self.village.pk, self.source


def file_fact(village: Village, code: str, *, by: User, **told: Any) -> Any:
    """File one fact, told as `FiledFact`, and return its record; within an act under way it is
    filed with all others at the act's end, and there is none to return."""
    fact = FiledFact(village, code, **told)
    if put_off(_file_all, (fact, by)):
        return None
    (record,) = file_facts([fact], by=by)
    return record


def _file_all(facts):
    """Those of one person together, but what is said of a fact once more after it."""
    batch: dict[Any, FiledFact] = {}
    whose: Any = None
    for fact, by in facts:
        if batch and (by != whose or fact.key in batch):
            file_facts(list(batch.values()), by=whose)
            batch = {}
        batch[fact.key], whose = fact, by
    file_facts(list(batch.values()), by=whose)


@transaction.atomic
def file_facts(facts: Sequence[FiledFact], *, by: User) -> list[Record]:
    """File facts; returns their records. Many cost as many questions as one."""
    found = _known(facts)
    news = [fact for fact in facts if fact.key not in found]
    categories = categories_of([(fact.village, fact.code) for fact in news])
    for fact in facts:
        if fact.key in found and found[fact.key].is_open:
            _tell_anew(found[fact.key], fact)
    made = [_record(fact, category, by) for fact, category in zip(news, categories, strict=True)]
    if made:
        Record.objects.bulk_create(made)
    found |= {fact.key: record for fact, record in zip(news, made, strict=True)}
    records = [found[fact.key] for fact in facts]
    folder = Folder(records, new={record.pk for record in made})
    for fact, record in zip(facts, records, strict=True):
        for part in fact.parts:
            folder.add(record, part, by=by, reason=ADDED_LATER if record.is_sealed else "")
    _close(folder)
    told = [
        (record, f"自动归集{'（补录）' if fact.later else ''}：{fact.title}", None)
        for fact, record in zip(news, made, strict=True)
    ]
    record_all("record.file", told, by)
    return records


def _known(facts):
    """{(village id, source): record, locked} of what was filed before."""
    villages = {fact.village.pk: fact.village for fact in facts}
    sources = {fact.source for fact in facts}
    rows = Record.objects.select_for_update(of=("self",)).select_related("category")
    known = {}
    for record in rows.filter(village__in=villages, source__in=sources).order_by("pk"):
        record.village = villages[record.village_id]
        known.setdefault((record.village_id, record.source), record)
    return known


def _record(fact, category, by):
    village = fact.village
    return Record(
        village=village,
        township=village.township,
        category=category,
        source=fact.source,
        year=fact.on.year,
        title=fact.title,
        on=fact.on,
        responsible=fact.responsible or f"{village}{village.committee}",
        metadata=fact.metadata or {},
        requirement=fact.requirement,
        document_number=fact.document_number,
        filed_by=by,
        note=fact.later,
        is_entered_later=bool(fact.later),
    )


def _tell_anew(record, fact):
    """An open record follows its fact where the fact was changed."""
    record.title, record.metadata = fact.title, record.metadata | (fact.metadata or {})
    record.on, record.year = fact.on, fact.on.year
    record.document_number = fact.document_number or record.document_number
    record.save(update_fields=["title", "metadata", "on", "year", "document_number"])


def _close(folder):
    if waiting := folder.close():
        paper_acts.ask(waiting)


@transaction.atomic
def add_part(record: Record, part: NewPart, *, by: User, reason: str = "") -> PartFile | None:
    """Add a part, or a version of the part with the same key; returns its PartFile, None for a
    paper, whose file is still to be set.

    The same content again changes nothing. A sealed record takes additions only with a reason.
    """
    rows = Record.objects.select_for_update(of=("self",))
    record = rows.select_related("village", "category").get(pk=record.pk)
    folder = Folder([record])
    version = folder.add(record, part, by=by, reason=reason)
    _close(folder)
    return version


@transaction.atomic
def enter_record(record: Record, files: Sequence[tuple[StoredFile, str]], *, by: User) -> Record:
    """Save a record filled in by hand with its files [(StoredFile, name)]; returns it."""
    record.year, record.filed_by = record.on.year, by
    record.responsible = record.responsible or f"{record.village}{record.village.committee}"
    record.save()
    stage = record.category.requirements.filter(key=record.requirement).exclude(stage="").first()
    folder = Folder([record], new={record.pk})
    for file, name in files:
        kind = Part.Kind.PHOTO if file.is_image else Part.Kind.BODY
        folder.add(record, NewPart(name, file, name, kind=stage.stage if stage else kind), by=by)
    folder.close()
    write_history("record.enter", record, by, f"上传材料：{record.title}")
    return record
