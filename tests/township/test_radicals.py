"""Radicals that a reader of PDF copied in place of characters become the characters again."""

import unicodedata

import pytest

from township.radicals import as_characters


@pytest.mark.parametrize(
    ("copied", "meant"),
    [
        ("第⼀条", "第一条"),
        ("⼈⼝", "人口"),
        ("⻔⻋⻢", "门车马"),
        ("⻓", "长"),
        ("⻰", "龙"),
        ("村民会议", "村民会议"),
        ("", ""),
    ],
)
def test_a_radical_is_written_as_its_character(copied, meant):
    assert as_characters(copied) == meant


def test_no_radical_is_left():
    radicals = [chr(code) for code in range(0x2E80, 0x2FD6) if unicodedata.name(chr(code), "")]
    assert len(radicals) > 300
    for radical in radicals:
        character = as_characters(radical)
        assert len(character) == 1 and not 0x2E80 <= ord(character) <= 0x2FD5, radical
