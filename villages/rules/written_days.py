"""Reads a month or a day as people write it in a sheet: 1975.03, 一九七五年三月, 20260108.

Pure. What could mean two days is told and not guessed: a number that lost its zero (1975.1), a year
of two digits, a day of the lunar calendar.
"""

import re
import unicodedata
from datetime import date

from township.shorttext import visible
from villages.rules.numerals import read_number
from villages.rules.tables import is_blank

LUNAR = re.compile("农历|阴历|旧历|夏历|正月|冬月|腊月|闰|初[一二三四五六七八九十]|廿")
AROUND = re.compile("^(公历|阳历|新历|生于|出生于)|(出生|生|起|止)$")
TIME = re.compile(r"[T\s]\s*\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?$")
PARTS = re.compile(r"[-./、。,—–·\\\s]+|[年月日号]")
SERIAL = re.compile(r"[1-5]\d{4}(\.0)?")  # days since 1900, as sheets count them
LOST_ZERO = re.compile(r"(19|20)\d\d\.1")
YEAR = re.compile(r"(19|20)\d\d")
CHINESE_YEAR = re.compile("[〇○OＯ零一二三四五六七八九]{4}")


def read_month(text: str, label: str = "出生年月") -> str | None:
    """“1975-03”; None when blank."""
    if is_blank(text):
        return None
    year, month, day = _read(text, label, "1975-03")
    if day:
        _date(year, month, day, text, label, "1975-03")
    return f"{year}-{month:02}"


def read_day(text: str, label: str = "日期", *, is_whole: bool = False) -> date | None:
    """A date; of a month alone its first day, or told where the day must be; None when blank."""
    if is_blank(text):
        return None
    year, month, day = _read(text, label, "2026-11-05")
    if is_whole and not day:
        raise ValueError(
            f"{label}“{_shown(visible(text).strip())}”没有写哪一天，请写成2026-11-05。"
        )
    return _date(year, month, day or 1, text, label, "2026-11-05")


def _read(text, label, example):
    """(year, month, day or 0) of what is not blank."""
    plain = unicodedata.normalize("NFKC", visible(text)).strip()
    if LOST_ZERO.fullmatch(plain):
        year = plain[:4]
        raise ValueError(f"{label}“{plain}”分不清是1月还是10月，请写成{year}-01或{year}-10。")
    if LUNAR.search(plain):
        raise ValueError(f"{label}“{_shown(plain)}”是农历，请换成公历，写成{example}。")
    bare = AROUND.sub("", TIME.sub("", plain).strip()).replace("元月", "1月").strip()
    numbers = _numbers([part for part in PARTS.split(bare) if part])
    if numbers is None and SERIAL.fullmatch(plain):
        told = f"{label}“{plain}”是表格里日期的序号，请把这一列的格式改成日期，或者写成{example}。"
        raise ValueError(told)
    if numbers is None:
        raise ValueError(f"{label}“{_shown(plain)}”看不懂，请写成{example}。")
    first, *others = numbers
    if not YEAR.fullmatch(first):
        is_turned = others and YEAR.fullmatch(others[-1])
        what = "要按年、月、日的次序写" if is_turned else "年份要写四位"
        what = "年份不对" if re.fullmatch(r"\d{4}", first) else what
        raise ValueError(f"{label}“{_shown(plain)}”{what}，请写成{example}。")
    if not others:
        raise ValueError(f"{label}“{_shown(plain)}”只有年份，没有月份，请写成{example}。")
    month, day = int(others[0]), int(others[1]) if len(others) > 1 else 0
    if not 1 <= month <= 12:
        raise ValueError(f"{label}“{_shown(plain)}”没有{month}月，请写成{example}。")
    return int(first), month, day


def _numbers(parts):
    """Two or three numbers as digits, from as many parts or from 197503, 19750305; None if not."""
    if len(parts) == 1 and re.fullmatch(r"(19|20)\d{4}(\d\d)?", parts[0]):
        whole = parts[0]
        return [whole[:4], whole[4:6], *filter(None, [whole[6:]])]
    if not 1 <= len(parts) <= 3:
        return None
    digits = [_digits(part) for part in parts]
    return digits if all(digits) else None


def _digits(part):
    if part.isascii() and part.isdigit() and len(part) in (1, 2, 4):
        return part
    if CHINESE_YEAR.fullmatch(part):
        return "".join(str(read_number("〇" if sign in "OＯ" else sign)) for sign in part)
    number = None if part.isascii() else read_number(part)
    return str(number) if number is not None and number < 100 else ""


def _date(year, month, day, text, label, example):
    try:
        return date(year, month, day)
    except ValueError:
        told = f"{label}“{_shown(visible(text).strip())}”没有这一天，请写成{example}。"
        raise ValueError(told) from None


def _shown(text):
    return text if len(text) <= 20 else f"{text[:20]}…"
