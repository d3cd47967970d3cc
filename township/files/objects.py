"""Blobs in an object store (S3_BUCKET) instead of the disk: the same names, the same promises.

Any Django storage named "blobs" stands behind this. An object is written before the row that speaks
of it, once, under the sum of its content; what belongs to something is deleted by nobody. What has
to lie on a disk to be parsed by a child process is fetched into the temporary folder, held against
its sum, and swept from there after a day.
"""

import hashlib
import os
import tempfile
import time

from django.core.files import File
from django.core.files.storage import storages

from township.files.bulkhead import behind_bulkhead
from township.files.errors import StorageUnavailable

PLACE, ASIDE = "blobs", "quarantine"
CHUNK = 1024 * 1024


def name_of(sha256):
    return f"{PLACE}/{sha256[:2]}/{sha256}"


@behind_bulkhead
def put(temporary, sha256):
    """Send a finished file, unless its content is there already; the temporary file goes then."""
    store, name = storages[PLACE], name_of(sha256)
    if not store.exists(name):
        with open(temporary, "rb") as stream:
            saved = store.save(name, File(stream))
        if saved != name:  # another hand was a moment faster with the same content
            store.delete(saved)
        if store.size(name) != os.path.getsize(temporary):
            raise StorageUnavailable(f"the object store kept only a part of {name}")
    os.unlink(temporary)


@behind_bulkhead
def open_blob(sha256):
    """Seekable bytes, all fetched by now; FileNotFoundError when they are gone."""
    stream = storages[PLACE].open(name_of(sha256), "rb")
    stream.seek(0)  # a client of S3 fetches with the first touch
    return stream


@behind_bulkhead
def exists(sha256):
    return storages[PLACE].exists(name_of(sha256))


def sums():
    """The names of all objects."""
    folders, _ = storages[PLACE].listdir(PLACE)
    for folder in sorted(folders):
        yield from sorted(storages[PLACE].listdir(f"{PLACE}/{folder}")[1])


@behind_bulkhead
def copy(sha256, folder):
    """Path in `folder` where a copy lies, for who needs a file; nothing lies there when the object
    is gone or is not what its name says."""
    target = folder / f"copy-{sha256}"
    if target.exists() or not exists(sha256):
        return target
    digest = hashlib.sha256()
    handle, temporary = tempfile.mkstemp(dir=folder)
    with os.fdopen(handle, "wb") as local, open_blob(sha256) as stream:
        while chunk := stream.read(CHUNK):
            digest.update(chunk)
            local.write(chunk)
    if digest.hexdigest() == sha256:
        os.rename(temporary, target)
    else:
        os.unlink(temporary)
    return target


@behind_bulkhead
def remove(sha256):
    """For content whose row is gone because it belonged to nothing."""
    storages[PLACE].delete(name_of(sha256))


@behind_bulkhead
def is_older(sha256, moment):
    """Was it written before that moment? What has gone meanwhile was not."""
    store, name = storages[PLACE], name_of(sha256)
    return store.exists(name) and store.get_modified_time(name) < moment


@behind_bulkhead
def set_aside(sha256):
    """Keep it under another name: damaged, or spoken of by no row."""
    store = storages[PLACE]
    with open_blob(sha256) as stream:
        store.save(f"{ASIDE}/{sha256}.{time.time_ns()}", stream)
    store.delete(name_of(sha256))


def aside():
    """{sum: name} of the objects set aside, of the newest where there are several."""
    try:
        names = storages[PLACE].listdir(ASIDE)[1]
    except FileNotFoundError:
        return {}
    return {name.partition(".")[0]: f"{ASIDE}/{name}" for name in sorted(names)}


@behind_bulkhead
def put_back(sha256, name):
    """Give an object that was set aside its name again, unless there is another by now."""
    store = storages[PLACE]
    if not store.exists(name_of(sha256)):
        with store.open(name, "rb") as stream:
            stream.seek(0)
            store.save(name_of(sha256), stream)
        store.delete(name)
