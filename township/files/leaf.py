"""Child process: makes of each uploaded PDF or picture a PDF that can be bound, or leaves it out.

`python -m township.files.leaf` reads [{"path", "is_image", "target"}] as JSON and writes one number
a line: the pages of what it wrote to `target`, 0 for what cannot be bound. Each file has a child of
its own; one that takes too much falls alone.
"""

import json
import os
import sys

from township.files.limits import limit_self

A4 = (595, 842)  # points
MARGIN = 40
DPI = 150
QUALITY = 80
MOST_PAGES = 1500


def write(path, target, *, is_image):
    """The number of pages written. Raises whatever a damaged file leads to."""
    return picture_page(path, target) if is_image else pages_of(path, target)


def pages_of(path, target):
    """A copy written anew, every page upright and touched as binding will touch it."""
    from pypdf import PageObject, PdfReader, PdfWriter

    reader = PdfReader(path)
    if not 1 <= len(reader.pages) <= MOST_PAGES:
        raise ValueError(f"{len(reader.pages)} pages")
    writer = PdfWriter()
    writer.append(reader, import_outline=False)
    nothing = PageObject.create_blank_page(width=1, height=1)
    for page in writer.pages:
        if page.rotation:
            page.transfer_rotation_to_content()
        page.merge_page(nothing)
    writer.write(target)
    return len(writer.pages)


def picture_page(path, target):
    """One A4 page with the picture as large as fits."""
    from PIL import Image

    with Image.open(path, formats=["JPEG"]) as picture:
        sides = A4[::-1] if picture.width > picture.height else A4
        page = Image.new("RGB", _pixels(sides), "white")
        shown = picture.convert("RGB")
        shown.thumbnail(_pixels(side - 2 * MARGIN for side in sides))
        page.paste(shown, ((page.width - shown.width) // 2, (page.height - shown.height) // 2))
    page.save(target, "PDF", resolution=DPI, quality=QUALITY)
    return 1


def _pixels(points):
    return tuple(round(side * DPI / 72) for side in points)


def tell_each(orders):  # pragma: no cover (runs in the child only)
    from PIL import Image  # noqa: F401  loaded once for all
    from pypdf import PdfReader  # noqa: F401

    for order in orders:
        child = os.fork()
        if not child:
            code = 1
            try:
                limit_self(cpu_seconds=20, memory_mb=768, output_mb=256)
                print(write(**order), flush=True)
                code = 0
            finally:
                os._exit(code)
        if os.waitpid(child, 0)[1]:
            print(0, flush=True)


if __name__ == "__main__":  # pragma: no cover (runs in the child only)
    tell_each(json.load(sys.stdin))
