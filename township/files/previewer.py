"""Child process: writes a preview JPEG of a picture to standard output.

`python -m township.files.previewer path media_type`.
"""

import sys

from township.files.limits import exit_over_limit, limit_self

LONGEST_SIDE = 1600
QUALITY = 82


def draw(path, target):
    from PIL import Image, ImageOps

    from township.files.checks.image import FORMATS, MOST_PIXELS

    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    with Image.open(path, formats=list(FORMATS.values())) as image:
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


if __name__ == "__main__":
    limit_self(cpu_seconds=15, memory_mb=1024, output_mb=16)
    try:
        draw(sys.argv[1], sys.stdout.buffer)
    except MemoryError:
        exit_over_limit()
