"""Records in hand with what they hold: asked for once, added to in memory, written at the end.

Whoever opens a folder has locked its records, or has just made them.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from archives.acts import words as words_acts
from archives.models import DrawnPaper, Part, PartFile, Record
from archives.papers.part import NewPart
from township.files.models import StoredFile
from township.files.names import clean_name
from township.papers.composing import Drawn
from township.users.models import User
from township.workflow import Refused


@dataclass
class _Slot:
    """A part with the newest of its files and of its papers."""

    part: Part
    file: PartFile | None = None
    paper: DrawnPaper | None = None

    @property
    def number(self) -> int:
        return max((one.number for one in (self.file, self.paper) if one), default=0)

    def says(self, words: dict[str, Any]) -> bool:
        """Are these the words of its newest version?"""
        newest = self.paper
        return newest is not None and newest.number == self.number and newest.says(words)

    @property
    def held(self) -> PartFile | None:
        """The newest file, unless a paper that waits is newer."""
        return self.file if self.file and self.file.number == self.number else None


class Folder:
    """`new` are ids of those records that hold nothing yet."""

    def __init__(self, records: Sequence[Record], *, new: Collection[int] = ()) -> None:
        self.records = records
        self._slots: dict[int, list[_Slot]] = defaultdict(list)
        self._unread = {one.pk for one in records} - set(new)
        self._before: dict[int, int] = dict.fromkeys(new, 0)
        self._parts: list[Part] = []
        self._files: list[PartFile] = []
        self._papers: list[DrawnPaper] = []
        self._set: list[tuple[DrawnPaper, PartFile]] = []

    def add(self, record: Record, part: NewPart, *, by: User, reason: str = "") -> PartFile | None:
        """The version that a part has come to; None for the words of a paper. The same content
        again changes nothing."""
        if record.status == Record.Status.WITHDRAWN:
            raise Refused("这件档案已经撤回，不能再加材料。")
        if record.is_sealed and not reason:
            raise Refused("档案已经归档，补充材料要写明理由。")
        self._read(record)
        slot = next((one for one in self._slots[record.pk] if part.key == one.part.key != ""), None)
        given: dict[str, Any] = {"file_name": clean_name(part.file_name), "reason": reason}
        if isinstance(part.content, Drawn):
            words = DrawnPaper.words_of(part.content)
            if slot is None or not slot.says(words):
                slot = slot or self._new_slot(record, part)
                given |= {"number": slot.number + 1, "drawn_by": by} | words
                slot.paper = DrawnPaper(part=slot.part, **given)
                self._papers.append(slot.paper)
            return None
        file = part.content
        if slot and slot.held and slot.held.file_id == file.pk:
            return slot.held
        slot = slot or self._new_slot(record, part)
        given |= {"number": slot.number + 1, "file_name": file.name_for(given["file_name"])}
        slot.file = PartFile(part=slot.part, file=file, added_by=by, **given)
        self._files.append(slot.file)
        return slot.file

    def set_file(self, paper: DrawnPaper, file: StoredFile) -> None:
        """The file of a paper that waited; where the version before is the very same, that one."""
        self._read(paper.part.record)
        slots = self._slots[paper.part.record_id]
        slot = next(one for one in slots if one.part.pk == paper.part_id)
        version = slot.file
        if version is None or version.file_id != file.pk:
            version = PartFile(
                part=slot.part,
                number=paper.number,
                file=file,
                file_name=paper.file_name,
                reason=paper.reason,
                added_by=paper.drawn_by,
            )
            self._files.append(version)
            if slot.file is None or slot.file.number < version.number:
                slot.file = version
        self._set.append((paper, version))

    def close(self) -> list[int]:
        """Write what was added and index the records; returns the ids of those with papers whose
        files are still to be set."""
        for rows in (self._parts, self._files, self._papers):
            if rows:
                type(rows[0])._default_manager.bulk_create(rows)
        for paper, version in self._set:
            paper.version = version
            paper.save(update_fields=["version"])
        for record in self.records:
            self._count(record)
        words_acts.index_held(self.records)
        return sorted({one.part.record_id for one in self._papers})

    def _read(self, record):
        """What is held by the records that were there before, before the first is added to."""
        if record.pk not in self._unread:
            return
        known, slots, self._unread = self._unread, {}, set()
        for part in Part.objects.filter(record__in=known).order_by("order", "pk"):
            slots[part.pk] = _Slot(part)
            self._slots[part.record_id].append(slots[part.pk])
        files = PartFile.objects.filter(part__record__in=known).select_related("file")
        for version in files.order_by("number"):
            slots[version.part_id].file = version
        for paper in DrawnPaper.objects.filter(part__record__in=known).order_by("number"):
            slots[paper.part_id].paper = paper
        self._before |= {pk: self._pages(pk) for pk in known}

    def _new_slot(self, record, part):
        slots = self._slots[record.pk]
        order = max((one.part.order for one in slots), default=0) + 1
        row = Part(record=record, order=order, kind=part.kind, name=part.name, key=part.key)
        slots.append(_Slot(row))
        self._parts.append(row)
        return slots[-1]

    def _pages(self, pk):
        """Pages of the newest files; 0 while one of them was not counted."""
        return total(one.file.file.pages for one in self._slots[pk] if one.file)

    def _count(self, record):
        """A number that somebody has entered stays."""
        pages = self._pages(record.pk)
        if record.is_open and pages != record.pages == self._before.get(record.pk):
            record.pages = pages
            Record.objects.filter(pk=record.pk).update(pages=pages)


def total(counts: Iterable[int | None]) -> int:
    """All of the counts; 0 where one is not known."""
    known = list(counts)
    return 0 if None in known else sum(one for one in known if one)
