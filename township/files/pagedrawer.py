"""Child process: writes one page of a PDF as a JPEG picture to standard output.

`python -m township.files.pagedrawer path number`. The typesetter of the papers draws it: it takes a
page of a PDF as a picture. Nothing in the file is carried out.
"""

import io
import json
import os
import sys

from township.files.limits import OUT_OF_MEMORY, limit_self

WIDTH = 595  # points, an A4 sheet upright
DOTS = 130  # an inch
QUALITY = 80


def draw(path, number, target, *, dots=DOTS, quality=QUALITY):
    """Raises whatever a damaged file or a page that is not there leads to."""
    import typst
    from PIL import Image

    place = json.dumps(os.path.realpath(path), ensure_ascii=False)
    page = f'#image({place}, format: "pdf", page: {int(number)}, width: {WIDTH}pt)'
    with open("page.typ", "w", encoding="utf-8") as source:
        source.write(f"#set page(width: auto, height: auto, margin: 0pt)\n{page}\n")
    compiler = typst.Compiler(root="/", ignore_system_fonts=True)
    drawn = compiler.compile(os.path.realpath("page.typ"), format="png", ppi=dots)
    with Image.open(io.BytesIO(drawn)) as picture:
        sheet = Image.new("RGB", picture.size, "white")
        sheet.paste(picture, mask=picture.getchannel("A") if picture.mode == "RGBA" else None)
        sheet.save(target, "JPEG", quality=quality)


if __name__ == "__main__":  # pragma: no cover (runs in the child only)
    limit_self(cpu_seconds=20, memory_mb=1536, output_mb=16)
    try:
        draw(sys.argv[1], sys.argv[2], sys.stdout.buffer)
    except MemoryError:
        sys.exit(OUT_OF_MEMORY)
