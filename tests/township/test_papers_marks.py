"""Codes of sheets that come back: what was put in comes out, and nothing else does."""

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from township.papers.marks import (
    LARGEST,
    PLACE,
    SHEETS,
    Forged,
    PaperMark,
    Unknown,
    address,
    code_in,
    decode,
    encode,
)

KEY, FORMER = "k" * 50, "f" * 50
NUMBERS = st.integers(0, LARGEST)
MARKS = st.builds(PaperMark, NUMBERS, st.sampled_from(sorted(SHEETS)), NUMBERS, st.integers(0, 999))
ONE = PaperMark(3, "sign_in", 1204, 2)


@given(MARKS)
def test_what_is_coded_is_read(mark):
    code = encode(mark, KEY)
    assert decode(code, [KEY]) == mark
    assert code_in(address(code, "https://cun.example.gov.cn")) == code


@given(MARKS, st.data())
def test_a_changed_code_is_refused(mark, data):
    code = encode(mark, KEY)
    at = data.draw(st.integers(0, len(code) - 1))
    other = data.draw(st.sampled_from("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"))
    if other == code[at]:
        return
    with pytest.raises((Forged, Unknown)):
        decode(code[:at] + other + code[at + 1 :], [KEY])


def test_the_tag_of_one_thing_is_none_for_another():
    """What one printed paper says cannot be cut out and put before the tag of a second."""

    def raw(mark):
        code = encode(mark, KEY)
        return base64.b32decode(code + "=" * (-len(code) % 8))

    mixed = raw(PaperMark(3, "sign_in", 7))[:-8] + raw(PaperMark(3, "sign_in", 8))[-8:]
    with pytest.raises(Forged):
        decode(base64.b32encode(mixed).decode().rstrip("="), [KEY])


def test_former_keys_are_read_as_long_as_they_are_known():
    code = encode(ONE, FORMER)
    assert decode(code, [KEY, FORMER]) == ONE
    with pytest.raises(Forged):
        decode(code, [KEY])


def test_a_later_version_is_unknown_and_not_called_forged():
    code = encode(ONE, KEY)
    raw = bytearray(base64.b32decode(code + "=" * (-len(code) % 8)))
    raw[0] += 1
    with pytest.raises(Unknown):
        decode(base64.b32encode(bytes(raw)).decode().rstrip("="), [KEY])


@pytest.mark.parametrize("code", ["", "A", "AAAAAAAAAA", "A1", "签到册", "A" * 300])
def test_rubbish_is_refused(code):
    with pytest.raises((Forged, Unknown)):
        decode(code, [KEY])


@pytest.mark.parametrize(
    "content", ["", "https://weixin.qq.com/r/abc", "http://x/P/", "/P/lower", "http://x/P/ABC"]
)
def test_other_codes_are_none_of_ours(content):
    assert code_in(content) is None


def test_an_address_is_in_capitals_unless_the_site_lies_in_a_folder():
    code = encode(ONE, KEY)
    assert address(code, "https://a.cn") == f"HTTPS://A.CN{PLACE}{code}"
    assert address(code, "https://a.cn/cun") == f"https://a.cn/cun{PLACE}{code}"


def test_numbers_of_sheets_stay():
    """They stand on papers that are out: adding is right, changing never."""
    assert SHEETS == {
        "notice": 1,
        "sign_in": 2,
        "ballot": 3,
        "tally_first": 4,
        "tally_second": 5,
        "minutes": 6,
        "vote": 7,
        "posting": 8,
        "selection": 9,
        "filing_receipt": 10,
        "evaluation": 11,
        "site_visit": 12,
        "reward_receipt": 13,
    }


def test_ballots_have_no_page():
    assert PaperMark(1, "ballot", 2).on_page(3).page == 0
    assert PaperMark(1, "minutes", 2).on_page(3).page == 3
