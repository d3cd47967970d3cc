"""Text is cut so that every word of it is found, whatever its length."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archives.rules import bigrams


@given(st.text(alphabet="村民会议记录2026ab。 ", max_size=12), st.data())
def test_every_piece_of_a_text_is_found_in_it(text, data):
    """Its tokens stand among those of the text, one after the other, the last as a beginning."""
    plain = bigrams.normalise(text)
    runs = [run for run in plain.replace("。", " ").split() if run]
    if not runs:
        return
    run = data.draw(st.sampled_from(runs))
    held, asked = list(bigrams.tokens(plain)), bigrams.phrase(run)
    places = range(len(held) - len(asked) + 1)
    assert any(
        held[n : n + len(asked) - 1] == asked[:-1]
        and held[n + len(asked) - 1].startswith(asked[-1])
        for n in places
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("村民会议", ["村民", "民会", "会议", "议"]),
        ("议", ["议"]),
        ("2026年", ["2026", "年"]),
        ("WS·2026-Y", ["ws", "2026", "y"]),
        ("a_b", ["a", "b"]),
        ("。，", []),
    ],
)
def test_text_is_cut_into_pairs_and_whole_words(text, expected):
    assert list(bigrams.tokens(text)) == expected


def test_full_width_signs_and_blanks_inside_chinese_text_are_evened_out():
    assert bigrams.normalise("修 路\n２０２６　ＡＢ\0 c") == "修路 2026 AB c"


def test_a_question_is_at_most_eight_words_of_forty_letters():
    assert bigrams.terms("　三组 Ab ，。 会议") == ["三组", "ab", "会议"]
    assert len(bigrams.terms(" ".join(map(str, range(20))))) == bigrams.MOST_TERMS == 8
    assert bigrams.terms("x" * 50) == ["x" * bigrams.MOST_LETTERS] == ["x" * 40]


@pytest.mark.parametrize(
    ("term", "expected"),
    [
        ("会议", ["会议"]),
        ("会", ["会"]),
        ("村民会", ["村民", "民会"]),
        ("ab", ["ab"]),
        ("5号", ["5", "号"]),
        ("号5", ["号", "5"]),
    ],
)
def test_the_lone_last_character_is_not_asked_for(term, expected):
    assert bigrams.phrase(term) == expected
