"""Receiving a file in pieces over a connection that may break at any moment.

Every piece is on the disk before its offset is acknowledged, so a client goes on where it
stopped; when all have come the file is inspected like any other. What was sent waits for its form:
until that is saved, the file belongs to nothing. Limits hold per file and person.
"""

import fcntl
import os
import uuid
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from township.files.blobs import storage_errors, write_whole
from township.files.errors import StorageUnavailable, UploadRefused
from township.files.models import Upload
from township.files.names import clean_name, display_name
from township.files.room import GB, refuse_without_room, waiting
from township.files.storing import adopt, adopt_all, store
from township.files.sweeping import discard
from township.sensitivewords import told_of_name

PIECE = 1024 * 1024
SYNCED_BESIDE = 16 * PIECE
KEPT = timedelta(hours=24)
MOST_WAITING = 4 * GB


class OffsetConflict(Exception):
    """The client's offset is not where the file stands."""


class Busy(Exception):
    """Another request is still writing this file."""


def refuse_unfit(name, length):
    """Raises UploadRefused for a file that is empty or larger than any may be, and for one that is
    called a list or a paper about somebody's births, health or identity."""
    if length <= 0:
        raise UploadRefused(f"“{display_name(name)}”是空文件，没有收下。")
    if length > settings.UPLOAD_LIMIT:
        most = settings.UPLOAD_LIMIT // PIECE
        raise UploadRefused(f"“{display_name(name)}”超过{most}MB，太大了，没有收下。")
    if told := told_of_name(Path(name).stem):
        raise UploadRefused(f"“{display_name(name)}”没有收下。{told}")


def begin(name, length, *, by, limits=()):
    """A new Upload of `length` bytes. Raises UploadRefused before a byte is sent.

    `limits`: functions of the person that raise UploadRefused, beside those of everybody.
    """
    upload = _announced(name, length, by, limits)
    with storage_errors():
        upload.path.touch()
    return upload


def take(sent, *, by, limits=()):
    """An Upload of a file that came with its form (`sent`), finished. Raises UploadRefused."""
    upload = _announced(sent.name, sent.size, by, limits)
    try:
        upload.file = store(sent, upload.name)
    except (UploadRefused, StorageUnavailable):
        upload.delete()
        raise
    upload.offset = upload.length
    Upload.objects.filter(pk=upload.pk).update(file=upload.file, offset=upload.length)
    return upload


def take_all(files, *, by):
    """The finished Upload or the UploadRefused of each (path, name) below `temporary_folder()`, in
    their order: as `take`, with one look for many files at once."""
    rows = [_announced_or_refused(path, name, by) for path, name in files]
    waiting = {row: path for row, (path, _) in zip(rows, files, strict=True) if _is_waiting(row)}
    found = adopt_all((path, row.name) for row, path in waiting.items())
    kept = dict(zip(waiting, found, strict=True))
    return [_settled_with(row, kept[row]) if _is_waiting(row) else row for row in rows]


def _is_waiting(row):
    return isinstance(row, Upload)


def _announced_or_refused(path, name, by):
    try:
        return _announced(name, os.path.getsize(path), by, ())
    except UploadRefused as refusal:
        return refusal


def _settled_with(upload, file):
    """The upload with its file, or why there is none."""
    if isinstance(file, UploadRefused):
        upload.delete()
        return file
    upload.file, upload.offset = file, upload.length
    upload.save(update_fields=["file", "offset"])
    return upload


def append(upload, offset, stream):
    """Write what `stream` gives from `offset` on; returns the new offset.

    What arrived before a break is kept. Raises OffsetConflict, Busy; UploadRefused when the
    finished file is not acceptable (it is gone then), FileNotFoundError when it was swept.
    """
    with _alone(upload) as target:
        upload.refresh_from_db()
        if offset != upload.offset or upload.file_id:
            raise OffsetConflict
        with storage_errors():
            # Bytes behind the offset came from a request that was never acknowledged.
            target.truncate(offset)
            target.seek(offset)
        received = _copy(stream, target, upload.length - offset)
        Upload.objects.filter(pk=upload.pk, offset=offset).update(offset=offset + received)
        upload.offset = offset + received
    settle(upload)
    return upload.offset


def settle(upload):
    """Take the file in when all bytes are there; also after a stop between the two steps."""
    if upload.offset == upload.length and not upload.file_id and upload.path.exists():
        _finish(upload)


def abandon(upload):
    """The client gave up: row and bytes go, unless something has taken them."""
    upload.path.unlink(missing_ok=True)
    upload.delete()
    if upload.file_id and not upload.is_saved:
        discard(upload.file, before=timezone.now())


def sweep_uploads(older_than=KEPT):
    """Forget uploads that were left for a day; returns their number."""
    old = Upload.objects.filter(created_at__lt=timezone.now() - older_than)
    left = list(old.select_related("file"))
    for upload in left:
        abandon(upload)
    return len(left)


def _announced(name, length, by, limits):
    """The row first, then the question whether it may be: parallel ones count one another."""
    name = clean_name(name)
    refuse_unfit(name, length)
    upload = Upload.objects.create(key=uuid.uuid4().hex, by=by, name=name, length=length)
    try:
        for refuse in (_refuse_over_most, *limits, refuse_without_room):
            refuse(by)
    except UploadRefused:
        upload.delete()
        raise
    return upload


def _refuse_over_most(by):
    """Nobody fills the disk with what is never saved."""
    if waiting([by.pk]) > MOST_WAITING:
        most = MOST_WAITING // GB
        raise UploadRefused(f"您已发送、还没有保存的文件超过{most}GB。请先保存，或移去不要的。")


def _finish(upload):
    try:
        # Not in one transaction: looking at a large file would keep all others from writing.
        upload.file = adopt(upload.path, upload.name)
    except UploadRefused:
        abandon(upload)
        raise
    Upload.objects.filter(pk=upload.pk).update(file=upload.file)


def _copy(stream, target, most):
    """At most `most` bytes from the network to the disk; a break ends it without an error.

    The disk is set to work while the network still gives, so that little is left to wait for.
    """
    received, unsynced, syncing = 0, 0, None
    with ThreadPoolExecutor(max_workers=1) as beside:
        while received < most:
            try:
                piece = stream.read(min(PIECE, most - received))
            except OSError:
                break
            if not piece:
                break
            write_whole(target, piece)
            received += len(piece)
            unsynced += len(piece)
            if unsynced >= SYNCED_BESIDE and (syncing is None or syncing.done()):
                _settled(syncing)
                syncing, unsynced = beside.submit(os.fdatasync, target.fileno()), 0
        _settled(syncing)
    with storage_errors():
        os.fsync(target.fileno())
    return received


def _settled(syncing):
    """A failed write is told once only, to whoever asked first: it must not be missed."""
    with storage_errors():
        if syncing:
            syncing.result()


@contextmanager
def _alone(upload):
    """The growing file, held against a second request that thinks the first one dead."""
    with open(upload.path, "rb+", buffering=0) as target:
        try:
            fcntl.flock(target, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Busy from None
        yield target
