"""Bringing an installation back: into an empty one, everything checked before it is in place.

Database and files are taken out beside their places, brought to this program's tables and verified
there by children; only then are they moved. What fails before leaves nothing behind.
"""

import hashlib
import shutil
import tempfile
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.utils import timezone

from township.backup import children, database, keys, pieces
from township.backup.depot import Depot, named_in
from township.backup.errors import BackupRefused
from township.backup.taking import MB
from township.files import blobs

STAGED = ".restoring"


@dataclass(frozen=True)
class Restored:
    """`faults` are what `verify` says of what came back; empty when the doors may open."""

    at: datetime
    age: timedelta
    version: str
    files: int
    lacking: list[str]
    faults: list[str]


def find(place: Path, passphrase: str = "") -> tuple[Depot, Path]:
    """The depot and the backup that `place` means: a folder (its newest backup) or one backup."""
    place = Path(place)
    folder = place if place.is_dir() else place.parent
    if not folder.is_dir():
        raise BackupRefused(f"找不到备份文件夹：{place}。")
    if (folder / "salt").exists() and not passphrase:
        raise BackupRefused("备份是加密的，请加 --encrypt 并给出口令（BACKUP_PASSPHRASE）。")
    depot = Depot(folder, passphrase if (folder / "salt").exists() else "")
    found = [place] if place.is_file() else depot.manifests()[-1:]
    if not found:
        raise BackupRefused(f"这个文件夹里没有备份：{place}。")
    return depot, found[0]


def check(depot: Depot, path: Path) -> dict:
    """The manifest of a backup all of whose contents are there and right."""
    manifest = depot.read_manifest(path)
    with tempfile.TemporaryDirectory() as folder:
        for sha256 in named_in(manifest):
            depot.take_out(sha256, Path(folder) / "content")
        pieces.bring_out(depot, manifest["database"], Path(folder) / "database")
    return manifest


def restore(
    place: Path,
    *,
    passphrase: str = "",
    without_keys: bool = False,
    say: Callable[[str], None] = lambda sentence: None,
) -> Restored:
    """Restore the newest backup of `place` (or the one it names); raises BackupRefused."""
    refuse_data()
    depot, path = find(place, passphrase)
    manifest = depot.read_manifest(path)
    _refuse_engine(manifest)
    _refuse_newer(manifest)
    if not without_keys:
        _refuse_other_keys(manifest)
    try:
        faults = _bring_back(depot, manifest, say)
    except OSError as error:
        raise BackupRefused(f"恢复没有做成，什么都没有留下：{error}。") from error
    at = datetime.fromisoformat(manifest["at"])
    age, files = timezone.now() - at, len(manifest["files"])
    return Restored(at, age, manifest["version"], files, manifest["lacking"], faults)


def _bring_back(depot, manifest, say):
    top = Path(settings.DATA_DIR)
    staged = top.with_name(top.name + STAGED)
    shutil.rmtree(staged, ignore_errors=True)
    try:
        _refuse_no_room(manifest, top)
        staged.mkdir(parents=True, exist_ok=True)
        say("正在取出文件，逐个核对校验值。")
        for one in manifest["files"]:
            depot.take_out(one["sha256"], _within(staged, one["path"]))
        if blobs.is_remote():
            _send_to_the_store(manifest, staged)
        say("正在恢复数据库。")
        return _place(depot, manifest, staged, say)
    finally:
        shutil.rmtree(staged, ignore_errors=True)


def refuse_data() -> None:
    """Nothing that is there is ever overwritten."""
    told = "请在新装的系统上恢复；确实不要现有数据的，先把数据库和数据文件夹移到别处。"
    if not database.is_empty():
        raise BackupRefused(f"这里已有数据，没有恢复。{told}")
    kept = Path(settings.DATA_DIR) / "files" / "blobs"
    if any(kept.glob("*/*")):
        raise BackupRefused(f"数据文件夹里已有文件（{kept}），没有恢复。{told}")


def _refuse_engine(manifest):
    names = {database.SQLITE: "SQLite", database.POSTGRESQL: "PostgreSQL"}
    if manifest["database"]["engine"] != connection.vendor:
        raise BackupRefused(
            f"备份来自{names[manifest['database']['engine']]}，这里用的是{names[connection.vendor]}："
            "请把 DATABASE_URL 改成同一种数据库再恢复。"
        )


def _refuse_newer(manifest):
    known = set(MigrationLoader(None).disk_migrations)
    if any(tuple(one) not in known for one in manifest["migrations"]):
        raise BackupRefused(
            f"备份来自别的版本（{manifest['version']}），比这里装的新。请先装那个版本，再恢复。"
        )


def _is_older(manifest):
    """Are there steps of this program that the backup's tables have not been through?"""
    made = {tuple(one) for one in manifest["migrations"]}
    return bool(set(MigrationLoader(None).disk_migrations) - made)


def _refuse_other_keys(manifest):
    if missing := keys.missing(manifest["keys"]):
        raise BackupRefused(
            f"这里的密钥不是这份备份的密钥（{'、'.join(missing)}），恢复以后电话号码读不出。"
            "请把原来的密钥放回 var/secret_key 或 .env；确实找不到的，加 --without-keys 恢复，"
            "电话号码会丢失，其余都在。"
        )


def _refuse_no_room(manifest, top):
    needed = manifest["database"]["size"] * 3 + sum(one["size"] for one in manifest["files"])
    top.parent.mkdir(parents=True, exist_ok=True)
    free = shutil.disk_usage(top.parent).free
    if free < needed + settings.DISK_FLOOR:
        raise BackupRefused(f"磁盘只剩{free // MB}MB，不够恢复。请换一块大一些的磁盘。")


def _within(top, path):
    """A place below `top`: a manifest that was tampered with reaches nothing else."""
    place = (top / path).resolve()
    if top.resolve() not in place.parents:
        raise BackupRefused("备份的清单里有不合规定的文件名，没有恢复。")
    return place


def _place(depot, manifest, staged, say):
    """Database and files to their places; returns what verify says of them."""
    if connection.vendor == database.POSTGRESQL:
        return _place_dump(depot, manifest, staged, say)
    home = Path(connection.settings_dict["NAME"]).parent
    home.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=home, prefix="restoring-") as folder:
        plain = Path(folder) / "db.sqlite3"
        pieces.bring_out(depot, manifest["database"], plain)
        database.refuse_damaged(plain)
        on = {"DATABASE_URL": database.url_of(plain), "DATA_DIR": str(staged)}
        faults = _looked_through(on, say, _is_older(manifest))
        _settle_journal(plain)
        with _put_files(staged):
            database.put_in_place(plain)
    return faults


def _settle_journal(path):
    """Everything into the one file that is moved."""
    import sqlite3

    looked = sqlite3.connect(path)
    looked.execute("PRAGMA journal_mode=DELETE")
    looked.close()


def _place_dump(depot, manifest, staged, say):
    with tempfile.TemporaryDirectory() as folder:
        dump = Path(folder) / "dump"
        pieces.bring_out(depot, manifest["database"], dump)
        try:
            database.load_dump(dump)
            faults = _looked_through({"DATA_DIR": str(staged)}, say, _is_older(manifest))
            with _put_files(staged):
                pass
        except BaseException:
            database.empty()
            raise
    return faults


def _looked_through(on, say, is_older):
    """Bring the tables to this program and verify what came back; sentences on what is wrong."""
    is_done, said = True, []
    if is_older:
        is_done, said = children.run("migrate", "--verbosity", "0", on=on)
    if not is_done:
        raise BackupRefused(f"数据库不能改成这个版本的样子，没有恢复：{children.last_of(said)}")
    is_done, said = children.run("doctor", "--schema", on=on)
    if not is_done:
        raise BackupRefused(f"备份的数据库与这个版本对不上，没有恢复：{children.last_of(said)}")
    say("正在核对恢复出来的内容。")
    is_done, said = children.run("verify", on=on)
    return [] if is_done else said


def _send_to_the_store(manifest, staged):
    """Into the object store, by their sums: what lies there already is the same."""
    for one in manifest["files"]:
        if one["path"].startswith("files/blobs/"):
            blobs.put(_within(staged, one["path"]), one["sha256"])


@contextmanager
def _put_files(staged):
    """The files in their place while the rest is done, and gone again where it fails."""
    top, moved = Path(settings.DATA_DIR), []
    try:
        for place in sorted(one for one in staged.rglob("*") if one.is_file()):
            target = top / place.relative_to(staged)
            if target.exists() and _same(place, target):
                continue
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.move(place, target)
            moved.append(target)
            if "blobs" in target.parts:
                target.chmod(0o440)
        yield
    except BaseException:
        for target in moved:
            target.unlink(missing_ok=True)
        raise


def _same(one, other):
    with one.open("rb") as first, other.open("rb") as second:
        return (
            hashlib.file_digest(first, "sha256").digest()
            == hashlib.file_digest(second, "sha256").digest()
        )
