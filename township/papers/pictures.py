"""Photos on papers: whether they can be read, and how large they are set."""

import io

WIDEST_SHARE = 0.7
TALLEST = 170


def is_readable(content):
    """Whether the bytes are a whole PNG or JPEG."""
    from PIL.Image import DecompressionBombError

    try:
        with _opened(content) as picture:
            picture.load()
    except (OSError, ValueError, SyntaxError, DecompressionBombError):
        return False
    return True


def fitted_width(content, room):
    """The width in millimetres of a picture on a line `room` wide, never taller than TALLEST."""
    with _opened(content) as picture:
        width, height = picture.size
    return min(room * WIDEST_SHARE, TALLEST * width / height)


def _opened(content):
    # Not above: few papers have pictures (tests/test_start.py).
    import PIL.Image

    return PIL.Image.open(io.BytesIO(content), formats=("PNG", "JPEG"))
