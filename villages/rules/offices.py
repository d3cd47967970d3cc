"""Reads what a sheet calls a member of the association: 副会长兼秘书长, 第一组组长. Pure.

A title that is no post of the association (名誉会长, 监事) is kept as it is written.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from township.shorttext import even
from villages.rules.bodies import PostKind
from villages.rules.numerals import NUMERAL
from villages.rules.tables import is_blank

LONGEST = 30
BETWEEN = re.compile(r"[、,;/|+&]|兼任|兼|和|及")
POSTS = (
    (re.compile("会长"), PostKind.PRESIDENT),
    (re.compile("(常务|第一)?副会长"), PostKind.VICE_PRESIDENT),
    (re.compile("秘书长"), PostKind.GENERAL_SECRETARY),
    (re.compile("(常务)?理事"), PostKind.BOARD_MEMBER),
    (re.compile(rf"((第?[{NUMERAL}]+)?(会员)?小?组)?(会员)?小?组长"), PostKind.MEMBER_HEAD),
)
MEMBER = re.compile("(普通|一般|个人)?会员")
ASSOCIATION = re.compile("^(村|社区|居)?(计划生育协会|计生协会|计生协|协会)")


@dataclass(frozen=True)
class OfficeReading:
    """posts: those of the association; kept: titles as they are written."""

    posts: tuple[PostKind, ...] = ()
    kept: tuple[str, ...] = ()

    def __iter__(self) -> Iterator[str]:
        """The words to show."""
        return iter((*(post.label for post in self.posts), *self.kept))


def read_offices(text: str) -> OfficeReading:
    """What a cell says. ValueError when it is too long to be a title."""
    plain = even(text)
    if is_blank(plain):
        return OfficeReading()
    if len(plain) > LONGEST:
        raise ValueError(f"协会职务“{plain[:20]}…”有{len(plain)}个字，最多{LONGEST}个。")
    posts, kept = [], []
    for piece in filter(None, BETWEEN.split(plain)):
        bare = ASSOCIATION.sub("", re.sub(r"\(.*?\)", "", piece))
        post = next((post for pattern, post in POSTS if pattern.fullmatch(bare)), None)
        if post and post not in posts:
            posts.append(post)
        if (not post and not MEMBER.fullmatch(bare)) or "(" in piece:
            kept.append(piece)
    return OfficeReading(tuple(posts), tuple(kept))
