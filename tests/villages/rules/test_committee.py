"""How many sit in the committee, and a woman among them: by the law of the place and the day."""

from datetime import date

import pytest

from villages.rules.bodies import BodyKind, PostKind
from villages.rules.committee import committee
from villages.rules.composition import Holder
from villages.rules.kinds import PlaceKind
from villages.rules.statutes import pack_on

NOW = date(2026, 6, 1)


def check(number, *, women=("成员0",), place=PlaceKind.VILLAGE, on=NOW):
    posts = [PostKind.DIRECTOR] + [PostKind.COMMITTEE_MEMBER] * (number - 1)
    held = [
        Holder(f"成员{n}", f"成员{n}", BodyKind.COMMITTEE, post)
        for n, post in enumerate(posts[:number])
    ]
    held.append(Holder("书记", "书记", BodyKind.PARTY_BRANCH, PostKind.SECRETARY))
    return {one.key: one for one in committee(held, pack_on(place, on), women)}


def test_where_nobody_sits_nothing_is_found():
    assert check(0) == {}


@pytest.mark.parametrize(
    ("place", "number", "ok"),
    [
        (PlaceKind.VILLAGE, 2, False),
        (PlaceKind.VILLAGE, 3, True),
        (PlaceKind.VILLAGE, 7, True),
        (PlaceKind.VILLAGE, 8, False),
        (PlaceKind.COMMUNITY, 4, False),
        (PlaceKind.COMMUNITY, 5, True),
        (PlaceKind.COMMUNITY, 9, True),
        (PlaceKind.COMMUNITY, 10, False),
    ],
)
def test_how_many_the_law_says(place, number, ok):
    size = check(number, place=place)["size"]
    assert size.ok is ok and size.got == number and size.article == "第八条"


def test_who_holds_two_posts_counts_once():
    held = [
        Holder("张", "张", BodyKind.COMMITTEE, post)
        for post in (PostKind.DIRECTOR, PostKind.COMMITTEE_MEMBER)
    ]
    (size, woman) = committee(held, pack_on(PlaceKind.VILLAGE, NOW), ["张"])
    assert size.got == woman.got == 1


def test_a_woman_sits_among_them():
    assert check(3)["woman"].ok
    one = check(3, women=("书记",))["woman"]
    assert not one.ok and "妇女" in one.sentence and one.article == "第八条"


@pytest.mark.parametrize(
    ("place", "on", "is_asked", "article"),
    [
        (PlaceKind.VILLAGE, date(2005, 1, 1), False, "第九条"),
        (PlaceKind.VILLAGE, date(2010, 10, 28), True, "第六条"),
        (PlaceKind.COMMUNITY, date(2025, 12, 31), False, "第七条"),
        (PlaceKind.COMMUNITY, date(2026, 1, 1), True, "第八条"),
    ],
)
def test_since_when_the_law_asks_for_a_woman(place, on, is_asked, article):
    found = check(5, place=place, on=on)
    assert ("woman" in found) is is_asked and found["size"].article == article
