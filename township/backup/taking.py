"""Making a backup: the database first, then the files that it speaks of.

In this order a file that comes in meanwhile is too much at the worst, never missing: files come
before their rows. What lies in the backup by its sum is not copied again.
"""

import hashlib
import json
import os
import shutil
import tempfile
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from township.backup import database, keys, pieces
from township.backup.depot import Depot
from township.backup.errors import BackupRefused
from township.files import blobs

MB = 2**20
LEAST_LEFT = 256 * MB
# Kept by its sums, made anew from the rest, or told of this machine only.
LEFT_OUT = ("files", "last_backup.json")
# Keys and passwords are never in a backup.
SECRETS = ("secret_key", ".env", "demo_password")
OLD = timedelta(days=2)


@dataclass(frozen=True)
class Taken:
    """What one backup came to; `lacking` are sentences on files that could not be kept."""

    path: Path
    at: datetime
    files: int
    size: int
    new: int
    removed: int
    lacking: list[str]


def back_up(to: Path, *, passphrase: str = "", keep: int | None = None) -> Taken:
    """Back the installation up into the folder `to`; raises BackupRefused."""
    to = Path(to).resolve()
    _refuse_place(to)
    depot = Depot(to, passphrase)
    try:
        depot.refuse_other_way()
        depot.prepare()
        with depot.alone():
            return _take(depot, keep or settings.BACKUP_KEEP)
    except OSError as error:
        raise BackupRefused(f"备份文件夹写不进去：{error.strerror or error}（{to}）。") from error


def _take(depot, keep):
    at = timezone.now()
    # On this machine, not beside the backup: what is encrypted there lies nowhere in clear.
    with tempfile.TemporaryDirectory(dir=blobs.temporary_folder(), prefix="backup-") as folder:
        copy = database.copied(Path(folder))
        named, new = pieces.keep(depot, copy)
    _refuse_no_room(depot, copy.files)
    files, lacking, copied = _keep_files(depot, copy.files)
    manifest = {
        "at": at.isoformat(),
        "version": settings.VERSION,
        "database": named,
        "migrations": copy.migrations,
        "heads": copy.heads,
        "keys": keys.fingerprints(),
        "files": files,
        "lacking": lacking,
    }
    path = depot.write_manifest(manifest)
    size = named["size"] + sum(one["size"] for one in files)
    taken = Taken(path, at, len(files), size, new + copied, depot.keep_days(keep), lacking)
    _remember(taken)
    return taken


def _refuse_place(to):
    kept = Path(settings.DATA_DIR).resolve()
    if to == kept or kept in to.parents:
        raise BackupRefused("备份不能放在数据文件夹里面，请换一个文件夹，最好在另一块磁盘上。")


def _refuse_no_room(depot, rows):
    needed = sum(size for sha256, size in rows if not depot.has(sha256)) + LEAST_LEFT
    free = shutil.disk_usage(depot.folder).free
    if free < needed:
        raise BackupRefused(
            f"放备份的磁盘只剩{free // MB}MB，这次要{needed // MB}MB，没有备份。请腾出空间。"
        )


def _keep_files(depot, rows):
    """(files of the manifest, sentences on what is not kept, bytes copied)."""
    files, lacking, copied = [], [], 0
    for sha256, size in rows:
        if not depot.has(sha256):
            if fault := _keep_blob(depot, sha256):
                lacking.append(fault)
                continue
            copied += size
        files.append({"path": f"files/blobs/{sha256[:2]}/{sha256}", "sha256": sha256, "size": size})
    for path in _others():
        with path.open("rb") as stream:
            sha256 = hashlib.file_digest(stream, "sha256").hexdigest()
            stream.seek(0)
            if not depot.has(sha256):
                if not depot.put(stream, sha256):
                    continue  # being written at this moment; the next backup has it
                copied += path.stat().st_size
        told = {"path": str(path.relative_to(settings.DATA_DIR)), "sha256": sha256}
        files.append(told | {"size": path.stat().st_size})
    return files, lacking, copied


def _keep_blob(depot, sha256):
    """Why a kept file could not be backed up, "" where it was."""
    try:
        with blobs.open_blob(sha256) as stream:
            is_same = depot.put(stream, sha256)
    except FileNotFoundError:
        return f"文件{sha256[:12]}不见了，没有备份到。"
    return "" if is_same else f"文件{sha256[:12]}与存入时不一致，没有备份。"


def _others():
    """Files beside the kept ones: fonts, papers of townships, packages that wait."""
    top = Path(settings.DATA_DIR)
    for place, folders, names in os.walk(top):
        if Path(place) == top:
            folders[:] = [one for one in folders if one not in LEFT_OUT]
            names = [one for one in names if one not in LEFT_OUT]
        for name in sorted(names):
            path = Path(place, name)
            if name in SECRETS or path.name.startswith(database.own_names()):
                continue
            if path.is_file() and not path.is_symlink():
                yield path


def _remember(taken):
    """The status page tells age and size wherever the backup was put."""
    told = {"at": taken.at.isoformat(), "to": str(taken.path.parent), "size": taken.size}
    told |= {"lacking": len(taken.lacking)}
    target = _memory()
    target.parent.mkdir(parents=True, exist_ok=True)
    beside = target.with_suffix(".part")
    beside.write_text(json.dumps(told))
    beside.replace(target)


def _memory():
    return Path(settings.DATA_DIR) / "last_backup.json"


def last() -> dict | None:
    """{"at": datetime, "to", "size", "lacking"} of the last backup of this installation."""
    try:
        told = json.loads(_memory().read_text())
    except (FileNotFoundError, ValueError):
        return None
    return told | {"at": datetime.fromisoformat(told["at"])}
