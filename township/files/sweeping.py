"""Do the bytes still agree with the rows? Checking, putting back from a copy, sweeping.

Serves the integrity check of 四性检测 (DA/T 70-2018): what changed, went missing or lies there
without belonging to anything is found and named. Sweeping never deletes a kept file: what no row
speaks of is set aside, and only what was sent and belongs to nothing after a day goes.
"""

import hashlib
import logging
import os
import shutil
import time
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from township.files import blobs, objects
from township.files.models import StoredFile

log = logging.getLogger(__name__)
DAY = timedelta(hours=24)
ROWS_AT_ONCE = 500


@dataclass(frozen=True)
class SweepFinding:
    kind: str  # "changed", "missing", "orphan"
    sha256: str
    sentence: str
    actual: str = ""  # the sum found instead


@dataclass(frozen=True)
class Swept:
    temporary: int
    quarantined: int
    discarded: int


def verify_files(files=None):
    """Findings for `files` (iterable of StoredFile); without it for all, and what has no row.

    Bytes come before their row: what is younger than a day is no finding yet.
    """
    for file in files if files is not None else StoredFile.objects.order_by("pk").iterator():
        if finding := _verify(file):
            yield finding
    if files is None:
        for sha256 in _left_over(timezone.now() - DAY):
            yield SweepFinding("orphan", sha256, f"文件{sha256[:12]}没有登记在任何档案里。")


def repair(file, stream):
    """Put good bytes back for a damaged or missing StoredFile; the damaged ones are set aside.

    False (and nothing changes) when `stream` is not the same content.
    """
    content = blobs.temporary_folder() / f"repair-{file.sha256}"
    digest = hashlib.sha256()
    with blobs.storage_errors(), open(content, "wb") as target:
        while chunk := stream.read(1024 * 1024):
            digest.update(chunk)
            target.write(chunk)
    if digest.hexdigest() != file.sha256:
        content.unlink()
        return False
    if blobs.exists(file.sha256):
        objects.set_aside(file.sha256) if blobs.is_remote() else _set_aside(file.path)
    blobs.sync_file(content)
    blobs.put(content, file.sha256)
    return True


def sweep(older_than=DAY):
    """Remove forgotten temporary files and folders, and files that belong to nothing; set aside
    blobs that no row speaks of."""
    unclaimed_since = timezone.now() - older_than
    discarded = sum(
        discard(file, before=unclaimed_since)
        for file in StoredFile.objects.unclaimed().filter(taken_at__lt=unclaimed_since)
    )
    before = time.time() - older_than.total_seconds()
    temporary = 0
    for path in _entries(blobs.root() / "tmp"):
        if _is_older(path, before):
            _remove(path)
            temporary += 1
    if blobs.is_remote():
        _give_back()
        quarantined = sum(map(_quarantine_object, _left_over(unclaimed_since)))
    else:
        quarantined = sum(
            _quarantine(blobs.path_of(sha256), before) for sha256 in _left_over(unclaimed_since)
        )
    return Swept(temporary, quarantined, discarded)


def discard(file, *, before):
    """Remove a StoredFile that belongs to nothing and was not sent again after the moment `before`,
    row and bytes; False where it stays. Who sends the content at this very moment is told to send
    it once more (`storing._row`).
    """
    with transaction.atomic():
        row = StoredFile.objects.select_for_update().filter(pk=file.pk, taken_at__lte=before)
        if not row.exists() or not StoredFile.objects.unclaimed().filter(pk=file.pk).exists():
            return False
        row.delete()
    if blobs.is_remote():
        objects.remove(file.sha256)
    else:
        _unlink(blobs.path_of(file.sha256))
    for derived in (blobs.root() / "previews" / file.sha256[:2]).glob(f"{file.sha256}.*"):
        derived.unlink(missing_ok=True)
    return True


def _unlink(path):
    """Remove a blob, unless a row speaks of it again."""
    if not path.is_file():
        return
    aside = _set_aside(path)
    if not _is_put_back(aside, path):
        aside.unlink()


def _remove(path):
    """A folder is what a child that was killed with its parent had to itself."""
    if path.is_dir():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)


def _verify(file):
    try:
        with blobs.open_blob(file.sha256) as stream:
            found = hashlib.file_digest(stream, "sha256").hexdigest()
    except FileNotFoundError:
        return SweepFinding("missing", file.sha256, f"{file}的文件不见了。")
    if found != file.sha256:
        return SweepFinding(
            "changed", file.sha256, f"{file}的内容被改动过，与存入时不一致。", found
        )
    return None


def _quarantine(path, before):
    """Set an unclaimed blob aside; back at once if an upload claimed it in this very moment."""
    aside = _set_aside(path)
    if not _is_older(aside, before):
        os.rename(aside, path)
        return False
    if _is_put_back(aside, path):
        return False
    log.warning("blob without row set aside: %s", path.name)
    return True


def _quarantine_object(sha256):
    """The same in an object store, where nothing is renamed in one step."""
    objects.set_aside(sha256)
    _give_back()
    if objects.exists(sha256):
        return False
    log.warning("object without row set aside: %s", sha256)
    return True


def _give_back():
    """Objects set aside come back where a row speaks of them after all and nothing else is there:
    the row may have been written while they were moved."""
    aside = objects.aside()
    for sha256 in set(aside) - set(_without_row(map(Path, aside))):
        objects.put_back(sha256, aside[sha256])


def _is_put_back(aside, path):
    """Back to its place with what a row speaks of since it was moved."""
    if not StoredFile.objects.filter(sha256=path.name).exists():
        return False
    os.rename(aside, path)
    return True


def _set_aside(path):
    folder = blobs.root() / "quarantine"
    folder.mkdir(parents=True, exist_ok=True)
    aside = folder / f"{path.name}.{time.time_ns()}"
    os.rename(path, aside)
    blobs.sync_folder(folder)
    return aside


def _blobs():
    for folder in sorted(_entries(blobs.root() / "blobs")):
        yield from _files_in(folder)


def _files_in(folder):
    return (path for path in sorted(_entries(folder)) if path.is_file())


def _entries(folder):
    return folder.iterdir() if folder.is_dir() else ()


def _is_older(path, moment):
    try:
        return path.stat().st_mtime < moment
    except FileNotFoundError:
        return False


def _left_over(before):
    """The sums of what was written before that moment and no row speaks of."""
    if blobs.is_remote():
        rowless = _without_row(map(Path, objects.sums()))
        return (sha256 for sha256 in rowless if objects.is_older(sha256, before))
    moment = before.timestamp()
    return _without_row(path for path in _blobs() if _is_older(path, moment))


def _without_row(paths):
    return (path.name for path in _paths_without_row(paths))


def _paths_without_row(paths):
    batch: list[Path] = []
    for path in paths:
        batch.append(path)
        if len(batch) == ROWS_AT_ONCE:
            yield from _unknown(batch)
            batch = []
    yield from _unknown(batch)


def _unknown(batch):
    known = set(
        StoredFile.objects.filter(sha256__in=[path.name for path in batch]).values_list(
            "sha256", flat=True
        )
    )
    return [path for path in batch if path.name not in known]
