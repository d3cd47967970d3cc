"""Damaged and missing files come back from a copy of the data: the right bytes, known by their sum.

Serves 四性检测 (DA/T 70-2018): what was found wrong can be put right, and the history tells so.
"""

import hashlib
import os
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path, PosixPath

from django.db import transaction

from archives.acts.fixity import place_of
from archives.models import PartFile
from township.files import sweeping
from township.files.models import StoredFile
from township.history.chain import record as write_history


def repair(folder: PosixPath) -> Iterator[tuple[str, bool]]:
    """Put back what `folder` (Path of a backup, in any order) still has.

    Yields (sentence, is_repaired) for each damaged or missing file.
    """
    wrong = list(sweeping.verify_files(StoredFile.objects.order_by("pk").iterator()))
    copies = _by_size(folder) if wrong else {}
    for one in wrong:
        file = StoredFile.objects.get(sha256=one.sha256)
        versions = PartFile.objects.filter(file=file).select_related("part__record__village")
        named = "、".join(map(place_of, versions))
        is_repaired = any(_put_back(file, path) for path in copies.get(file.size, ()))
        if is_repaired:
            _tell(versions)
        yield f"{named}：{one.sentence}" if named else one.sentence, is_repaired


def _by_size(folder):
    found = defaultdict(list)
    for place, _, names in os.walk(folder):
        for name in names:
            path = Path(place, name)
            if path.is_file() and not path.is_symlink():
                found[path.stat().st_size].append(path)
    return found


def _put_back(file, path):
    with path.open("rb") as stream:
        if hashlib.file_digest(stream, "sha256").hexdigest() != file.sha256:
            return False
        stream.seek(0)
        return sweeping.repair(file, stream)


@transaction.atomic
def _tell(versions):
    for version in versions:
        told = f"从备份修复文件：{version.file_name}"
        write_history("record.repair_file", version.part.record, None, told)
