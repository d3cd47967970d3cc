"""Receiving a file in pieces over a connection that may break at any moment.

Every piece is on the disk before its offset is acknowledged, so a client goes on where it
stopped; when all have come the file is inspected like any other. Limits hold per file and village.
"""

import fcntl
import os
import uuid
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db.models import Sum
from django.utils import timezone

from archives.models import PartFile, Upload
from township.files.blobs import storage_errors, write_whole
from township.files.errors import UploadRefused
from township.files.models import StoredFile
from township.files.names import clean_name, display_name
from township.files.storing import adopt
from township.users.models import User
from villages.models import Village

PIECE = 1024 * 1024
SYNCED_BESIDE = 16 * PIECE
GB = 1024**3
KEPT = timedelta(hours=24)


class OffsetConflict(Exception):
    """The client's offset is not where the file stands."""


class Busy(Exception):
    """Another request is still writing this file."""


def space_used(village: Village) -> int:
    """Bytes of all files in a village's records; the same content counts once."""
    files = PartFile.objects.filter(part__record__village=village).values("file")
    return StoredFile.objects.filter(pk__in=files).aggregate(sum=Sum("size"))["sum"] or 0


def refuse_over_quota(village: Village, size: int) -> None:
    """Raises UploadRefused when `size` more bytes would pass the village's limit."""
    quota = village.township.setting("village_quota_gb") * GB
    if space_used(village) + size > quota:
        raise UploadRefused(f"{village}的档案空间已满（上限{quota // GB}GB），请联系镇创建办公室。")


def begin(village: Village, name: str, length: int, *, by: User) -> Upload:
    """A new Upload of `length` bytes. Raises UploadRefused before a byte is sent."""
    name = clean_name(name)
    if length <= 0:
        raise UploadRefused(f"“{display_name(name)}”是空文件，没有收下。")
    if length > settings.UPLOAD_LIMIT:
        most = settings.UPLOAD_LIMIT // PIECE
        raise UploadRefused(f"“{display_name(name)}”超过{most}MB，太大了，没有收下。")
    refuse_over_quota(village, length)
    upload = Upload(key=uuid.uuid4().hex, village=village, by=by, name=name, length=length)
    with storage_errors():
        upload.path.touch()
    upload.save()
    return upload


def append(upload: Upload, offset: int, stream: Any) -> int:
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


def settle(upload: Upload) -> None:
    """Take the file in when all bytes are there; also after a stop between the two steps."""
    if upload.offset == upload.length and not upload.file_id and upload.path.exists():
        _finish(upload)


def abandon(upload: Upload) -> None:
    """The client gave up: bytes and row go."""
    upload.path.unlink(missing_ok=True)
    upload.delete()


def duplicate_of(file: StoredFile, village: Village, *, beside: Any = None) -> str:
    """A sentence that names the record holding the same content already, or "".

    `beside`: the record that the file has just been put to, which does not count.
    """
    rows = PartFile.objects.filter(file=file, part__record__village=village)
    if beside is not None:
        rows = rows.exclude(part__record=beside)
    row = rows.select_related("part__record").first()
    return f"和档案“{row.part.record}”里的“{row.file_name}”内容相同。" if row else ""


def sweep_uploads(older_than: timedelta = KEPT) -> int:
    """Forget uploads that were left for a day; returns their number."""
    left = Upload.objects.filter(created_at__lt=timezone.now() - older_than)
    for upload in left:
        abandon(upload)
    return len(left)


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
