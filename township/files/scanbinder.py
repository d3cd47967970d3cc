"""Child process: one PDF of chosen pages of scans and photos, each turned upright.

`python -m township.files.scanbinder` reads {"title", "leaves": [{"path", "number", "turn"}]}, JSON,
and writes the PDF to standard output. A page of a PDF (`number`) is taken over as it is, a picture
(`number` null) as its own JPEG bytes on an A4 sheet.
"""

import io
import json
import sys

from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    NumberObject,
    StreamObject,
)

from township.files.limits import OUT_OF_MEMORY, limit_self

SHORT, LONG = 595.28, 841.89  # A4 in points


def bind(title, leaves):
    """PDF bytes; the same leaves give the same bytes."""
    writer, readers = PdfWriter(), {}
    for leaf in leaves:
        if leaf["number"] is None:
            page = _sheet(writer, leaf["path"])
        else:
            reader = readers.setdefault(leaf["path"], PdfReader(leaf["path"]))
            page = writer.add_page(reader.pages[leaf["number"] - 1])
        if leaf["turn"]:
            page.rotate(leaf["turn"])
    writer.metadata = {"/Title": title}
    bound = io.BytesIO()
    writer.write(bound)
    return bound.getvalue()


def _sheet(writer, path):
    """A page that shows a JPEG as large as A4 lets it."""
    from PIL import Image

    with Image.open(path) as picture:
        width, height = picture.size
    across, down = (LONG, SHORT) if width > height else (SHORT, LONG)
    scale = min(across / width, down / height)
    page = writer.add_blank_page(across, down)
    image = StreamObject()
    with open(path, "rb") as stream:
        image._data = stream.read()
    image.update({
        NameObject("/Type"): NameObject("/XObject"),
        NameObject("/Subtype"): NameObject("/Image"),
        NameObject("/Width"): NumberObject(width),
        NameObject("/Height"): NumberObject(height),
        NameObject("/ColorSpace"): NameObject("/DeviceRGB"),
        NameObject("/BitsPerComponent"): NumberObject(8),
        NameObject("/Filter"): NameObject("/DCTDecode"),
    })  # fmt: skip
    shown = DictionaryObject({NameObject("/Im"): writer._add_object(image)})
    page[NameObject("/Resources")] = DictionaryObject({NameObject("/XObject"): shown})
    at = [(across - width * scale) / 2, (down - height * scale) / 2]
    place = ArrayObject(FloatObject(one) for one in (width * scale, 0, 0, height * scale, *at))
    drawn = StreamObject()
    drawn._data = f"q {' '.join(map(str, place))} cm /Im Do Q".encode()
    page[NameObject("/Contents")] = writer._add_object(drawn)
    return page


if __name__ == "__main__":  # pragma: no cover (runs in the child only)
    limit_self(cpu_seconds=120, memory_mb=2048, output_mb=512)
    try:
        sys.stdout.buffer.write(bind(**json.load(sys.stdin)))
    except (MemoryError, RecursionError):
        sys.exit(OUT_OF_MEMORY)
