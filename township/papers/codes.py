"""Two-dimensional codes (QR) that lead from a paper back to its page."""

import io
from functools import lru_cache

import segno
from django.utils.html import escape

# A stack of ballots carries the same code on every slip.
_drawn_once = lru_cache(maxsize=64)


@_drawn_once
def qr_svg(content, caption=""):
    """The code as inline SVG without size and style; class names say how large it is."""
    drawn = io.BytesIO()
    segno.make_qr(content, error="m").save(
        drawn,
        kind="svg",
        xmldecl=False,
        svgns=True,
        omitsize=True,
        svgclass="paper-qr",
        lineclass=None,
        border=2,
        nl=False,
    )
    label = escape(caption or "二维码")
    return drawn.getvalue().decode().replace("<svg ", f'<svg role="img" aria-label="{label}" ', 1)


@_drawn_once
def qr_png(content, scale=8):
    """The code as PNG bytes, for Word and PDF; the same content gives the same bytes."""
    drawn = io.BytesIO()
    segno.make_qr(content, error="m").save(drawn, kind="png", scale=scale, border=2)
    return drawn.getvalue()
