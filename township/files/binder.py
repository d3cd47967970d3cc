"""Child process: binds PDF files to one, numbers its pages and marks its parts.

`python -m township.files.binder` reads {"title", "pieces": [{"mark", "paths"}], "numbers"} as JSON
and writes the PDF to standard output. `numbers` is a PDF of A4 pages that bear the page numbers.
"""

import io
import json
import sys

from pypdf import PdfReader, PdfWriter, Transformation

from township.files.limits import OUT_OF_MEMORY, limit_self

WIDTH, HEIGHT = 595, 842  # A4 in points


def bind(title, pieces, numbers):
    """PDF bytes. A piece with a mark is found in the reader's list of contents by it."""
    writer = PdfWriter()
    for piece in pieces:
        start = len(writer.pages)
        for path in piece["paths"]:
            writer.append(path, import_outline=False)
        if piece["mark"]:
            number = min(start, len(writer.pages) - 1)
            writer.add_outline_item(title=piece["mark"], page_number=number)
    for page, stamp in zip(writer.pages, PdfReader(numbers).pages, strict=True):
        corner = page.mediabox.upper_right
        move = Transformation().translate(float(corner[0]) - WIDTH, float(corner[1]) - HEIGHT)
        page.merge_transformed_page(stamp, move)
    writer.add_metadata({"/Title": title})
    bound = io.BytesIO()
    writer.write(bound)
    return bound.getvalue()


if __name__ == "__main__":  # pragma: no cover (runs in the child only)
    limit_self(cpu_seconds=240, memory_mb=3072, output_mb=1024)
    try:
        sys.stdout.buffer.write(bind(**json.load(sys.stdin)))
    except (MemoryError, RecursionError):
        sys.exit(OUT_OF_MEMORY)
