"""Child process: the files of a ZIP, each put down under its number in a folder; one line of JSON.

`python -m township.setup.unpacker package folder`. Starts without Django.
"""

import json
import shutil
import sys
from pathlib import Path

from archives.rules.loose_zip import BROKEN, DAMAGED, LooseZipRefused, open_loose
from township.files.limits import OUT_OF_MEMORY, limit_self

MOST, MOST_MB = 400, 1000
MB = 1024 * 1024


def unpack(path, folder):
    """{"names": [name of file 0, 1, …]} or {"refused": sentence}."""
    try:
        with open_loose(path) as package:
            if len(package.sizes) > MOST:
                return {
                    "refused": f"压缩包里有{len(package.sizes)}个文件，最多{MOST}个，请分几次。"
                }
            if sum(package.sizes.values()) > MOST_MB * MB:
                return {"refused": f"压缩包解开后超过{MOST_MB}MB，请分几次。"}
            for number, name in enumerate(package.sizes):
                with package.open(name) as source, open(Path(folder, str(number)), "wb") as target:
                    shutil.copyfileobj(source, target)
            return {"names": list(package.sizes)}
    except LooseZipRefused as refusal:
        return {"refused": refusal.sentence}
    except BROKEN:
        return {"refused": DAMAGED}


if __name__ == "__main__":  # pragma: no cover (runs in the child only)
    limit_self(cpu_seconds=30, memory_mb=512, output_mb=MOST_MB)
    try:
        sys.stdout.write(json.dumps(unpack(*sys.argv[1:3]), ensure_ascii=False))
    except (MemoryError, RecursionError):
        sys.exit(OUT_OF_MEMORY)
