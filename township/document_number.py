"""文号: how an official document is numbered (GB/T 9704-2012, 7.2.5).

Organ code, year in six-corner brackets, serial number without 第 and without leading zeros.
"""

import re
from collections.abc import Iterable
from datetime import date

OPENING, CLOSING = "[［【(（〈", "]］】)）〉"
BRACKETS = str.maketrans(OPENING + CLOSING, "〔" * len(OPENING) + "〕" * len(CLOSING))
WHOLE = re.compile(r"\S+〔(?:19|20)\d{2}〕[1-9]\d*号")


def tidy(text: str) -> str:
    """The number with six-corner brackets, without spaces, 第 or leading zeros."""
    text = re.sub(r"\s+", "", text).translate(BRACKETS)
    text = re.sub(r"〔(\d{4})年?〕", r"〔\1〕", text)
    return re.sub(r"〕第?0*(\d+)号?$", r"〕\1号", text)


def fault(text: str) -> str:
    """Why this is not a whole number of a document, or "" when it is."""
    if WHOLE.fullmatch(text):
        return ""
    if "〔" in text and not re.search(r"〔\d{4}〕", text):
        return "文号里的年份没有写全，应像“清府函〔2026〕8号”这样写。"
    return "文号应像“清府函〔2026〕8号”这样写：机关代字、六角括号里的年份、序号。"


def year_of(text: str) -> int | None:
    """The year in a document's number, None where none is written."""
    found = re.search(r"〔((?:19|20)\d{2})〕", tidy(text))
    return int(found[1]) if found else None


def year_faults(text: str, since: date | None, until: date | None = None) -> list[str]:
    """The sentence that refuses a number of another year than its document's day.

    `until`: the document came out some time from `since` until then.
    """
    year = year_of(text)
    if year is None or since is None:
        return []
    if since.year <= year <= (until or since).year:
        return []
    days = f"{since.year}年" if until is None else f"{since.year}年至{until.year}年"
    return [f"文号“{tidy(text)}”是{year}年的，日期是{days}的，请核对。"]


def in_order(number: str) -> tuple[str, int, str]:
    """What numbers are sorted by: organ and year, then the running number as a number."""
    organ, _, place = tidy(number).rpartition("〕")
    digits = re.match(r"\d+", place)
    return (organ, int(digits[0]) if digits else 0, number)


def joined(numbers: Iterable[str]) -> str:
    """Several numbers in one breath: 示卫发〔2025〕61号、62号. One organ and year stand once."""
    said: list[str] = []
    before = ""
    for number in numbers:
        organ, closing, place = tidy(number).rpartition("〕")
        said.append(place if closing and organ == before else tidy(number))
        before = organ if closing else ""
    return "、".join(said)


def serial(year: int, place: int) -> str:
    """The running number of a paper that the system issues: 2026-0008."""
    return f"{year}-{place:04d}"


def is_of_letter(number: str) -> bool:
    """Is it a number of the series of 函 (示府函〔2026〕8号)?"""
    return "函" in number
