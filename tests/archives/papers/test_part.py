"""A part tells itself apart from others of its record by a key."""

from archives.papers.part import NewPart
from township.files.models import StoredFile


def test_a_part_keeps_its_content_under_a_key_of_its_own():
    file = StoredFile()
    part = NewPart("表决记录", file, "表决记录.pdf", key="vote")
    under = part.under("motion:12")
    assert (under.key, under.name) == ("motion:12:vote", "表决记录") and under.content is file
    assert part.key == "vote" and part.kind == under.kind == "body"


def test_a_long_key_fits_its_column_and_stays_its_own():
    one, other = ("k" * 70 + end for end in "ab")
    keys = [NewPart("甲", StoredFile(), "甲", key=key).under("p").key for key in (one, other)]
    assert len(set(keys)) == 2 and all(len(key) <= 60 for key in keys)
