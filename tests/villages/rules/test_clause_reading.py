"""A clause is made even without losing where its signs stood; lists and old rules are known."""

import re

import pytest

from villages.rules.clause_reading import even, read
from villages.rules.clauses import ClauseText
from villages.rules.kinds import ClauseKind


def reading(text, heading=""):
    return read(ClauseText(ClauseKind.ARTICLE, "第三条", text), heading)


def test_blanks_and_width_go_and_places_stay():
    text, places = even("罚　款 ５０元, 限期。")
    assert (text, places) == ("罚款50元，限期。", (0, 2, 4, 5, 6, 7, 9, 10, 11))


def test_told_is_where_the_signs_stood():
    said = "租金另议；罚　款　５元"
    found = reading(said)
    start, end = found.told(found.text.index("罚"), len(found.text))
    assert said[start:end] == "罚　款　５元"


@pytest.mark.parametrize(
    ("text", "heading", "is_on_birth"),
    [
        ("按时交钱。", "生育\n", True),
        ("怀孕的，按时报告。", "", True),
        ("由计划生育协会组织活动。", "", False),
    ],
)
def test_the_heading_says_what_a_clause_is_about(text, heading, is_on_birth):
    assert reading(text, heading).is_on_birth is is_on_birth


@pytest.mark.parametrize(
    ("text", "sentence", "is_turned"),
    [
        ("不得有下列行为：收取押金；停水停电。", "停水停电", True),
        ("不得有下列行为：乱倒垃圾；违者停水停电。", "违者停水停电", False),
        ("过去收取的押金，现在不再收取。", "过去收取的押金", True),
        ("收取押金。", "收取押金", False),
    ],
)
def test_what_is_listed_as_forbidden_or_put_away_is_turned(text, sentence, is_turned):
    found = reading(text)
    (match,) = re.finditer(sentence, found.text)
    assert found.is_turned(match) is is_turned
