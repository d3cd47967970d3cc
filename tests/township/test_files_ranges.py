"""Which bytes a header asks for, at every boundary."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from township.files.ranges import OutOfRange, asked_range


@pytest.mark.parametrize(
    ("header", "found"),
    [
        ("bytes=0-0", (0, 0)),
        ("bytes=0-9", (0, 9)),
        ("bytes=0-10", (0, 9)),
        ("bytes=9-", (9, 9)),
        ("bytes=-1", (9, 9)),
        ("bytes=-10", (0, 9)),
        ("bytes=-11", (0, 9)),
        ("bytes=5-4", None),
        ("bytes=-", None),
        ("bytes=0-1,4-5", None),
        ("bytes=a-b", None),
        ("bytes=１-２", None),
        ("items=0-1", None),
        ("", None),
    ],
)
def test_of_ten_bytes(header, found):
    assert asked_range(header, 10) == found


@pytest.mark.parametrize("header", ["bytes=10-", "bytes=10-10", "bytes=-0", "bytes=99-100"])
def test_what_lies_behind_the_end_is_refused(header):
    with pytest.raises(OutOfRange):
        asked_range(header, 10)


@given(size=st.integers(1, 300), first=st.integers(0, 400), last=st.integers(0, 400))
def test_a_range_is_what_slicing_gives(size, first, last):
    content = bytes(range(256)) * 2
    content = content[:size]
    if last < first:
        assert asked_range(f"bytes={first}-{last}", size) is None
    elif first >= size:
        with pytest.raises(OutOfRange):
            asked_range(f"bytes={first}-{last}", size)
    else:
        begin, end = asked_range(f"bytes={first}-{last}", size)
        assert content[begin : end + 1] == content[first : last + 1]
