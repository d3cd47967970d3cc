"""Where bytes lie: DATA_DIR/files/blobs/ab/<sha256>. Nothing is ever overwritten or deleted.

Where an object store is configured, objects.py keeps them instead. Temporary files, previews and
uploads on their way lie on the disk in any case.
"""

import os
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

from township.files import objects
from township.files.errors import FileGone, StorageUnavailable

# What the client of an object store raises beside OSError; township/settings.py adds it.
FAILURES = (OSError, *settings.STORAGE_FAILURES)


def root():
    return Path(settings.DATA_DIR) / "files"


def is_remote():
    """Do blobs lie in an object store?"""
    return objects.PLACE in settings.STORAGES


def local(sha256):
    """A path for who needs a file; nothing lies there when the bytes are gone."""
    if not is_remote():
        return path_of(sha256)
    folder = temporary_folder()
    with storage_errors():
        return objects.copy(sha256, folder)


def path_of(sha256):
    return root() / "blobs" / sha256[:2] / sha256


def temporary_folder():
    with storage_errors():
        folder = root() / "tmp"
        folder.mkdir(parents=True, exist_ok=True)
    return folder


@contextmanager
def storage_errors():
    """Every failure of the disk or store becomes one error the site answers with 503."""
    try:
        yield
    except FAILURES as error:
        raise StorageUnavailable(str(error)) from error


def write_whole(target, content):
    """All of `content` to an unbuffered file, which may take less at a time."""
    rest = memoryview(content)
    with storage_errors():
        while rest:
            rest = rest[target.write(rest) :]


def put(temporary, sha256):
    """Move a finished file (same file system, already synced) to its place, safe from a power cut.

    The same content may be there already: then its time is renewed, which keeps the sweeper away
    until the caller's row is committed, and the temporary file goes.
    """
    target = path_of(sha256)
    with storage_errors():
        if is_remote():
            return objects.put(temporary, sha256)
        if _renew(target):
            return os.unlink(temporary)
        target.parent.mkdir(parents=True, exist_ok=True)
        os.chmod(temporary, 0o440)
        os.rename(temporary, target)
        for folder in (target.parent, target.parent.parent, root()):
            sync_folder(folder)


def _renew(target):
    try:
        os.utime(target)
    except FileNotFoundError:
        return False
    return True


def open_blob(sha256):
    """The bytes as a seekable stream; FileGone when they are gone."""
    try:
        return objects.open_blob(sha256) if is_remote() else open(path_of(sha256), "rb")
    except FileNotFoundError as error:
        raise FileGone(sha256) from error
    except FAILURES as error:
        raise StorageUnavailable(str(error)) from error


def exists(sha256):
    with storage_errors():
        return objects.exists(sha256) if is_remote() else path_of(sha256).is_file()


def sync_file(path):
    with storage_errors(), open(path, "rb") as stream:
        os.fsync(stream.fileno())


def sync_folder(folder):
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
