"""Child process: draws one page of a scan or a photo and finds the codes on it.

`python -m township.files.codereader path media_type number folder` writes the picture upright as it
was scanned to folder/page.jpg (no place, no camera) and to standard output {"codes": [{"text",
"turn"}], "is_blank", "is_hollow", "sum"}: `turn` is how many degrees clockwise make the page
upright, `sum` the SHA-256 of the picture. A blank page has a picture that shows nothing; on
a hollow one of a PDF no picture can be read, so that it may be damaged.
"""

import hashlib
import json
import sys

from township.files.limits import OUT_OF_MEMORY, limit_self

DOTS = 200  # an inch, of a page of a PDF
LONGEST = 2400  # pixels of a side that are kept and looked at: 200 dots an inch on A4
LARGEST = 80_000_000  # pixels of a picture that is opened at all
QUALITY = 82
DARK, LEAST_INK = 128, 0.0004  # a share of dark pixels below which nothing is written on a page
EDGE = 0.03  # of a side, left out when ink is looked for: shadows of the scanner


def read(path, media_type, number, target):
    """What is on a page, its picture written to `target`. Raises whatever damage leads to."""
    picture = page_of(path, number) if media_type == "application/pdf" else photo_of(path)
    picture.thumbnail((LONGEST, LONGEST))
    picture.save(target, "JPEG", quality=QUALITY)
    with open(target, "rb") as kept:
        digest = hashlib.file_digest(kept, "sha256").hexdigest()
    found = codes(picture)
    shows_nothing = not found and is_blank(picture)
    is_pdf = media_type == "application/pdf"
    is_hollow = shows_nothing and is_pdf and not holds_picture(path, number)
    is_empty = shows_nothing and not is_hollow
    return {"codes": found, "is_blank": is_empty, "is_hollow": is_hollow, "sum": digest}


def page_of(path, number):
    import pypdfium2

    with pypdfium2.PdfDocument(path) as document:
        page = document[number - 1]
        width, height = page.get_size()
        scale = min(DOTS / 72, LONGEST / max(width, height, 1))
        return page.render(scale=scale).to_pil().convert("RGB")


def holds_picture(path, number):
    """Can a picture be read on a page of a PDF? A scanner takes one of every page, blank or not."""
    import pypdfium2
    from pypdfium2.raw import FPDF_PAGEOBJ_IMAGE

    with pypdfium2.PdfDocument(path) as document:
        for one in document[number - 1].get_objects(filter=[FPDF_PAGEOBJ_IMAGE], max_depth=5):
            try:
                one.get_bitmap()
            except pypdfium2.PdfiumError:
                continue
            return True
    return False


def photo_of(path):
    from PIL import Image, ImageOps

    Image.MAX_IMAGE_PIXELS = LARGEST // 2
    try:
        import pi_heif

        pi_heif.register_heif_opener()
    except ImportError:  # pragma: no cover (part of the requirements)
        pass
    with Image.open(path) as opened:
        opened.draft("RGB", (LONGEST, LONGEST))
        return ImageOps.exif_transpose(opened).convert("RGB")


def codes(picture):
    """[{"text", "turn"}], the QR codes of a picture; a blurred one is tried larger and sharper."""
    from PIL import ImageFilter, ImageOps

    grey = picture.convert("L")
    tries = (
        lambda: grey,
        lambda: ImageOps.autocontrast(grey.filter(ImageFilter.GaussianBlur(1.2))),
        lambda: grey.filter(ImageFilter.UnsharpMask(4, 250, 2)),
        lambda: grey.resize((grey.width * 3 // 2, grey.height * 3 // 2)),
        lambda: grey.resize((grey.width // 2, grey.height // 2)),
    )
    for made in tries:
        if found := _found(made()):
            return found
    return []


def _found(grey):
    import zxingcpp

    read = zxingcpp.read_barcodes(grey, formats=zxingcpp.BarcodeFormat.QRCode)
    return [
        {"text": one.text, "turn": round(-one.orientation / 90) % 4 * 90}
        for one in read
        if one.valid
    ]


def is_blank(picture):
    grey = picture.convert("L")
    across, down = int(grey.width * EDGE), int(grey.height * EDGE)
    inner = grey.crop((across, down, grey.width - across, grey.height - down))
    counts = inner.histogram()
    return sum(counts[:DARK]) < LEAST_INK * sum(counts)


if __name__ == "__main__":  # pragma: no cover (runs in the child only)
    limit_self(cpu_seconds=40, memory_mb=2048, output_mb=32)
    _, path, media_type, number, target = sys.argv
    try:
        json.dump(read(path, media_type, int(number), target), sys.stdout)
    except MemoryError:
        sys.exit(OUT_OF_MEMORY)
