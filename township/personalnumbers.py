"""Finds identity numbers and telephone numbers in what people write, however they write them. Pure.

Serves 个人信息保护法 articles 6 and 28: no identity number is kept, and nobody's telephone becomes
public. Identity numbers are those of GB 11643-1999 (18 places) and GB 11643-1989 (15 places);
mobile numbers have eleven places, fixed ones an area code, or a word like 电话 before them.
Any digits count (１, ①, 一, ٣), with signs between them that show nothing or divide them.
"""

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

# Show nothing, beside what Unicode itself calls invisible.
BLANKS = set("\u115f\u1160\u2800\u3164\uffa0")
INVISIBLE = {"Cf", "Mn", "Me", "Cc"}
LINES = set("\n\r\t\v\f")
DOTS = set(".·•・。．｡‧∙⋅_")
CROSSES = set("XxＸｘΧХ×✕")
# Spoken digit by digit, 1 is 幺.
SPOKEN = str.maketrans("幺", "一")

RUN = re.compile(r"\d[\d .(),/:;-]*")
# Signs of a list: a telephone number is divided by them as 138，1234，5678 and not otherwise.
OF_LISTS = set(",/:;")
PIECE = re.compile(r"\d+")
MOST_BETWEEN = 2
# Numerals that may belong to the words around a number: 张三, 一组.
MOST_WORDS = 2

PROVINCE = "(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3])"
DAY = "(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])"
CENTURY = "(?:19|20)"
EIGHTEEN = re.compile(rf"{PROVINCE}\d{{4}}{CENTURY}\d\d{DAY}\d{{3}}[\dX]")
# In one piece a day that cannot be is a slip of the pen; in several it is another number.
EIGHTEEN_WHOLE = re.compile(rf"{PROVINCE}\d{{4}}{CENTURY}\d{{9}}[\dX]")
FIFTEEN = re.compile(rf"{PROVINCE}\d{{6}}{DAY}\d{{3}}")
COUNTRY = re.compile(r"(?:00)?86(?=1[3-9])")
MOBILE = re.compile(r"1[3-9]\d{9}")
FIXED = re.compile(r"0(?:10|2\d|[3-9]\d\d)[2-9]\d{6,7}")
LOCAL = re.compile(r"[2-9]\d{6,7}")
COMPACT_DAY = re.compile(rf"{CENTURY}\d\d{DAY}")
BEFORE_LOCAL = re.compile(r"(?:电话|座机|固话|手机|联系方式|致电|拨打)[^\d\n]{0,6}$")
# How a number is divided where it is: 138 0000 1111, (028) 8765 4321.
MOBILE_PIECES = {(11,), (3, 4, 4), (4, 3, 4), (3, 3, 5), (3, 8), (7, 4)}
FIXED_PIECES = {
    (area, *local) for area in (3, 4) for local in ((7,), (8,), (3, 4), (4, 4), (4, 3))
} | {(whole,) for whole in (10, 11, 12)}
LOCAL_PIECES = {(7,), (8,), (3, 4), (4, 4)}
FIFTEEN_PIECES = {(15,), (6, 6, 3)}
LENGTHS = {7, 8, 10, 11, 12, 13, 15, 17, 18}


class NumberKind(Enum):
    IDENTITY = "身份证号"
    TELEPHONE = "电话号码"


@dataclass(frozen=True)
class PersonalNumber:
    """A number in a text: text[start:end] as written, its places as plain digits."""

    kind: NumberKind
    start: int
    end: int
    digits: str


@dataclass(frozen=True)
class _Piece:
    """Digits without a sign between them; `joins` tells that nothing divides it from the last."""

    digits: str
    start: int
    end: int
    between: str
    joins: bool


def found(text: str) -> list[PersonalNumber]:
    """Every identity and telephone number of a text, in the order they stand in."""
    text = text.translate(SPOKEN)
    plain, places = _plain(text)
    numbers: list[PersonalNumber] = []
    for run in RUN.finditer(plain):
        pieces, at = _pieces(plain, places, text, run), 0
        while at < len(pieces):
            number = _number_from(pieces, at, plain)
            if number is None:
                at += 1
                continue
            kind, start, end, digits = number
            numbers.append(PersonalNumber(kind, places[start], places[end - 1] + 1, digits))
            while at < len(pieces) and pieces[at].start < end:
                at += 1
    return numbers


def identities(text: str) -> list[PersonalNumber]:
    return [one for one in found(text) if one.kind is NumberKind.IDENTITY]


def telephones(text: str) -> list[PersonalNumber]:
    return [one for one in found(text) if one.kind is NumberKind.TELEPHONE]


def masked(digits: str) -> str:
    """A telephone number of which only the first three and the last four digits can be read."""
    return f"{digits[:3]}****{digits[-4:]}" if len(digits) > 8 else f"****{digits[-4:]}"


def without_numbers(text: str, open_ones: Collection[str] = ()) -> str:
    """The text with its numbers hidden, but for the telephone numbers in `open_ones` (digits)."""
    shown, at = [], 0
    for one in found(text):
        is_telephone = one.kind is NumberKind.TELEPHONE
        if is_telephone and one.digits in open_ones:
            continue
        hidden = masked(one.digits) if is_telephone else "（证件号码已遮盖）"
        shown += [text[at : one.start], hidden]
        at = one.end
    return "".join([*shown, text[at:]])


@lru_cache(maxsize=10_000)
def _sign(sign: str) -> str:
    """A digit as 0–9, what divides as space, point or dash, brackets as round ones, "" for what
    shows nothing, anything else as it is."""
    if sign in LINES:
        return "\n"
    if sign in BLANKS or unicodedata.category(sign) in INVISIBLE:
        return ""
    value = unicodedata.numeric(sign, None)
    if value is not None and value in range(10):
        return str(int(value))
    if sign in DOTS:
        return "."
    category = unicodedata.category(sign)
    if category == "Zs":
        return " "
    if category == "Pd" or sign in "−﹣":
        return "-"
    if sign in "，、":
        return ","
    if sign in "：；／":
        return {"：": ":", "；": ";", "／": "/"}[sign]
    if sign in "（）":
        return "(" if sign == "（" else ")"
    return "X" if sign in CROSSES else sign


def _plain(text: str) -> tuple[str, list[int]]:
    """The text sign by sign as `_sign` reads it, and where each sign stood."""
    signs, places = [], []
    for at, sign in enumerate(text):
        if plain := _sign(sign):
            signs.append(plain)
            places.append(at)
    return "".join(signs), places


def _pieces(plain: str, places: list[int], text: str, run: re.Match[str]) -> list[_Piece]:
    """The digits of a run, piece by piece; every numeral written as a word is a piece of its own,
    because it may belong to the word before it: 张三13800001111."""
    pieces: list[_Piece] = []
    end = run.start()
    for group in PIECE.finditer(plain, run.start(), run.end()):
        between = plain[end : group.start()]
        start = group.start()
        for at in range(group.start(), group.end()):
            is_last = at + 1 == group.end()
            is_cut = is_last or _is_word(text[places[at]]) or _is_word(text[places[at + 1]])
            if is_cut:
                joins = start > group.start()
                pieces.append(_Piece(plain[start : at + 1], start, at + 1, between, joins))
                start, between = at + 1, ""
        end = group.end()
    return pieces


def _is_word(sign: str) -> bool:
    return not sign.isascii() and unicodedata.category(sign) == "Lo"


def _number_from(
    pieces: list[_Piece], at: int, plain: str
) -> tuple[NumberKind, int, int, str] | None:
    """The number that begins with a piece: (kind, start, end, digits), the longest that is one."""
    best, digits = None, ""
    if _is_inside(pieces, at):
        return None
    for last in range(at, len(pieces)):
        if last > at and len(pieces[last].between) > MOST_BETWEEN:
            break
        digits += pieces[last].digits
        if len(digits) > 18:
            break
        if len(digits) in LENGTHS and not _is_inside(pieces, last + MOST_WORDS + 1):
            best = _number_of(pieces[at : last + 1], digits, plain) or best
    return best


def _is_inside(pieces: list[_Piece], at: int) -> bool:
    """Do so many numerals stand joined before a piece that it lies inside a longer row of them?"""
    before = pieces[max(0, at - MOST_WORDS) : at + 1]
    return len(before) > MOST_WORDS and all(piece.joins for piece in before)


def _number_of(
    pieces: list[_Piece], digits: str, plain: str
) -> tuple[NumberKind, int, int, str] | None:
    start, end = pieces[0].start, pieces[-1].end
    cross = re.compile(r"[ .-]{0,2}X").match(plain, end) if len(digits) == 17 else None
    if cross:
        digits, end = f"{digits}X", cross.end()
    if len(digits) in (15, 18) and _is_identity(pieces, digits):
        return NumberKind.IDENTITY, start, end, digits
    if _is_telephone(pieces, digits, plain):
        return NumberKind.TELEPHONE, start, end, COUNTRY.sub("", digits)
    return None


def _is_identity(pieces: list[_Piece], digits: str) -> bool:
    sizes = _sizes(pieces)
    if len(digits) == 15:
        return bool(FIFTEEN.fullmatch(digits)) and _is_divided(pieces, sizes, FIFTEEN_PIECES)
    shape = EIGHTEEN_WHOLE if len(sizes) == 1 else EIGHTEEN
    return bool(shape.fullmatch(digits))


def _is_telephone(pieces: list[_Piece], digits: str, plain: str) -> bool:
    sizes = _sizes(pieces)
    if country := COUNTRY.match(digits):
        digits = digits[country.end() :]
        sizes = tuple(size for size in (sizes[0] - country.end(), *sizes[1:]) if size)
    is_listed = any(OF_LISTS & set(piece.between) for piece in pieces[1:])
    if MOBILE.fullmatch(digits):
        return sizes == (3, 4, 4) if is_listed else _is_divided(pieces, sizes, MOBILE_PIECES)
    if is_listed:
        return False
    is_one_by_one = set(sizes) == {1}
    if FIXED.fullmatch(digits):
        is_fraction = plain[: pieces[0].start].endswith(".")
        return not is_fraction and (sizes in FIXED_PIECES or is_one_by_one)
    if not LOCAL.fullmatch(digits) or COMPACT_DAY.fullmatch(digits):
        return False
    before = plain[max(0, pieces[0].start - 12) : pieces[0].start]
    return bool(BEFORE_LOCAL.search(before)) and (sizes in LOCAL_PIECES or is_one_by_one)


def _is_divided(pieces: list[_Piece], sizes: tuple[int, ...], usual: Collection) -> bool:
    """Divided as people divide such a number, by the same sign everywhere, or digit by digit."""
    signs = {piece.between for piece in pieces[1:] if not piece.joins}
    return (sizes in usual or set(sizes) == {1}) and len(signs - {""}) <= 1


def _sizes(pieces: list[_Piece]) -> tuple[int, ...]:
    sizes: list[int] = []
    for piece in pieces:
        if piece.joins and sizes:
            sizes[-1] += len(piece.digits)
        else:
            sizes.append(len(piece.digits))
    return tuple(sizes)
