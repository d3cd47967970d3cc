"""What counts as an account of a meeting."""

import pytest

from villages.rules.minutes import says_something


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", False),
        ("  \n", False),
        ("略。", False),
        ("……", False),
        ("没有意见！", False),
        ("一致 同意。", False),
        ("修路", False),
        ("讨论修路", True),
        ("大家同意先修主路。", True),
    ],
)
def test_empty_words_say_nothing(text, says):
    assert says_something(text) is says
