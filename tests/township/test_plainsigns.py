"""Signs are read as what they are drawn for, each in its place."""

import pytest

from township.plainsigns import plain_signs, readings


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("１①一٣", "1113"),
        ("1\u200b2\u00ad3", "123"),
        ("〔０２８〕—8•7", "(028)-8.7"),
        ("Ⅹ✕х𝐗", "XXXX"),
        ("1#2★3“4”", "1|2|3|4|"),
        ("138㎡、￥5", "138㎡,￥5"),
        ("甲\r\n乙", "甲\n乙"),
    ],
)
def test_signs_as_those_a_number_is_written_with(written, plain):
    assert plain_signs(written)[0] == plain


def test_each_sign_tells_where_it_stood():
    assert plain_signs("甲\u200b１") == ("甲1", [0, 2])


def test_a_text_is_read_twice_where_a_sign_may_be_another():
    assert readings("138一0000") == ["138一0000", "138-0000"]
    assert readings("138OO00") == ["138OO00", "1380000"]
    assert readings("幺三八○") == ["一三八零"]
