"""Taking a file in: temporary file and hash → check → fsync → rename → fsync → row.

The bytes are safe on disk before the row that speaks of them is written, so a power cut can leave
a file without a row (swept after a day) but never a row without its file.
"""

import hashlib
import io
import os
import tempfile
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from township.files import blobs
from township.files.errors import StorageUnavailable, UploadRefused
from township.files.inspection import inspect, inspect_all
from township.files.kinds import KINDS_BY_EXTENSION
from township.files.models import StoredFile
from township.files.names import clean_name, display_name

CHUNK = 1024 * 1024
MB = 1024 * 1024
RENEWED_AFTER = timedelta(hours=1)


def store(stream, name, *, limit=None):
    """StoredFile of what `stream.read(n)` gives. Same content, same row.

    Call it before or inside the caller's transaction. `limit`: bytes, settings.UPLOAD_LIMIT unless
    told. Raises UploadRefused or StorageUnavailable; nothing is kept then.
    """
    name = clean_name(name)
    limit = limit or settings.UPLOAD_LIMIT
    with blobs.storage_errors():
        handle, temporary = tempfile.mkstemp(dir=blobs.temporary_folder())
    try:
        # Unbuffered: a buffer would try a full disk once more on closing.
        with os.fdopen(handle, "wb", buffering=0) as target:
            sha256 = _copy(stream, target, name, limit)
        return _keep(temporary, name, lambda path: sha256)
    finally:
        Path(temporary).unlink(missing_ok=True)


def keep_composed(content, name):
    """StoredFile of bytes that the system composed itself: kept as safely, not inspected.

    The type follows from the ending of `name`. Never for anything that came from outside.
    """
    handle, temporary = tempfile.mkstemp(dir=blobs.temporary_folder())
    try:
        with os.fdopen(handle, "wb", buffering=0) as target:
            blobs.write_whole(target, content)
        blobs.sync_file(temporary)
        sha256 = hashlib.sha256(content).hexdigest()
        blobs.put(temporary, sha256)
    finally:
        Path(temporary).unlink(missing_ok=True)
    media_type = KINDS_BY_EXTENSION[Path(name).suffix.lower()].media_type
    pages = pages_of(content) if content[:5] == b"%PDF-" else None
    return _row(sha256, size=len(content), media_type=media_type, pages=pages)


def pages_of(content):
    """How many pages a PDF has that the system composed itself."""
    # Not above: few processes count pages (tests/test_start.py).
    from pypdf import PdfReader

    return len(PdfReader(io.BytesIO(content)).pages)


def adopt(path, name, *, limit=None):
    """As `store`, for a finished file below `temporary_folder()`: it is moved, not copied."""
    name = clean_name(name)
    with blobs.storage_errors():
        _refuse_size(os.path.getsize(path), name, limit or settings.UPLOAD_LIMIT)
    return _keep(path, name, _sum_of)


def adopt_all(files):
    """The StoredFile or the UploadRefused of each (path, name), in their order: as `adopt`, with
    one look for many files at once."""
    files = [(path, clean_name(name)) for path, name in files]
    for (path, name), seen in zip(files, inspect_all(files), strict=True):
        try:
            _refuse_size(os.path.getsize(path), name, settings.UPLOAD_LIMIT)
        except UploadRefused as refusal:
            seen = refusal
        yield seen if isinstance(seen, UploadRefused) else _kept(path, _sum_of(path), seen)


def open_stored(file):
    """Seekable bytes of a StoredFile, for an answer. FileGone when they are gone."""
    return blobs.open_blob(file.sha256)


def _keep(temporary, name, sum_of):
    """The row of a complete temporary file. Disk, sum and check take their time side by side."""
    with ThreadPoolExecutor(max_workers=2) as beside:
        synced = beside.submit(blobs.sync_file, temporary)
        summed = beside.submit(sum_of, temporary)
        seen = inspect(temporary, name)
        synced.result()
        sha256 = summed.result()
    return _placed(temporary, sha256, seen)


def _kept(path, sha256, seen):
    blobs.sync_file(path)
    return _placed(path, sha256, seen)


def _placed(path, sha256, seen):
    size = os.path.getsize(path)
    blobs.put(path, sha256)
    file = _row(sha256, size=size, media_type=seen.media_type, pages=seen.pages)
    file.warnings = seen.warnings
    return file


def _row(sha256, **known):
    """The row of a content. Its time is renewed, which keeps the sweeper away; once an hour is
    enough for that, and holds no row that many send."""
    now = timezone.now()
    rows = StoredFile.objects.filter(sha256=sha256)
    rows.filter(taken_at__lt=now - RENEWED_AFTER).update(taken_at=now)
    file, is_new = rows.get_or_create(sha256=sha256, defaults=known)
    if is_new and not blobs.exists(sha256):
        file.delete()
        raise StorageUnavailable(f"{sha256} was discarded at the moment it was sent again")
    return file


def _copy(stream, target, name, limit):
    """SHA-256 of what was copied. A chunk is summed while it is written."""
    digest, size = hashlib.sha256(), 0
    with ThreadPoolExecutor(max_workers=1) as beside:
        while chunk := stream.read(CHUNK):
            size += len(chunk)
            _refuse_size(size, name, limit)
            summed = beside.submit(digest.update, chunk)
            blobs.write_whole(target, chunk)
            summed.result()
    return digest.hexdigest()


def _sum_of(path):
    with blobs.storage_errors(), open(path, "rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _refuse_size(size, name, limit):
    if size > limit:
        raise UploadRefused(f"“{display_name(name)}”超过{limit // MB}MB，太大了，没有收下。")
