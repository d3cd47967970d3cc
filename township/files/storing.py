"""Taking a file in: temporary file and hash → check → fsync → rename → fsync → row.

The bytes are safe on disk before the row that speaks of them is written, so a power cut can leave
a file without a row (swept after a day) but never a row without its file.
"""

import hashlib
import os
import tempfile
from pathlib import Path

from django.conf import settings

from township.files import blobs
from township.files.errors import UploadRefused
from township.files.inspection import inspect
from township.files.models import StoredFile
from township.files.names import clean_name, display_name

CHUNK = 1024 * 1024
MB = 1024 * 1024


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
            sha256, size = _copy(stream, target, name, limit)
        return _keep(temporary, name, sha256, size)
    finally:
        Path(temporary).unlink(missing_ok=True)


def adopt(path, name, *, limit=None):
    """As `store`, for a finished file below `temporary_folder()`: it is moved, not copied."""
    name = clean_name(name)
    with blobs.storage_errors():
        _refuse_size(os.path.getsize(path), name, limit or settings.UPLOAD_LIMIT)
        with open(path, "rb") as stream:
            sha256 = hashlib.file_digest(stream, "sha256").hexdigest()
        size = os.path.getsize(path)
    return _keep(path, name, sha256, size)


def open_stored(file):
    """Seekable bytes of a StoredFile, for FileResponse. FileNotFoundError when they are gone."""
    return blobs.open_blob(file.sha256)


def _keep(temporary, name, sha256, size):
    media_type = inspect(temporary, name).media_type
    blobs.put(temporary, sha256)
    file, _ = StoredFile.objects.get_or_create(
        sha256=sha256, defaults={"size": size, "media_type": media_type}
    )
    return file


def _copy(stream, target, name, limit):
    digest, size = hashlib.sha256(), 0
    while chunk := stream.read(CHUNK):
        size += len(chunk)
        _refuse_size(size, name, limit)
        digest.update(chunk)
        rest = memoryview(chunk)
        with blobs.storage_errors():
            while rest:
                rest = rest[target.write(rest) :]
    return digest.hexdigest(), size


def _refuse_size(size, name, limit):
    if size > limit:
        raise UploadRefused(f"“{display_name(name)}”超过{limit // MB}MB，太大了，没有收下。")
