"""Child process: writes a preview JPEG of a picture to standard output.

`python -m township.files.previewer path media_type`.
"""

import sys

from township.files.limits import OUT_OF_MEMORY, limit_self

LONGEST_SIDE = 1600
QUALITY = 82
DEEP_MODES = ("I", "F", "I;16", "I;16B", "I;16L", "I;16N")


def draw(path, media_type, target):
    from PIL import Image, ImageOps

    from township.files.checks.image import opened

    with opened(path, media_type) as image:
        image.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
        image.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
        upright = ImageOps.exif_transpose(within_eight_bits(image))
        picture = Image.new("RGB", upright.size, "white")
        if upright.has_transparency_data:
            upright = upright.convert("RGBA")
            picture.paste(upright, mask=upright.getchannel("A"))
        else:
            picture.paste(upright)
        picture.save(target, "JPEG", quality=QUALITY, optimize=True)


def within_eight_bits(image):
    """A scan of 16 or 32 bits a pixel from its darkest to its lightest value, so that one sees it:
    cut off at 255 it would be a white sheet."""
    if image.mode not in DEEP_MODES:
        return image
    darkest, lightest = image.getextrema()
    if darkest == lightest:
        return image.convert("L").point(lambda value: 255)
    scale = 255 / (lightest - darkest)
    values = image.convert("F").point(lambda value: value * scale - darkest * scale)
    return values.convert("L")


if __name__ == "__main__":  # pragma: no cover (runs in the child only)
    limit_self(cpu_seconds=15, memory_mb=1024, output_mb=16)
    try:
        draw(sys.argv[1], sys.argv[2], sys.stdout.buffer)
    except MemoryError:
        sys.exit(OUT_OF_MEMORY)
