"""What a sheet calls a member: posts of the association are understood, the rest is kept."""

import pytest

from villages.rules.bodies import PostKind
from villages.rules.offices import LONGEST, read_offices

PRESIDENT, VICE, SECRETARY = PostKind.PRESIDENT, PostKind.VICE_PRESIDENT, PostKind.GENERAL_SECRETARY
BOARD, HEAD = PostKind.BOARD_MEMBER, PostKind.MEMBER_HEAD


@pytest.mark.parametrize(
    ("written", "posts", "kept"),
    [
        ("会长", (PRESIDENT,), ()),
        ("副会长兼秘书长", (VICE, SECRETARY), ()),
        ("常务副会长", (VICE,), ()),
        ("协会会长、理事", (PRESIDENT, BOARD), ()),
        ("第一组组长", (HEAD,), ()),
        ("3组组长", (HEAD,), ()),
        ("会员小组长", (HEAD,), ()),
        ("小组会员组长", (HEAD,), ()),
        ("理事、组长", (BOARD, HEAD), ()),
        ("理事,理事", (BOARD,), ()),
        ("名誉会长", (), ("名誉会长",)),
        ("监事", (), ("监事",)),
        ("副秘书长", (), ("副秘书长",)),
        ("会长兼顾问", (PRESIDENT,), ("顾问",)),
        ("会长（村支书）", (PRESIDENT,), ("会长(村支书)",)),
        ("会员", (), ()),
        ("普通会员", (), ()),
        ("无", (), ()),
        ("", (), ()),
    ],
)
def test_titles(written, posts, kept):
    read = read_offices(written)
    assert (read.posts, read.kept) == (posts, kept)
    assert list(read) == [*(post.label for post in posts), *kept]


def test_a_title_is_never_cut():
    assert read_offices("监" * LONGEST).kept == ("监" * LONGEST,)
    with pytest.raises(ValueError, match=r"协会职务.*最多30个"):
        read_offices("监" * (LONGEST + 1))
