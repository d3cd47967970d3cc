"""Packages waiting to be taken over (接收): a folder, since some outgrow what a browser can send.

What is sent by the page is put there too. Taking over runs in the background (receiving.py); a
package that was taken over leaves the folder, its files are in the archive then.
"""

import hashlib
import json
import os
import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files import File
from django.urls import reverse

from archives.acts.package import receive
from archives.rules.bag_reader import PackageRefused
from township.files import blobs
from township.files.errors import UploadRefused
from township.files.names import clean_name
from township.files.room import refuse_full_disk
from township.tasks import PERSON_WAITS, Concern, work
from township.users.models import User

GB = 1024**3
MOST_SENT = 2 * GB
MOST_NAME_BYTES = 240
TOLD_FOR = timedelta(days=1)


@dataclass(frozen=True)
class WaitingPackage:
    path: Path
    size: int
    came_at: datetime

    @property
    def name(self) -> str:
        return self.path.name


def folder() -> Path:
    """Where what comes in is unpacked until it is taken or swept."""
    return Path(settings.DATA_DIR) / "incoming"


def waiting() -> list[WaitingPackage]:
    """The packages in the folder, the newest first."""
    with blobs.storage_errors():
        folder().mkdir(parents=True, exist_ok=True)
        found = [path for path in folder().iterdir() if _is_package(path)]
        states = [(path, path.stat()) for path in found]
    rows = [
        WaitingPackage(path, state.st_size, datetime.fromtimestamp(state.st_mtime, UTC))
        for path, state in states
    ]
    return sorted(rows, key=lambda one: one.came_at, reverse=True)


def _is_package(path):
    return path.suffix.lower() == ".zip" and path.is_file()


def _file_name(name):
    """A disk takes 255 bytes for a name, eighty Chinese characters: what is longer is shortened,
    with a sum that keeps two of them apart."""
    stem, ending = Path(name).stem, Path(name).suffix
    if len(name.encode()) <= MOST_NAME_BYTES:
        return name
    sum_ = hashlib.sha256(name.encode()).hexdigest()[:8]
    while len(stem.encode()) > MOST_NAME_BYTES - len(f"…{sum_}{ending}".encode()):
        stem = stem[:-1]
    return f"{stem}…{sum_}{ending}"


def find(name: str) -> WaitingPackage | None:
    """The package of that name in the folder, or None: what is not listed is not there."""
    return next((one for one in waiting() if one.name == name), None)


def put(upload: File) -> str:
    """Put a sent package into the folder; returns its name. Raises UploadRefused."""
    name = _file_name(clean_name(upload.name))
    if not name.lower().endswith(".zip"):
        raise UploadRefused("移交包是.zip文件，请重新选择。")
    if upload.size > MOST_SENT:
        raise UploadRefused(f"移交包超过{MOST_SENT // GB}GB，请由维护人员放进接收文件夹。")
    if find(name):
        raise UploadRefused(f"“{name}”已经在等待接收，不用再上传。")
    refuse_full_disk(upload.size)
    _told_of(name).unlink(missing_ok=True)
    keep_sent(upload, folder() / name)
    return name


def keep_sent(upload: File, place: Path) -> None:
    """Put what was sent there, whole or not at all."""
    with blobs.storage_errors():
        place.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=blobs.temporary_folder())
        try:
            with os.fdopen(handle, "wb") as target:
                for chunk in upload.chunks():
                    target.write(chunk)
            blobs.sync_file(temporary)
            os.rename(temporary, place)
        finally:
            Path(temporary).unlink(missing_ok=True)


def _still_waits(name, files, user_pk):
    if find(name) is None:
        return None
    return Concern(name, reverse("archives:intake_package", args=[name]), user_pk)


def _told_of(name):
    """Where the outcome of a package is kept when it leaves the folder: whoever does the task
    again finds the package gone, and tells what became of it."""
    return folder() / f"{name}.taken"


@work("接收移交包", priority=PERSON_WAITS, concern=_still_waits)
def take_over(name: str, files: int, user_pk: int) -> dict[str, Any]:
    """Take a waiting package over; returns {"records", "files", "known"} or {"refused"}."""
    package, told = find(name), _told_of(name)
    if package is None and told.exists():
        return json.loads(told.read_text())
    if package is None:
        return {"refused": "移交包已经不在接收文件夹里。"}
    try:
        received = receive(package.path, by=User.objects.get(pk=user_pk))
    except (PackageRefused, UploadRefused) as refusal:
        return {"refused": refusal.sentence}
    outcome = {"records": received.records, "files": received.files, "known": received.known}
    told.write_text(json.dumps(outcome))
    package.path.unlink()
    return outcome


def sweep_told() -> None:
    """Outcomes that nobody will ask for any more."""
    for told in folder().glob("*.taken"):
        if datetime.now(UTC) - datetime.fromtimestamp(told.stat().st_mtime, UTC) > TOLD_FOR:
            told.unlink()
