"""Pages of scans and photos: what stands on them, how they look, several bound to one PDF.

What a page looks like is kept beside the previews and made again when it is gone.
"""

import json
import os
import tempfile

from township.files import blobs, sandbox
from township.files.errors import PreviewUnavailable

READING_SECONDS, BINDING_SECONDS = 60, 240
DAMAGED = "这一页打不开，可能已损坏，请重新扫描这一页。"


def read_page(file, number):
    """{"codes", "is_blank", "is_hollow", "sum"} of a page of a file (codereader.py).

    Its picture is kept. Raises PreviewUnavailable. Takes half a second: call it from a background
    task.
    """
    path = file.path
    with tempfile.TemporaryDirectory(dir=blobs.temporary_folder(), prefix="scan-") as folder:
        drawn = os.path.join(folder, "page.jpg")
        try:
            said = sandbox.run(
                "township.files.codereader",
                path,
                file.media_type,
                number,
                drawn,
                reads=[path],
                writes=[folder],
                wall_seconds=READING_SECONDS,
            )
        except sandbox.ChildFailed:
            raise PreviewUnavailable(DAMAGED) from None
        target = _place(file, number)
        with blobs.storage_errors():
            target.parent.mkdir(parents=True, exist_ok=True)
            os.rename(drawn, target)
    return json.loads(said)


def picture_of(file, number):
    """Path of the JPEG of a page, as it was scanned. Raises PreviewUnavailable."""
    target = _place(file, number)
    if not target.exists():
        read_page(file, number)
    return target


def _place(file, number):
    return blobs.root() / "previews" / file.sha256[:2] / f"{file.sha256}.scan{number}.jpg"


def bind(title, leaves):
    """PDF bytes of [(file, number, turn)] in their order. Raises PreviewUnavailable.

    Pages of a PDF stay as they are; of a photo its picture without place and camera is taken.
    """
    found = []
    for file, number, turn in leaves:
        path, page = (file.path, number) if file.is_pdf else (picture_of(file, number), None)
        found.append({"path": str(path), "number": page, "turn": turn})
    given = json.dumps({"title": title, "leaves": found}).encode()
    reads = {one["path"] for one in found}
    try:
        return sandbox.run(
            "township.files.scanbinder", reads=reads, given=given, wall_seconds=BINDING_SECONDS
        )
    except sandbox.ChildFailed:
        raise PreviewUnavailable(DAMAGED) from None
