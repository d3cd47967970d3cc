"""The copy of the database in pieces: what has not changed since the last one lies there already.

SQLite's pages stay where they are in the file, so ten minutes of work change few pieces of it. A
dump of PostgreSQL is another one each time; there its archive does what pieces cannot.
"""

import hashlib
import io
import os
from pathlib import Path
from typing import Any

from township.backup import database
from township.backup.depot import Depot
from township.backup.errors import BackupRefused

KB = 1024
SIZE = {database.SQLITE: 64 * KB, database.POSTGRESQL: 8192 * KB}


def keep(depot: Depot, copy: database.Copied) -> tuple[dict[str, Any], int]:
    """(what the manifest says of the database, bytes that were not there yet)."""
    whole, parts, new = hashlib.sha256(), [], 0
    with copy.path.open("rb") as source:
        while piece := source.read(SIZE[copy.engine]):
            whole.update(piece)
            sha256 = hashlib.sha256(piece).hexdigest()
            if not depot.has(sha256):
                depot.put(io.BytesIO(piece), sha256)
                new += len(piece)
            parts.append(sha256)
    size = copy.path.stat().st_size
    told = {"engine": copy.engine, "size": size, "sha256": whole.hexdigest(), "parts": parts}
    return told, new


def bring_out(depot: Depot, told: dict[str, Any], target: Path) -> None:
    """The copy as one file; BackupRefused where a piece is gone or anything differs."""
    whole, beside = hashlib.sha256(), target.with_name(f"{target.name}.piece")
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("wb") as kept:
        for sha256 in told["parts"]:
            depot.take_out(sha256, beside)
            piece = beside.read_bytes()
            whole.update(piece)
            kept.write(piece)
        kept.flush()
        os.fsync(kept.fileno())
    beside.unlink(missing_ok=True)
    if whole.hexdigest() != told["sha256"]:
        raise BackupRefused("备份已损坏：数据库的各部分合起来与校验值不符。请换一份备份。")
