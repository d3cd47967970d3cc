"""May this file be kept? The parent's side: asks the child, then the virus scanner if there is one.

Serves the safety check of 四性检测 (DA/T 70-2018) at the door: what is locked, carries programs,
unpacks without end or pretends to be something else never reaches the archive.
"""

import json
from dataclasses import dataclass

from township.files import sandbox, virus
from township.files.errors import UploadRefused
from township.files.names import display_name

WALL_SECONDS = 6  # the child's processor limit (2 s) ends it earlier on a machine with breath


@dataclass(frozen=True)
class Inspection:
    media_type: str
    extension: str
    warnings: tuple[str, ...] = ()
    pages: int | None = None  # None where it cannot be told, 0 for sound and film


def inspect(path, name):
    """What the file is. Raises UploadRefused: one sentence with the file and the reason."""
    shown = f"“{display_name(name)}”"
    try:
        verdict = json.loads(
            sandbox.run("township.files.inspector", path, name, wall_seconds=WALL_SECONDS)
        )
    except sandbox.ChildFailed as failure:
        reason = "太复杂，检查时超出了限制" if failure.is_over_limit else "打不开，可能已损坏"
        raise UploadRefused(f"{shown}{reason}，没有收下，请另存一份后再上传。") from None
    if "refused" in verdict:
        raise UploadRefused(f"{shown}{verdict['refused']}。")
    if threat := virus.scan(path):
        raise UploadRefused(f"{shown}被杀毒软件查出病毒（{threat}），没有收下。")
    return Inspection(
        verdict["media_type"],
        verdict["extension"],
        tuple(verdict["warnings"]),
        verdict["pages"],
    )
