"""Which lines are certain, and that no number of a person is kept of any."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archives.rules import scan_lines
from tests.archives.readings import line
from township.personalnumbers import NumberKind, personal_numbers


@pytest.mark.parametrize(
    ("certainty", "is_doubtful", "is_looked_for"),
    [
        (1.0, False, True),
        (0.9, False, True),
        (0.899, True, True),
        (0.6, True, True),
        (0.599, True, False),
    ],
)
def test_the_bounds_of_certainty(certainty, is_doubtful, is_looked_for):
    one = line("修路", certainty)
    assert scan_lines.is_doubtful(one) is is_doubtful
    assert scan_lines.certain([one]) == ([] if is_doubtful else [one])
    assert scan_lines.text_of([one]) == ("修路" if is_looked_for else "")


def test_lines_follow_each_other_in_their_order():
    assert scan_lines.text_of([line("甲"), line("乙")]) == "甲\n乙"


def test_numbers_are_hidden_and_counted_and_places_stay():
    lines = [line("张三 510823198001011234"), line("电话13800001111或13800002222"), line("38人")]
    kept, counts = scan_lines.with_numbers_hidden(lines)
    assert counts == {NumberKind.IDENTITY: 1, NumberKind.CARD: 0, NumberKind.TELEPHONE: 2}
    assert [one["corners"] for one in kept] == [one["corners"] for one in lines]
    assert kept[1]["text"] == "电话138****1111或138****2222" and kept[2] == lines[2]


@given(st.lists(st.text("0123456789 -电话人X", max_size=40), max_size=4))
def test_what_is_kept_holds_no_identity_number(texts):
    kept, _ = scan_lines.with_numbers_hidden([line(text) for text in texts])
    for one in kept:
        assert not [n for n in personal_numbers(one["text"]) if n.kind is NumberKind.IDENTITY]
