"""What was typed becomes words to look for; what fits is cut where they stand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from township.finding.asking import AROUND, LONGEST, around, names_a_person, words_of


def said(found):
    return "".join(text for text, _ in found)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("章程", ["章程"]),
        ("  章程　停车 ", ["章程", "停车"]),
        ("Ａ１", ["a1"]),
        ("，。", []),
        ("", []),
        ("13812345678", []),
        ("张三 13812345678", []),
        ("510521198002301234", []),
        ("村" * (LONGEST + 5), ["村" * 40]),
    ],
)
def test_words_are_all_that_was_typed_but_for_numbers_of_persons(typed, words):
    assert words_of(typed) == words


def test_a_number_of_a_person_is_told_from_a_number_of_a_paper():
    assert names_a_person("0830-2345678") and names_a_person("138 1234 5678")
    assert not names_a_person("示府发〔2026〕5号") and not names_a_person("2026")


def test_the_excerpt_stands_around_the_first_place():
    text = "前" * 200 + "停车\n收费" + "后" * 200
    found = around(text, ["收费", "停车"])
    assert said(found).startswith("…前") and said(found).endswith("后…")
    assert ("停车", True) in found and ("收费", True) in found
    assert around("没有", ["停车"]) == [] == around("", ["停车"])
    assert said(around("停车", ["停车"])) == "停车"


@given(st.text(max_size=300), st.text(alphabet="停车位ab", min_size=1, max_size=4))
def test_an_excerpt_is_short_and_holds_the_word(text, word):
    found = around(f"{text}{word}", [word])
    assert len(said(found)) <= 2 * AROUND + 2
    assert any(is_hit for _, is_hit in found)
