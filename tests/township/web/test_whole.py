"""Bodies under a WSGI server: a short one, one without its end, one that is all there."""

import io

import pytest

from township.web.arriving import PIECE_TYPE
from township.web.marks import CUT
from township.web.whole import Whole

FORM = b'--b\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n--b--\r\n'
MULTIPART = "multipart/form-data; boundary=b"


class Broken(io.BytesIO):
    def read(self, size=-1):
        raise OSError("the line is dead")


def reached(stream, announced, content_type="application/x-www-form-urlencoded", method="POST"):
    """The environment that reaches the site."""
    seen = []

    def site(environ, start_response):
        seen.append(environ | {"read": environ["wsgi.input"].read()})

    environ = {"REQUEST_METHOD": method, "CONTENT_TYPE": content_type, "wsgi.input": stream}
    Whole(site)(environ | {"CONTENT_LENGTH": str(announced)}, None)
    return seen[0]


@pytest.mark.parametrize("end", range(0, 8))
def test_a_short_body_is_marked(end):
    assert reached(io.BytesIO(b"a=1&b=22"[:end]), 8)[CUT]


def test_a_dead_line_is_marked():
    assert reached(Broken(), 8)[CUT]


def test_a_whole_body_is_read_by_the_site():
    environ = reached(io.BytesIO(b"a=1&b=22 and the next request"), 8)
    assert not environ[CUT] and environ["read"] == b"a=1&b=22"


@pytest.mark.parametrize("end", range(1, len(FORM) - 1))
def test_a_multipart_body_without_its_end_is_marked(end):
    """The two last characters are a line end that nothing hangs on."""
    is_cut = end < len(FORM) - 2
    assert reached(io.BytesIO(FORM[:end]), end, MULTIPART)[CUT] is is_cut


@pytest.mark.parametrize("kind", [MULTIPART, 'Multipart/Form-Data; boundary="b"'])
def test_a_multipart_body_with_its_end_is_not(kind):
    assert not reached(io.BytesIO(FORM), len(FORM), kind)[CUT]


def test_a_multipart_body_that_names_no_boundary_is_marked():
    assert reached(io.BytesIO(FORM), len(FORM), "multipart/form-data")[CUT]


def test_a_piece_of_an_upload_goes_through_as_it_comes():
    stream = io.BytesIO(b"half")
    environ = reached(stream, 8, PIECE_TYPE, "PATCH")
    assert environ["wsgi.input"] is stream and CUT not in environ
