"""What the index holds of a record: its catalogue fields, file names, and the text of its files.

The plan's task four asks that what is kept can be found. Text is taken from documents by a child
process with limits, in a background task; fields and names are there with the act that files them.
What was read off scans and photographs (`scan_reading.py`) is added when it has come.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import transaction

from archives.acts import scan_reading
from archives.models import FileWords, Part, PartFile, Record, ScanReading, search_index
from archives.models.search_index import mark
from archives.rules import bigrams, scan_lines
from township.files.derive import READABLE, extract_text
from township.files.models import StoredFile
from township.tasks import READING, Concern, work
from township.workflow.announcing import on

AT_ONCE = 500
FIELDS = ("title", "document_number", "responsible", "reference_code", "former_code", "note")


def refresh(record: Record) -> None:
    """Index a record anew in the caller's transaction; unread files are left to a task."""
    index([record.pk])


def index(ids: Sequence[int]) -> None:
    """Index these records; enqueues the reading of their files that nobody has read yet."""
    with transaction.atomic(savepoint=False):
        # Who indexes the same record at this moment waits, and then sees the words of both.
        held = Record.objects.filter(pk__in=ids).order_by("pk")
        list(held.select_for_update(no_key=True).values_list("pk"))
        index_held(Record.objects.filter(pk__in=ids).select_related("village", "category"))


def index_held(records: Iterable[Record]) -> None:
    """The same for records that are locked, with their villages and categories."""
    records = list(records)
    names, files = defaultdict(list), defaultdict(set)
    parts = Part.objects.filter(record__in=[row.pk for row in records])
    columns = ("record", "name", "files__file_name", "files__file")
    rows = parts.order_by("order", "pk", "-files__number").values_list(*columns)
    for record, name, file_name, file in rows:
        names[record] += [name, file_name or ""]
        if file:
            files[record].add(file)
    wanted = {file for found in files.values() for file in found}
    texts = {}
    if wanted:
        texts = dict(FileWords.objects.filter(pk__in=wanted).values_list("pk", "text"))
    search_index.put([(row.pk, _tokens(row, names, files, texts)) for row in records])
    if unread := wanted - texts.keys():
        for file in StoredFile.objects.filter(pk__in=unread).order_by("pk"):
            if file.kind.family in READABLE:
                read_file.enqueue(file.pk)
    scan_reading.ask(wanted)


def _unread_file(pk):
    if not FileWords.objects.filter(pk=pk).exists() and StoredFile.objects.filter(pk=pk).exists():
        return Concern()
    return None


@work("读取档案文件里的文字", priority=READING, concern=_unread_file)
def read_file(pk: Any) -> None:
    """Read the words of a file once and index the records that hold it."""
    read(StoredFile.objects.get(pk=pk))


def read(file: StoredFile) -> None:
    """Keep the words of `file`, unless they are kept already, and index its records."""
    if FileWords.objects.filter(pk=file.pk).exists():
        return
    own = extract_text(file)
    with transaction.atomic():
        # Whichever comes later, these words or those of the scan, sees the other.
        scan = ScanReading.objects.select_for_update().filter(pk=file.pk).first()
        text = bigrams.normalise(f"{own}\n{_scanned(scan)}")
        FileWords.objects.get_or_create(file=file, defaults={"text": text})
        _index_holders(file)


@on(scan_reading.READ)
def take_scan(reading: ScanReading, by: Any, given: Any) -> None:
    """Add what was read off the pictures of a file to its words, in the transaction that ended the
    reading; a document whose own words are still unread gets both with them."""
    file = reading.file
    kept = FileWords.objects.filter(pk=file.pk).first()
    if kept is None and file.kind.family in READABLE:
        return
    own = kept.text if kept else ""
    text = bigrams.normalise(f"{own}\n{_scanned(reading)}")
    FileWords.objects.update_or_create(file=file, defaults={"text": text})
    _index_holders(file)


def _scanned(reading):
    if reading is None or not reading.is_read:
        return ""
    return "\n".join(scan_lines.text_of(page["lines"]) for page in reading.words)


def _index_holders(file):
    holders = PartFile.objects.filter(file=file).values_list("part__record", flat=True)
    index(list(set(holders)))


def everything() -> int:
    """Index all records anew; returns their number."""
    search_index.empty()
    ids = list(Record.objects.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(ids), AT_ONCE):
        with transaction.atomic():
            index(ids[start : start + AT_ONCE])
    search_index.optimise()
    return len(ids)


def unread() -> list[StoredFile]:
    """Kept documents whose words nobody has read."""
    files = PartFile.objects.values("file")
    rows = StoredFile.objects.filter(pk__in=files, words=None).order_by("pk")
    return [file for file in rows if file.kind.family in READABLE]


def _tokens(row, names, files, texts):
    yield mark("t", row.village.township_id)
    yield mark("v", row.village_id)
    yield mark("c", row.category_id)
    yield mark("y", row.year)
    yield mark("d", row.on.year)
    yield mark("m", f"{row.on:%Y%m}")
    if row.status == Record.Status.WITHDRAWN:
        yield mark("w", 1)
    told = [str(getattr(row, name)) for name in FIELDS]
    told += [row.category.name, row.village.name, *map(str, row.metadata.values())]
    # A full stop keeps the end of one field and the beginning of the next apart.
    yield from bigrams.tokens("。".join(map(bigrams.normalise, told + names[row.pk])))
    for file in sorted(files[row.pk]):
        yield from bigrams.tokens(texts.get(file, ""))
