"""The files of papers that acts have filed by their words: set after the act, by the worker.

Setting a page takes longer than all else in an act, and everybody in the township would wait for
it. What the paper says was settled with the act (DrawnPaper); whoever opens it before the worker
has come to it sets it on the spot.
"""

import logging
from collections import defaultdict
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from archives.acts.folder import Folder
from archives.models import DrawnPaper, Record
from township.enumeration import first_of
from township.files.errors import StorageUnavailable
from township.files.storing import keep_composed
from township.history.chain import record_all as tell_history
from township.papers.composing import Paper
from township.papers.errors import PaperTooLong
from township.tasks import PERSON_WAITS, Concern, work

log = logging.getLogger(__name__)
OVERDUE = timedelta(days=1)
MOST_TOLD = 3
# Records written in one transaction: few, since all others who write wait for it.
AT_ONCE = 10


def _still_waiting(records):
    first = DrawnPaper.objects.waiting().filter(part__record__in=records).first()
    if first is None:
        return None
    record = first.part.record
    return Concern(str(record), record.get_absolute_url())


@work("生成归档文书的文件", priority=PERSON_WAITS, concern=_still_waiting)
def set_papers(records: list[int]) -> int:
    """Set what waits in these records; returns how many files that were."""
    return set_waiting(records)


def ask(records: list[int]) -> None:
    """Ask the worker for the files of papers in these records (ids), once the act is done."""
    set_papers.enqueue(records)


def set_waiting(records: Any) -> int:
    """Set the papers that wait in these records (ids, or a query of them) now; returns how many
    files that were.

    Nothing is locked while they are set. Raises: PaperTooLong; StorageUnavailable.
    """
    rows = DrawnPaper.objects.waiting().filter(part__record__in=records)
    by_record = defaultdict(list)
    for paper in rows.select_related("part", "drawn_by").order_by("part__record", "part__order"):
        by_record[paper.part.record_id].append(paper)
    known = list(by_record.items())
    return sum(_set(dict(known[at : at + AT_ONCE])) for at in range(0, len(known), AT_ONCE))


def set_on_the_spot(record: Record) -> None:
    """Somebody opens a record: what waits in it is set first. What cannot be set goes on waiting,
    and the page says so."""
    try:
        if set_waiting([record.pk]):
            record.refresh_from_db(fields=["pages"])
    except (PaperTooLong, StorageUnavailable):
        log.exception("the papers of record %s were not set", record.pk)


def _set(by_record):
    """The papers {record id: [paper]} of some records, told of each record."""
    papers = [paper for some in by_record.values() for paper in some]
    files = _files_of(papers)
    with transaction.atomic():
        rows = Record.objects.select_for_update(of=("self",)).order_by("pk")
        rows = rows.select_related("village__township", "category").filter(pk__in=by_record)
        # Others may have been quicker.
        waiting = set(
            DrawnPaper.objects.waiting().filter(pk__in=files).values_list("pk", flat=True)
        )
        told = {
            record: left
            for record in rows
            if (left := [one for one in by_record[record.pk] if one.pk in waiting])
        }
        if not told:
            return 0
        folder = Folder(list(told))
        for record, left in told.items():
            for paper in left:
                paper.part.record = record
                folder.set_file(paper, files[paper.pk])
        folder.close()
        acts = [(record, _told(left), None) for record, left in told.items()]
        tell_history("record.set_papers", acts, None)
    return sum(map(len, told.values()))


def _files_of(papers):
    """{paper's id: its file}. The typesetter lets go of Python while it works: one page is set
    while the file of the one before is kept."""
    composed = [one.paper for one in papers]
    with ThreadPoolExecutor(max_workers=1) as beside:
        made = beside.map(Paper.pdf, composed)
        return {
            one.pk: keep_composed(content, one.file_name)
            for one, content in zip(papers, made, strict=True)
        }


def _told(papers):
    return f"生成文件：{first_of([one.part.name for one in papers], MOST_TOLD)}"


def faults() -> Iterator[tuple]:
    """(township, sentence) for each record with a paper whose file was not set within a day."""
    rows = DrawnPaper.objects.waiting().filter(drawn_at__lt=timezone.now() - OVERDUE)
    for paper in rows.select_related("part__record__township"):
        record = paper.part.record
        yield (
            record.township,
            f"档案“{record}”的{paper.part.name}还没有生成文件，请看后台任务是否在运行",
        )
