"""The folder in which backups lie: contents by their sums, one small file a backup."""

import fcntl
import hashlib
import json
import os
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from township.backup.cipher import Cipher
from township.backup.errors import BackupRefused

CHUNK = 1024 * 1024
NAME = re.compile(r"backup-(\d{8}T\d{6}Z)(-\d+)?\.json")
HERE = ZoneInfo("Asia/Shanghai")
RECENT = 12
STAMP = "%Y%m%dT%H%M%SZ"


class Depot:
    """`passphrase` empty: plain. A folder is plain or encrypted from its first backup on."""

    def __init__(self, folder: Path, passphrase: str = "") -> None:
        self.folder = Path(folder)
        self._salt = self.folder / "salt"
        self.cipher: Cipher | None = None
        if passphrase:
            self.cipher = Cipher(passphrase, self._kept_salt())

    @property
    def is_encrypted(self) -> bool:
        return self._salt.exists()

    def refuse_other_way(self) -> None:
        """A folder half plain and half encrypted would be safe in no way."""
        if self.is_encrypted and self.cipher is None:
            raise BackupRefused("这个文件夹里的备份是加密的，请加 --encrypt，并给出同一个口令。")
        if self.cipher is not None and (self.folder / "plain").exists():
            raise BackupRefused("这个文件夹里已有没有加密的备份，请换一个文件夹。")

    def prepare(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        if self.cipher is None:
            (self.folder / "plain").touch()

    def path_of(self, sha256: str) -> Path:
        name = self.cipher.name(sha256) if self.cipher else sha256
        return self.folder / "content" / name[:2] / name

    def has(self, sha256: str) -> bool:
        return self.path_of(sha256).is_file()

    def put(self, source, sha256: str) -> bool:
        """Keep what `source` gives under its sum; False (nothing is kept) where the sum is
        another."""
        target = self.path_of(sha256)
        with self._beside(target) as (kept, name):
            summed = Summed(source)
            if self.cipher:
                self.cipher.encrypt(summed, kept)
            else:
                while piece := summed.read(CHUNK):
                    kept.write(piece)
            if summed.hexdigest() != sha256:
                return False
            _settle(kept, name, target)
        return True

    def take_out(self, sha256: str, target: Path) -> None:
        """The content as a file at `target`; BackupRefused where it is gone or not the same."""
        path = self.path_of(sha256)
        if not path.is_file():
            raise BackupRefused(f"备份不完整：缺少内容{sha256[:12]}。请换一份备份。")
        target.parent.mkdir(parents=True, exist_ok=True)
        with path.open("rb") as source, target.open("wb") as kept:
            if self.cipher:
                self.cipher.decrypt(source, kept)
            else:
                while piece := source.read(CHUNK):
                    kept.write(piece)
            kept.flush()
            os.fsync(kept.fileno())
        with target.open("rb") as stream:
            if hashlib.file_digest(stream, "sha256").hexdigest() != sha256:
                raise BackupRefused(f"备份已损坏：内容{sha256[:12]}与校验值不符。请换一份备份。")

    def write_manifest(self, told: dict) -> Path:
        """The last step of a backup: with this file it is there."""
        stamp = datetime.fromisoformat(told["at"]).astimezone(UTC).strftime(STAMP)
        target, number = self.folder / f"backup-{stamp}.json", 1
        while target.exists():
            target, number = self.folder / f"backup-{stamp}-{number}.json", number + 1
        content = json.dumps(told, ensure_ascii=False, indent=1).encode()
        with self._beside(target) as (kept, name):
            source = _Bytes(content)
            if self.cipher:
                self.cipher.encrypt(source, kept)
            else:
                kept.write(content)
            _settle(kept, name, target)
        return target

    def read_manifest(self, path: Path) -> dict:
        if not self.cipher:
            return json.loads(path.read_bytes())
        with path.open("rb") as source, tempfile.TemporaryFile() as kept:
            self.cipher.decrypt(source, kept)
            kept.seek(0)
            return json.loads(kept.read())

    def manifests(self) -> list[Path]:
        """The backups that are here, the newest last."""
        found = [path for path in self.folder.glob("backup-*.json") if NAME.fullmatch(path.name)]
        return sorted(found, key=lambda path: (made_at(path), len(path.name), path.name))

    def keep_days(self, days: int) -> int:
        """Keep the newest backups and the last one of each of so many days; how many went, with
        the contents that no backup speaks of."""
        paths = self.manifests()
        kept_times = worth_keeping([made_at(path) for path in paths], days)
        old = [path for path in paths if made_at(path) not in kept_times]
        for path in old:
            path.unlink()
        kept = {one for path in self.manifests() for one in named_in(self.read_manifest(path))}
        wanted = {self.path_of(sha256) for sha256 in kept}
        for path in (self.folder / "content").glob("*/*"):
            if path not in wanted:
                path.unlink()
        return len(old)

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Two backups into one folder would take each other's contents away."""
        with open(self.folder / "lock", "w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise BackupRefused("另一次备份正在往这个文件夹里写，请等它做完。") from None
            yield

    def _kept_salt(self):
        if not self._salt.exists():
            self.folder.mkdir(parents=True, exist_ok=True)
            self._salt.write_bytes(os.urandom(16))
        return self._salt.read_bytes()

    @contextmanager
    def _beside(self, target):
        """(open file, its name) beside `target`, gone again where it was not put in its place."""
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=target.parent, prefix="part-")
        try:
            with os.fdopen(handle, "wb") as kept:
                yield kept, name
        finally:
            Path(name).unlink(missing_ok=True)


class Summed:
    """A stream whose sum is known when it was read to its end."""

    def __init__(self, source) -> None:
        self._source, self._digest = source, hashlib.sha256()

    def read(self, size: int) -> bytes:
        piece = self._source.read(size)
        self._digest.update(piece)
        return piece

    def hexdigest(self) -> str:
        return self._digest.hexdigest()


class _Bytes:
    def __init__(self, content):
        self._rest = content

    def read(self, size):
        piece, self._rest = self._rest[:size], self._rest[size:]
        return piece


def _settle(kept, name, target):
    kept.flush()
    os.fsync(kept.fileno())
    os.replace(name, target)


def named_in(manifest: dict) -> set[str]:
    """Sums of all contents that a backup speaks of."""
    return {*manifest["database"]["parts"], *(one["sha256"] for one in manifest["files"])}


def worth_keeping(times: list[datetime], days: int) -> set[datetime]:
    """Of the times of backups: the newest few, and the last of each of the last days that have
    any. Who backs up every ten minutes has the last two hours, and then the days."""
    newest = sorted(times)
    last_of_day = {at.astimezone(HERE).date(): at for at in newest}
    return {*newest[-RECENT:], *(last_of_day[day] for day in sorted(last_of_day)[-days:])}


def made_at(path: Path) -> datetime:
    """When a backup was made, by its name alone."""
    (stamp, _) = NAME.fullmatch(path.name).groups()
    return datetime.strptime(stamp, STAMP).replace(tzinfo=UTC)
