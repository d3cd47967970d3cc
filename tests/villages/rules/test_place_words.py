"""A village is spoken of by its law's words, a community by those of its own."""

from dataclasses import fields

import pytest

from villages.rules.kinds import TextKind
from villages.rules.place_words import COMMUNITY, VILLAGE, words_of


def test_each_kind_of_place_has_its_words():
    assert words_of(False) is VILLAGE and words_of(True) is COMMUNITY
    assert (VILLAGE.openness, COMMUNITY.openness) == ("村务公开", "居务公开")
    assert COMMUNITY.assembly.label == "居民会议"


@pytest.mark.parametrize("one", [field.name for field in fields(VILLAGE)])
def test_no_word_serves_both(one):
    assert getattr(VILLAGE, one) != getattr(COMMUNITY, one)
    told = [str(getattr(COMMUNITY, field.name)) for field in fields(COMMUNITY)]
    assert not any("村" in word for word in told)


@pytest.mark.parametrize(
    ("kind", "village", "community"),
    [
        (TextKind.COVENANT, "村规民约", "居民公约"),
        (TextKind.CHARTER, "自治章程", "自治章程"),
        ("rule", "自治制度", "自治制度"),
    ],
)
def test_a_text_is_called_as_the_law_calls_it(kind, village, community):
    assert (VILLAGE.text_kind(kind), COMMUNITY.text_kind(kind)) == (village, community)
