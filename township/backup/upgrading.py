"""Bringing an installation to the version whose program lies here, and back when that fails."""

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.db import connection

from township.backup import children, database, pieces
from township.backup.errors import BackupRefused
from township.backup.restoring import find
from township.backup.taking import LEAST_LEFT, MB, back_up
from township.history.models import FoundFault
from township.tasks.models import WorkerBeat

STOP = "请先停止网站和后台任务进程（systemctl stop 或 Ctrl-C），再升级。"


def upgrade(to: Path, *, passphrase: str = "", say: Callable[[str], None]) -> list[str]:
    """Back up, migrate, collect, verify; returns what was done. BackupRefused tells what became
    of it: either nothing was changed, or the database is as it was before."""
    _refuse_running()
    _refuse_no_room()
    before = _known_faults()
    say("正在备份。")
    taken = back_up(to, passphrase=passphrase)
    try:
        for sentence, *words in (
            ("正在改数据库。", "migrate", "--verbosity", "0"),
            ("正在对照数据库和程序。", "doctor", "--schema"),
            ("正在整理页面文件。", "collectstatic", "--no-input", "--verbosity", "0"),
        ):
            say(sentence)
            is_done, said = children.run(*words, on={})
            if not is_done:
                raise BackupRefused(f"{words[0]}：{children.last_of(said)}")
        say("正在核对。")
        if new := _new_faults(before):
            raise BackupRefused(f"核对发现新的问题：{children.last_of(new)}")
    except BaseException as error:
        _go_back(taken.path, passphrase)
        raise BackupRefused(
            f"升级没有做成（{error}）。数据库已恢复成升级前的样子，没有丢失。"
            "请装回原来的版本再起动，并把上面的原因告诉开发单位。"
        ) from error
    return [f"升级前的备份：{taken.path}", f"现在的版本：{settings.VERSION}"]


def _refuse_running():
    tables = connection.introspection.table_names()
    if WorkerBeat._meta.db_table in tables and WorkerBeat.objects.alive().exists():
        raise BackupRefused(f"后台任务进程还在运行。{STOP}")


def _refuse_no_room():
    """Copy, copy unpacked, and the tables that a migration writes anew."""
    needed = database.size() * 3 + LEAST_LEFT
    Path(settings.DATA_DIR).mkdir(parents=True, exist_ok=True)  # nobody has kept a file yet
    free = shutil.disk_usage(settings.DATA_DIR).free
    if free < needed:
        raise BackupRefused(f"磁盘只剩{free // MB}MB，升级要{needed // MB}MB，没有升级。")


def _known_faults():
    """What the last `verify` found wrong, as (check, sentence). Before the tables are changed this
    program cannot look itself: it reads what the former one kept."""
    if FoundFault._meta.db_table not in connection.introspection.table_names():
        return set()
    return set(FoundFault.objects.order_by().values_list("check_name", "sentence"))


def _new_faults(before):
    is_done, said = children.run("verify", on={})
    found = _known_faults()
    if not is_done and not found:
        raise BackupRefused(f"核对没有做完：{children.last_of(said)}")
    return sorted(sentence for _, sentence in found - before)


def _go_back(path, passphrase):
    depot, path = find(path, passphrase)
    told = depot.read_manifest(path)["database"]
    home = Path(connection.settings_dict["NAME"]).parent if connection.vendor == "sqlite" else None
    with tempfile.TemporaryDirectory(dir=home, prefix="restoring-") as folder:
        kept = Path(folder) / "kept"
        pieces.bring_out(depot, told, kept)
        if connection.vendor == database.POSTGRESQL:
            return database.load_dump(kept)
        database.refuse_damaged(kept)
        database.put_in_place(kept)
