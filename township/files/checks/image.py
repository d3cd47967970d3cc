"""Photos and scans: whole, of a sane number of pixels, nothing carried along behind them."""

import warnings
from contextlib import contextmanager

from PIL import Image

from township.files.checks import BOMB, DAMAGED, POLYGLOT, Refusal

FORMATS = {
    "image/jpeg": "JPEG",
    "image/png": "PNG",
    "image/gif": "GIF",
    "image/webp": "WEBP",
    "image/tiff": "TIFF",
    "image/bmp": "BMP",
    "image/heic": "HEIF",
}
# Phones take 108 million pixels as JPEG (read here at an eighth); an A3 scan at 600 dpi has 70.
MOST_PIXELS = 120_000_000
MOST_DECODED = 40_000_000
# A HEIC of 12 million pixels takes half a second; what is larger is decoded for its preview only.
MOST_HEIC_DECODED = 16_000_000
STRIP_OFFSETS, STRIP_BYTES, TILE_OFFSETS, TILE_BYTES = 273, 279, 324, 325
GPS_DIRECTORY = 0x8825
SMUGGLED = (b"<script", b"<?php", b"<html", b"<!doctype html", b"this program cannot be run")
CHUNK = 1024 * 1024


def check(path, media_type, size):
    """(warnings as phrases, number of pages). `size` in bytes."""
    try:
        with opened(path, media_type) as image:
            _read(image, path, media_type, size)
            has_position = bool(image.getexif().get_ifd(GPS_DIRECTORY))
            pages = image.n_frames if media_type == "image/tiff" else 1
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise Refusal(BOMB) from None
    except (OSError, SyntaxError, ValueError, EOFError, RuntimeError):
        raise Refusal(DAMAGED) from None
    _refuse_smuggled(path)
    return (["照片里带有拍摄位置，预览和公开时会自动去掉"] if has_position else []), pages


@contextmanager
def opened(path, media_type):
    """The picture, whatever its name says. Pillow warns above its limit of pixels and refuses
    above twice its limit; here both refuse."""
    if media_type == "image/heic":
        import pi_heif

        pi_heif.register_heif_opener(decode_threads=1)
    usual, Image.MAX_IMAGE_PIXELS = Image.MAX_IMAGE_PIXELS, MOST_PIXELS
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(path, formats=[FORMATS[media_type]]) as image:
                yield image
    finally:
        Image.MAX_IMAGE_PIXELS = usual


def _read(image, path, media_type, size):
    if media_type == "image/jpeg":
        image.draft("L", (max(1, image.width // 8), max(1, image.height // 8)))
        image.load()
    elif media_type == "image/png":
        with Image.open(path, formats=["PNG"]) as again:
            again.verify()
    elif media_type == "image/tiff":
        _refuse_missing_strips(image, size)
    elif media_type == "image/heic":
        if image.width * image.height <= MOST_HEIC_DECODED:
            image.load()
    elif image.width * image.height > MOST_DECODED:
        raise Refusal(BOMB)
    else:
        image.load()


def _refuse_missing_strips(image, size):
    for offsets, lengths in ((STRIP_OFFSETS, STRIP_BYTES), (TILE_OFFSETS, TILE_BYTES)):
        pairs = zip(image.tag_v2.get(offsets, ()), image.tag_v2.get(lengths, ()), strict=False)
        if any(offset + length > size for offset, length in pairs):
            raise Refusal(DAMAGED)


def _refuse_smuggled(path):
    """Film parts behind a photo (motion photos) are common and stay; markup and programs do not."""
    overlap = max(map(len, SMUGGLED)) - 1
    before = b""
    with open(path, "rb") as stream:
        while chunk := stream.read(CHUNK):
            window = (before + chunk).lower()
            if any(sign in window for sign in SMUGGLED):
                raise Refusal(POLYGLOT)
            before = chunk[-overlap:]
