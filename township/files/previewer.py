"""Child process: writes a preview JPEG of a picture to standard output.

`python -m township.files.previewer path media_type`.
"""

import sys

from township.files.limits import OUT_OF_MEMORY, limit_self

LONGEST_SIDE = 1600
QUALITY = 82


def draw(path, media_type, target):
    from PIL import Image, ImageOps

    from township.files.checks.image import opened

    with opened(path, media_type) as image:
        image.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
        image.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
        upright = ImageOps.exif_transpose(image)
        picture = Image.new("RGB", upright.size, "white")
        if upright.has_transparency_data:
            upright = upright.convert("RGBA")
            picture.paste(upright, mask=upright.getchannel("A"))
        else:
            picture.paste(upright)
        picture.save(target, "JPEG", quality=QUALITY, optimize=True)


if __name__ == "__main__":  # pragma: no cover (runs in the child only)
    limit_self(cpu_seconds=15, memory_mb=1024, output_mb=16)
    try:
        draw(sys.argv[1], sys.argv[2], sys.stdout.buffer)
    except MemoryError:
        sys.exit(OUT_OF_MEMORY)
