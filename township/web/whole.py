"""Around the site for a server that speaks WSGI: a body is read whole before anybody looks at it.

`make run` comes in by `front`, which does not hold a thread while a body arrives.
"""

from pathlib import Path

from township.web.arriving import PIECE_TYPE, lacks_its_end, taken
from township.web.marks import CUT
from township.web.written import in_utf8


class Whole:
    """The WSGI application `inside`, with bodies that are all there or marked as cut."""

    def __init__(self, inside, folder: Path | None = None) -> None:
        self.inside, self.folder = inside, folder

    def __call__(self, environ, start_response):
        environ = in_utf8(environ)
        announced = int(environ.get("CONTENT_LENGTH") or 0)
        if not announced or is_piece(environ):
            return self.inside(environ, start_response)
        arrived = taken(environ["wsgi.input"], announced, self.folder)
        try:
            return self.inside(with_body(environ, arrived), start_response)
        finally:
            arrived.close()


def is_piece(environ: dict) -> bool:
    """A piece of a resumable upload: what arrived of it may be kept."""
    return environ["REQUEST_METHOD"] == "PATCH" and environ.get("CONTENT_TYPE") == PIECE_TYPE


def with_body(environ: dict, arrived) -> dict:
    """The environment of a request whose body is put by, marked where it is not whole."""
    kept = environ | {"wsgi.input": arrived.file, "CONTENT_LENGTH": str(arrived.length)}
    if not is_piece(environ):
        is_cut = arrived.is_cut or lacks_its_end(arrived, environ.get("CONTENT_TYPE", ""))
        kept |= {CUT: is_cut}
    return kept
