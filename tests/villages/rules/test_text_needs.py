"""How many texts are enough, in one sentence."""

import pytest

from villages.rules.kinds import TextKind
from villages.rules.text_needs import missing


@pytest.mark.parametrize(
    ("done", "need", "sentence"),
    [
        (0, 3, "还没有生效的自治制度。"),
        (1, 3, "生效的自治制度只有1项，还差2项。"),
        (3, 3, ""),
        (4, 3, ""),
        (0, 0, ""),
    ],
)
def test_what_is_lacking(done, need, sentence):
    assert missing(TextKind.RULE, done, need) == sentence
