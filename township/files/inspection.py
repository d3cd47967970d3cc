"""May this file be kept? The parent's side: asks the child, then the virus scanner if there is one.

Serves the safety check of 四性检测 (DA/T 70-2018) at the door: what is locked, carries programs,
unpacks without end or pretends to be something else never reaches the archive.
"""

import json
from dataclasses import dataclass

from township.files import sandbox, virus
from township.files.errors import UploadRefused
from township.files.names import display_name

# The child's own limit is 2 s of the processor; a machine without breath may need longer for that.
WALL_SECONDS = 30
FILES_A_CHILD = 100


@dataclass(frozen=True)
class Inspection:
    media_type: str
    warnings: tuple[str, ...] = ()
    pages: int | None = None  # None where it cannot be told, 0 for sound and film


def inspect(path, name):
    """What the file is. Raises UploadRefused: one sentence with the file and the reason."""
    (found,) = inspect_all([(path, name)])
    if isinstance(found, UploadRefused):
        raise found
    return found


def inspect_all(files):
    """The Inspection or the UploadRefused of each (path, name), in their order.

    A child for a hundred files: starting one takes ten times as long as looking at a file.
    """
    for start in range(0, len(files), FILES_A_CHILD):
        some = files[start : start + FILES_A_CHILD]
        for (path, name), verdict in zip(some, _verdicts(some), strict=True):
            yield _judged(path, f"“{display_name(name)}”", verdict)


def _verdicts(files):
    """What the child says of each file; {"failed": exit code} where it gave no answer."""
    words = [word for pair in files for word in pair]
    paths = [path for path, _ in files]
    wait = WALL_SECONDS * len(files)
    try:
        said = sandbox.run("township.files.inspector", *words, reads=paths, wall_seconds=wait)
    except sandbox.ChildFailed as failure:
        if len(files) > 1:  # no file answers for another
            return [verdict for one in files for verdict in _verdicts([one])]
        return [{"failed": failure.code}]
    return [json.loads(line) for line in said.splitlines()]


def _judged(path, shown, verdict):
    if "failed" in verdict:
        is_over = verdict["failed"] in sandbox.OVER_LIMIT
        reason = "太复杂，检查时超出了限制" if is_over else "打不开，可能已损坏"
        return UploadRefused(f"{shown}{reason}，没有收下，请另存一份后再上传。")
    if "refused" in verdict:
        return UploadRefused(f"{shown}{verdict['refused']}。")
    if threat := virus.scan(path):
        return UploadRefused(f"{shown}被杀毒软件查出病毒（{threat}），没有收下。")
    return Inspection(
        verdict["media_type"],
        tuple(verdict["warnings"]),
        verdict["pages"],
    )
