"""识读: what stands on scanned pages and photographs is read once per content, behind all else.

A few pages at a time, so that nobody waits long for the worker; what has come is kept after each
step, and a step that is run twice counts once. What was read serves the search and proposals; it is
a machine's reading, and no fact until a person says so.
"""

import time
from collections.abc import Iterable

from django.db import transaction

from archives.models import PartFile, ScanReading
from archives.rules import scan_lines
from township.files import scanning
from township.files.models import StoredFile
from township.personalnumbers import NumberKind
from township.tasks import SCANNING, Concern, work
from township.workflow.announcing import announce, fact

READ = fact("scan.read")
State = ScanReading.State
# So many of those that nobody asked for are asked for a night.
A_NIGHT = 2000


def ask(files: Iterable[int]) -> None:
    """Have kept files (ids) read that may be scans, unless that was asked for before."""
    if not scanning.is_on():
        return
    for file in StoredFile.objects.filter(pk__in=files, scan=None).order_by("pk"):
        if scanning.may_be_scanned(file):
            _, is_new = ScanReading.objects.get_or_create(file=file)
            if is_new:
                read_scan.enqueue(file.pk)


def catch_up() -> None:
    """Each night: what came in while nothing was read, and what was left lying half read."""
    if not scanning.is_on():
        return
    for pk in ScanReading.objects.unfinished().values_list("pk", flat=True)[:A_NIGHT]:
        read_scan.enqueue(pk)
    kept = PartFile.objects.order_by("file").values_list("file", flat=True)
    ask(list(kept.filter(file__scan=None).distinct()[:A_NIGHT]))


def waiting() -> int:
    """How many files wait to be read, or are being read."""
    return ScanReading.objects.unfinished().count()


def standing() -> tuple[str, str]:
    """(what is told, tone): are scans read here, and how many wait?"""
    if not scanning.is_installed():
        return (
            "没有安装识读程序，扫描件和照片里的文字查不到；安装办法见使用手册“系统管理”",
            "neutral",
        )
    if not scanning.is_on():
        return "已停用，扫描件和照片里的文字查不到", "neutral"
    number = waiting()
    return (f"已启用，{number}个文件等待识读" if number else "已启用，没有等待的文件"), "good"


def _unread(pk):
    is_unread = ScanReading.objects.unfinished().filter(pk=pk).exists()
    return Concern() if is_unread and scanning.is_on() else None


def _given_up(pk):
    ScanReading.objects.unfinished().filter(pk=pk).update(state=State.FAILED)


@work("识读扫描件和照片", priority=SCANNING, concern=_unread, given_up=_given_up)
def read_scan(pk: int) -> None:
    """Read the next pages of a file; asks for the rest as another task."""
    reading = ScanReading.objects.unfinished().select_related("file").filter(pk=pk).first()
    if reading is None or not scanning.is_on():
        return
    begun = time.monotonic()
    told = scanning.read(reading.file, reading.pages_read + 1)
    with transaction.atomic():
        if not _kept(pk, reading.pages_read, told, time.monotonic() - begun):
            read_scan.enqueue(pk)


def _kept(pk, pages_before, told, seconds):
    """Keep what was read; True once nothing is left to do, also where another worker was faster."""
    reading = ScanReading.objects.select_for_update().get(pk=pk)
    if reading.is_finished or reading.pages_read != pages_before:
        return True
    for page in told["read"]:
        lines, numbers = scan_lines.with_numbers_hidden(page["lines"])
        reading.words.append(page | {"lines": lines})
        reading.doubtful += sum(map(scan_lines.is_doubtful, lines))
        reading.identities += numbers[NumberKind.IDENTITY] + numbers[NumberKind.CARD]
        reading.telephones += numbers[NumberKind.TELEPHONE]
    reading.pages, reading.pages_read = told["pages"], pages_before + len(told["read"])
    reading.engine = told["engine"] or reading.engine
    reading.seconds += seconds
    is_whole = reading.pages_read >= reading.pages or not told["read"]
    reading.state = State.READ if is_whole else State.READING
    reading.save()
    if is_whole:
        announce(READ, reading, None)
    return is_whole
