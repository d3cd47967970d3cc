"""Child process: writes a copy of a scanned PDF in which the words that were read can be searched.

`python -m township.files.scanlayer path` reads {number of a page: [line]} as JSON and writes the
PDF to standard output. The words lie invisibly where they were read, the pages look as they did.
They are set in a font that every reader of Chinese PDF knows by name, and nothing is drawn with it.
"""

import io
import json
import sys

from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    NameObject,
    NumberObject,
    StreamObject,
    TextStringObject,
)

from township.files.limits import OUT_OF_MEMORY, limit_self
from township.files.scanreader import PARTS

FONT = "/WordsRead"
# Invisible: neither filled nor drawn.
UNSEEN = "3 Tr"
# What a page is turned by → where a point from the left and from the top of it lies on the sheet.
PLACES = {
    0: lambda x, y: (x, 1 - y),
    90: lambda x, y: (y, x),
    180: lambda x, y: (1 - x, y),
    270: lambda x, y: (1 - y, 1 - x),
}


def laid(path, lines_by_page):
    """PDF bytes. Raises whatever a damaged file leads to."""
    writer = PdfWriter(clone_from=PdfReader(path))
    font = writer._add_object(_font(writer))
    for number, lines in lines_by_page.items():
        page = writer.pages[int(number) - 1]
        _add_font(page, font)
        before = page.get("/Contents")
        old = before.get_object() if before is not None else ArrayObject()
        kept = list(old) if isinstance(old, ArrayObject) else [before]
        streams = [writer._add_object(_stream(text)) for text in ("q\n", "\nQ\n")]
        words = writer._add_object(_stream(_written(page, lines)))
        page[NameObject("/Contents")] = ArrayObject([streams[0], *kept, streams[1], words])
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue()


def _stream(text):
    stream = StreamObject()
    stream.set_data(text.encode("ascii"))
    return stream


def _add_font(page, font):
    resources = DictionaryObject(page.get("/Resources", DictionaryObject()).get_object())
    fonts = DictionaryObject(resources.get("/Font", DictionaryObject()).get_object())
    fonts[NameObject(FONT)] = font
    resources[NameObject("/Font")] = fonts
    page[NameObject("/Resources")] = resources


def _written(page, lines):
    """The operators that write the lines, each as long as it was read."""
    told = ["BT", UNSEEN, f"{FONT} 1 Tf"]
    for line in lines:
        # Signs of two bytes each; what needs more is written by nobody here.
        signs = [sign for sign in line["text"] if ord(sign) < 0x10000]
        if not signs:
            continue
        corners = [_place(page, *line["corners"][at : at + 2]) for at in range(0, 8, 2)]
        (upper_x, upper_y), _, (right_x, right_y), (x, y) = corners
        across = (right_x - x) / len(signs), (right_y - y) / len(signs)
        matrix = (*across, upper_x - x, upper_y - y, x, y)
        code = "".join(f"{ord(sign):04X}" for sign in signs)
        told.append(f"{' '.join(f'{value:.3f}' for value in matrix)} Tm <{code}> Tj")
    return "\n".join([*told, "ET\n"])


def _place(page, x, y):
    """A point of the picture that was read, on the sheet."""
    box = page.cropbox
    right, up = PLACES[page.rotation % 360](x / PARTS, y / PARTS)
    return float(box.left) + right * float(box.width), float(box.bottom) + up * float(box.height)


def _font(writer):
    """Named and not carried along; each sign is as wide as it is high."""
    descendant = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/CIDFontType0"),
            NameObject("/BaseFont"): NameObject("/STSong-Light"),
            NameObject("/CIDSystemInfo"): DictionaryObject(
                {
                    NameObject("/Registry"): TextStringObject("Adobe"),
                    NameObject("/Ordering"): TextStringObject("GB1"),
                    NameObject("/Supplement"): NumberObject(4),
                }
            ),
            NameObject("/DW"): NumberObject(1000),
        }
    )
    return DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type0"),
            NameObject("/BaseFont"): NameObject("/STSong-Light-UniGB-UCS2-H"),
            NameObject("/Encoding"): NameObject("/UniGB-UCS2-H"),
            NameObject("/DescendantFonts"): ArrayObject([writer._add_object(descendant)]),
            NameObject("/ToUnicode"): writer._add_object(_stream(_to_unicode())),
        }
    )


def _to_unicode():
    """Each code is the sign itself."""
    ranges = [f"<{high:02X}00> <{high:02X}FF> <{high:02X}00>" for high in range(256)]
    blocks = [ranges[at : at + 100] for at in range(0, len(ranges), 100)]
    mapped = "\n".join(
        "\n".join([f"{len(block)} beginbfrange", *block, "endbfrange"]) for block in blocks
    )
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n"
        "/CMapName /WordsRead def /CMapType 2 def\n"
        "1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
        f"{mapped}\nendcmap CMapName currentdict /CMap defineresource pop end end\n"
    )


if __name__ == "__main__":  # pragma: no cover (runs in the child only)
    limit_self(cpu_seconds=60, memory_mb=3072, output_mb=512)
    try:
        sys.stdout.buffer.write(laid(sys.argv[1], json.load(sys.stdin)))
    except (MemoryError, RecursionError):
        sys.exit(OUT_OF_MEMORY)
