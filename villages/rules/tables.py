"""Reads the cells of people's sheets tolerantly: choices, counts, names of groups. Pure.

Full-width letters, blanks, units after a number, words of the national standards: all of it is
usual and none of it is the cadre's fault. What is ambiguous is not guessed but told.
"""

import re
from collections.abc import Mapping, Sequence

from township.shorttext import even
from villages.rules.numerals import NUMERAL, read_number

BLANK = frozenset({"无", "/", "\\", "-", "--", "—", "——", "–", "－", "空", "暂无"})
COUNT = re.compile(r"共?(\d{1,3}(?:,\d{3})+|\d+)(\.0+)?[户戶人个名口家]?")
CHINESE_COUNT = re.compile(rf"共?([{NUMERAL}万]+)[户戶人个名口家]?")
# 一百二 is said for 120 and may be written for 102.
SPOKEN = re.compile("[百千万佰仟][一二三四五六七八九两]$")


def is_blank(text: str) -> bool:
    """Empty, or a sign that people write where there is nothing."""
    plain = even(text)
    return not plain or plain in BLANK


def read_choice(text: str, choices: Mapping[str, Sequence[str]], label: str) -> str | None:
    """The key whose spellings contain the text; None when it is blank."""
    plain = even(text)
    if is_blank(plain):
        return None
    for key, spellings in choices.items():
        if plain in spellings:
            return key
    raise ValueError(
        f"{label}“{plain[:20]}”看不懂，可以写：{'、'.join(s[0] for s in choices.values())}。"
    )


def read_count(text: str, label: str, most: int = 100_000, like: int = 15) -> int | None:
    """A whole number; 15户, １５, 2,345 and 十五 are read. None when blank."""
    plain = even(text)
    if is_blank(plain):
        return None
    number = _count(plain)
    if number is None:
        raise ValueError(f"{label}“{plain[:20]}”不是一个数，请写成{like}这样的数字。")
    if number > most:
        raise ValueError(f"{label}“{plain[:20]}”太大，最多{most}，请检查。")
    return number


def _count(plain: str) -> int | None:
    found = COUNT.fullmatch(plain)
    if found:
        digits = found[1].replace(",", "")
        return int(digits) if len(digits) < 10 else 10**9
    found = CHINESE_COUNT.fullmatch(plain)
    if not found or SPOKEN.search(found[1]) or found[1].isascii():
        return None
    above, ten_thousand, below = found[1].rpartition("万")
    high = read_number(above) if ten_thousand else 0
    low = read_number(below) if below else 0
    return None if high is None or low is None else high * 10_000 + low


def village_key(text: str) -> str:
    """A village by its name, whether its committee is written or it: 万顺村委会 is 万顺村."""
    plain = re.sub(r"(?<=村)(村民委员会|村?委员?会)$|(?<=社区)(居民委员会|居委会)$", "", even(text))
    return re.sub(r"^\(?\d+[.、)]+", "", plain)


def group_key(text: str, place: str = "") -> str:
    """What tells the groups of a place apart: 第一村民小组, 1组, 一社 and 万顺村一组 are one."""
    own = even(text).removeprefix(even(place)).removeprefix("第")
    plain = re.sub(r"(村民|居民|生产)?小?[组社队]$", "", own)
    number = read_number(plain)
    return str(number) if number is not None else plain
