"""One piece of a sound or a film, as players ask for it."""

import io

import pytest
from django.http import FileResponse
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from township.files.ranges import bounds, in_pieces


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        (None, None),
        ("", None),
        ("bytes=-", None),
        ("bytes=0-", (0, 9)),
        ("bytes=0-0", (0, 0)),
        ("bytes=4-20", (4, 9)),
        ("bytes=9-9", (9, 9)),
        ("bytes=10-", ()),
        ("bytes=-3", (7, 9)),
        ("bytes=-30", (0, 9)),
        ("bytes=-0", ()),
        ("bytes=5-2", None),
        ("bytes=0-1,4-5", None),
        ("lines=0-1", None),
        ("bytes=１-2", None),
    ],
)
def test_which_bytes_are_asked_for(asked, found):
    assert bounds(asked, 10) == found


def asked_for(header, content, kind="audio/mpeg"):
    headers = {"Range": header} if header else {}
    request = RequestFactory().get("/", headers=headers)
    return in_pieces(request, FileResponse(io.BytesIO(content), content_type=kind))


@given(st.binary(min_size=1, max_size=300), st.integers(0, 320), st.integers(0, 320))
def test_pieces_are_what_lies_there(content, start, end):
    answer = asked_for(f"bytes={start}-{end}", content)
    if start >= len(content):
        assert answer.status_code == 416
        assert answer["Content-Range"] == f"bytes */{len(content)}"
        return
    body = b"".join(answer)
    if start > end:
        assert (answer.status_code, body) == (200, content)
        return
    assert (answer.status_code, body) == (206, content[start : end + 1])
    assert int(answer["Content-Length"]) == len(body)
    last = min(end, len(content) - 1)
    assert answer["Content-Range"] == f"bytes {start}-{last}/{len(content)}"


def test_only_what_is_played_comes_in_pieces():
    answer = asked_for("bytes=0-1", b"words", "application/pdf")
    assert (answer.status_code, b"".join(answer)) == (200, b"words")
    whole = asked_for("", b"sound")
    assert whole["Accept-Ranges"] == "bytes" and b"".join(whole) == b"sound"
