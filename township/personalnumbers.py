"""Finds numbers of papers, bank cards and telephones in what people write, however they write them.
Pure.

Serves 个人信息保护法 articles 6 and 28: no number of a paper or a bank card is kept, and nobody's
telephone becomes public. Identity numbers are those of GB 11643-1999 (18 places) and GB 11643-1989
(15 places), those of other papers stand behind the paper's name; bank cards are those of UnionPay,
others behind a word like 卡号, and their last place agrees (ISO/IEC 7812-1); mobile numbers have
eleven places, fixed ones an area code, or a word like 电话 before them.
Any digits count (１, ①, 一, ٣), with signs between them that show nothing or divide them; between
figures a 一 may be a dash, an O a zero.
Where the signs are those of a list, or a line ends, the digits may as well be counts: then they
are a number only when they stand by themselves, and an identity number only when its last place,
which is reckoned from the others, agrees. Counts are told by the words around them; what is spelled
digit by digit, or has a piece that begins with 0, is none.
An identity number is found backwards too, since its last place vouches for it. A telephone number
backwards, a number in pieces with words between them (前六位…后十二位…), and one told as an amount
(一百三十八) are not: nothing tells them from honest figures.
"""

import re
import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from enum import Enum

from township.checkdigits import agrees, last_place
from township.enumeration import first_of
from township.plainsigns import plain_signs, readings

RUN = re.compile(r"\d[\d .(),/:;|+~=%$\n-]*")
# Between counts too: a telephone number is divided by them in fewer ways.
OF_LISTS = set(",/:;|+~=%$\n")
MIXED = set(" -()")
PIECE = re.compile(r"\d+")
CROSS = re.compile(r"[ .,/:;|+~=%$\n-]{0,2}X")
# So many signs may stand between two pieces of a number, and so many blanks.
MOST_BETWEEN, MOST_BLANKS = 2, 6
# Numerals that may belong to the words around a number: 张三, 一组.
MOST_WORDS = 2

PROVINCE = "(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3])"
DAY = "(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])"
CENTURY = "(?:19|20)"
EIGHTEEN = re.compile(rf"{PROVINCE}\d{{4}}{CENTURY}\d\d{DAY}\d{{3}}[\dX]")
# In one piece a day that cannot be is a slip of the pen; in several it is another number.
EIGHTEEN_WHOLE = re.compile(rf"{PROVINCE}\d{{4}}{CENTURY}\d{{9}}[\dX]")
FIFTEEN = re.compile(rf"{PROVINCE}\d{{6}}{DAY}\d{{3}}")
# A foreigner's begins with 9. Within more digits (残疾人证) it stands at any place.
FOREIGNER = re.compile(rf"9{PROVINCE}\d{{3}}{CENTURY}\d\d{DAY}\d{{4}}")
WITHIN = re.compile(rf"(?=({PROVINCE}\d{{4}}{CENTURY}\d\d{DAY}\d{{4}}))")
PAPER = re.compile(
    r"(?:护照|通行证|回乡证|台胞证|居留证|军官证|士官证|士兵证|警官证)证?(?:号码?|编号)?[ :(]*"
    r"((?:[A-Za-z]{0,2}|.字第?)\d{7,10})(?!\d)"
)
CARD, NAMED_CARD = re.compile(r"62\d{14,17}|9558\d{15}"), re.compile(r"[45]\d{15}")
BEFORE_CARD = re.compile(r"(?:[卡账帐折][号户]?)[^\d\n]{0,6}$")
COUNTRY = re.compile(r"(?:00)?86(?=1[3-9])")
MOBILE = re.compile(r"1[3-9]\d{9}")
FIXED = re.compile(r"0(?:10|2\d|[3-9]\d\d)[2-9]\d{6,7}")
LOCAL = re.compile(r"[2-9]\d{6,7}")
COMPACT_DAY = re.compile(rf"{CENTURY}\d\d{DAY}")
BEFORE_TELEPHONE = re.compile(
    r"(?:电话|座机|固话|手机|联系方式|致电|拨打|☎|[Tt][Ee][Ll])[^\d\n]{0,6}$"
)
# Words of counts: 人数：138、1234、5678; 138 1234 5678户. A dash or a point never divides counts.
BEFORE_COUNTS = re.compile(
    r"(?:数|量|人口|合计|[共总]计|分别|金额|面积|资金|得票)[为是有达]?[ :(\n]{0,2}$"
)
AFTER_COUNTS = re.compile(
    r" ?(?:[=%]|万?(?:[元亩票份次岁年月斤吨棵件条]|户(?![主籍口])|人(?![民员])|名(?!字)|个(?!人)"
    r"|平方|公[里斤顷]|千[克米瓦]))"
)
# Where blanks alone divide it, a unit ends what was counted: 138 0000 1111 元旦前 is a number.
ENDS_COUNTS = re.compile(AFTER_COUNTS.pattern + r"(?!\w)")
# How a number is divided where it is: 138 0000 1111, (028) 8765 4321.
MOBILE_PIECES = {(11,), (3, 4, 4), (4, 3, 4), (3, 3, 5), (3, 8), (7, 4)}
LISTED_PIECES = {(3, 4, 4), (3, 8), (7, 4)}
FIXED_PIECES = {
    (area, *local) for area in (3, 4) for local in ((7,), (8,), (3, 4), (4, 4), (4, 3))
} | {(whole,) for whole in (10, 11, 12)}
LOCAL_PIECES = {(7,), (8,), (3, 4), (4, 4)}
FIFTEEN_PIECES = {(15,), (6, 6, 3)}
# Pieces of a list before a number, at the head of which a word is looked for.
MOST_LISTED = 20
MOST_NAMED = 5
LENGTHS = {7, 8, 10, 11, 12, 13, 15, 16, 17, 18, 19}


class NumberKind(Enum):
    IDENTITY = "身份证号"
    CARD = "银行卡号"
    TELEPHONE = "电话号码"


HIDDEN = {NumberKind.IDENTITY: "（证件号码已遮盖）", NumberKind.CARD: "（银行卡号已遮盖）"}


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
    is_spelled: bool

    @property
    def is_no_count(self) -> bool:
        return self.is_spelled or (self.digits[0] == "0" and len(self.digits) > 1)

    @property
    def sign(self) -> str:
        """What divides it from the last, blanks beside it left away."""
        return self.between.strip(" ") or self.between[:1]

    @property
    def is_near(self) -> bool:
        blanks = self.between.count(" ")
        return len(self.between) - blanks <= MOST_BETWEEN and blanks <= MOST_BLANKS


def personal_numbers(text: str) -> list[PersonalNumber]:
    """Every number of a person in a text, in the order they stand in."""
    first, *others = readings(text)
    if not others:
        return _found(first)
    seen = [one for reading in (first, *others) for one in _found(reading)]
    numbers: list[PersonalNumber] = []
    for one in sorted(seen, key=lambda one: (one.start, -one.end)):
        if not numbers or one.start >= numbers[-1].end:
            numbers.append(one)
    return numbers


def _found(text: str) -> list[PersonalNumber]:
    plain, places = plain_signs(text)
    numbers: list[PersonalNumber] = []
    for run in RUN.finditer(plain):
        pieces, at = _pieces(plain, places, text, run), 0
        while at < len(pieces):
            number = _number_from(pieces, at, plain) or _identity_within(pieces[at])
            if number is None:
                at += 1
                continue
            kind, start, end, digits = number
            numbers.append(PersonalNumber(kind, places[start], places[end - 1] + 1, digits))
            while at < len(pieces) and pieces[at].start < end:
                at += 1
    papers = [
        PersonalNumber(
            NumberKind.IDENTITY, places[one.start(1)], places[one.end(1) - 1] + 1, one[1]
        )
        for one in PAPER.finditer(plain)
    ]
    if not papers:
        return numbers
    kept = [
        one for one in numbers if not any(one.start < p.end and p.start < one.end for p in papers)
    ]
    return sorted(kept + papers, key=lambda one: one.start)


def not_kept(text: str) -> NumberKind | None:
    """What the first number is that no text may hold, whoever reads it; None for none."""
    kinds = (one.kind for one in personal_numbers(text))
    return next((kind for kind in kinds if kind is not NumberKind.TELEPHONE), None)


def telephones(text: str) -> list[PersonalNumber]:
    return [one for one in personal_numbers(text) if one.kind is NumberKind.TELEPHONE]


def masked(digits: str) -> str:
    """A telephone number of which only the first three and the last four digits can be read."""
    return f"{digits[:3]}****{digits[-4:]}" if len(digits) > 8 else f"****{digits[-4:]}"


def phones_told(written: Sequence[str], *, may_open: bool) -> str:
    """What is said of telephone numbers in a text that is not meant for one: of forms, where an
    office's may be ticked (`may_open`), and of sheets."""
    named = first_of(written, MOST_NAMED)
    if not may_open:
        return f"里面有电话号码{named}，请删去。"
    return f"里面有电话号码{named}。个人的请删去；公开的办公电话，请在下面打钩。"


def without_numbers(text: str, open_ones: Collection[str] = ()) -> str:
    """The text with its numbers hidden, but for the telephone numbers in `open_ones` (digits)."""
    shown, at = [], 0
    for one in personal_numbers(text):
        is_telephone = one.kind is NumberKind.TELEPHONE
        if is_telephone and one.digits in open_ones:
            continue
        hidden = masked(one.digits) if is_telephone else HIDDEN[one.kind]
        shown += [text[at : one.start], hidden]
        at = one.end
    return "".join([*shown, text[at:]])


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
                digits, is_spelled = plain[start : at + 1], _is_spelled(text[places[at]])
                pieces.append(_Piece(digits, start, at + 1, between, joins, is_spelled))
                start, between = at + 1, ""
        end = group.end()
    return pieces


def _is_word(sign: str) -> bool:
    return not sign.isascii() and unicodedata.category(sign) == "Lo"


def _is_spelled(sign: str) -> bool:
    """Is it no digit that counts are written with: 一, ①?"""
    return unicodedata.category(sign) != "Nd"


def _number_from(
    pieces: list[_Piece], at: int, plain: str
) -> tuple[NumberKind, int, int, str] | None:
    """The number that begins with a piece: (kind, start, end, digits), the longest that is one."""
    best, digits = None, ""
    if _is_inside(pieces, at):
        return None
    for last in range(at, len(pieces)):
        if last > at and not pieces[last].is_near:
            break
        digits += pieces[last].digits
        if len(digits) > max(LENGTHS):
            break
        if len(digits) in LENGTHS and not _is_inside(pieces, last + MOST_WORDS + 1):
            best = _number_of(_Row(pieces, at, last + 1, plain), digits) or best
    return best


def _identity_within(piece: _Piece) -> tuple[NumberKind, int, int, str] | None:
    """The whole piece, where the digits of an identity number are followed or led by more, or stand
    backwards."""
    backwards = piece.digits[::-1]
    if EIGHTEEN.fullmatch(backwards) and backwards[17] == last_place(backwards):
        return NumberKind.IDENTITY, piece.start, piece.end, backwards
    for one in WITHIN.finditer(piece.digits):
        if one[1][17] == last_place(one[1]):
            return NumberKind.IDENTITY, piece.start, piece.end, one[1]
    return None


def _is_inside(pieces: list[_Piece], at: int) -> bool:
    """Do so many numerals stand joined before a piece that it lies inside a longer row of them?"""
    before = pieces[max(0, at - MOST_WORDS) : at + 1]
    return len(before) > MOST_WORDS and all(piece.joins for piece in before)


@dataclass(frozen=True)
class _Row:
    """Pieces that may be one number: pieces[first:after], in their text."""

    pieces: list[_Piece]
    first: int
    after: int
    plain: str
    # So many digits of it are the country's: 86.
    country: int = 0

    @property
    def own(self) -> list[_Piece]:
        return self.pieces[self.first : self.after]

    @property
    def sizes(self) -> tuple[int, ...]:
        sizes: list[int] = []
        for piece in self.own:
            if piece.joins and sizes:
                sizes[-1] += len(piece.digits)
            else:
                sizes.append(len(piece.digits))
        return tuple(size for size in (sizes[0] - self.country, *sizes[1:]) if size)

    @property
    def signs(self) -> set[str]:
        """What divides it. A line ends where it must, so it is a sign beside any other."""
        signs = {piece.sign for piece in self.own[1:] if not piece.joins}
        return {sign.strip("\n") for sign in signs} - {""} or signs

    @property
    def is_listed(self) -> bool:
        return any(OF_LISTS & set(piece.sign) for piece in self.own[1:])

    @property
    def is_in_longer_list(self) -> bool:
        """Do the same signs of a list go on before or after it?"""
        beside = {piece.sign for piece in self.pieces[self.after : self.after + 1]}
        return bool((beside | {self.own[0].sign}) & self.signs)

    @property
    def may_be_counts(self) -> bool:
        """Do the words around it, or around the list it lies in, tell of counts?"""
        if not self.signs or any(not set(sign) <= OF_LISTS | {" "} for sign in self.signs):
            return False
        if set(self.sizes) == {1} or any(piece.is_no_count for piece in self.own):
            return False
        first = self.first
        while max(0, self.first - MOST_LISTED) < first and self.pieces[first].sign in self.signs:
            first -= 1
        if BEFORE_TELEPHONE.search(self.before(first)):
            return False
        unit = ENDS_COUNTS if self.signs == {" "} else AFTER_COUNTS
        is_followed = unit.match(self.plain, self.own[-1].end)
        return bool(is_followed or BEFORE_COUNTS.search(self.before(first)))

    def before(self, piece: int) -> str:
        start = self.pieces[piece].start
        return self.plain[max(0, start - 12) : start]

    def is_cut(self, usual: Collection) -> bool:
        """In as many pieces as people make of such a number, or digit by digit."""
        if self.is_listed:
            return self.sizes in usual and not self.is_in_longer_list
        return self.sizes in usual or set(self.sizes) == {1}

    def is_divided(self, usual: Collection) -> bool:
        """The same, by one sign everywhere."""
        return self.is_cut(usual) and len(self.signs) <= 1

    @property
    def is_mixed(self) -> bool:
        """Divided as no counts are, by more than one sign: (138) 0000-1111."""
        return self.sizes in LISTED_PIECES and all(set(one) <= MIXED for one in self.signs)


def _number_of(row: _Row, digits: str) -> tuple[NumberKind, int, int, str] | None:
    start, end = row.own[0].start, row.own[-1].end
    cross = None
    if len(digits) == 17 and (cross := CROSS.match(row.plain, end)):
        digits, end = f"{digits}X", cross.end()
    if len(digits) in (15, 18) and _is_identity(row, digits, cross[0] if cross else ""):
        return NumberKind.IDENTITY, start, end, digits
    if _is_card(row, digits):
        return NumberKind.CARD, start, end, digits
    if _is_telephone(row, digits):
        return NumberKind.TELEPHONE, start, end, COUNTRY.sub("", digits)
    return None


def _is_identity(row: _Row, digits: str, cross: str) -> bool:
    if len(digits) == 15:
        return bool(FIFTEEN.fullmatch(digits)) and row.is_divided(FIFTEEN_PIECES)
    if FOREIGNER.fullmatch(digits):
        return digits[17] == last_place(digits)
    shape = EIGHTEEN_WHOLE if len(row.sizes) == 1 else EIGHTEEN
    if not shape.fullmatch(digits):
        return False
    is_listed = row.is_listed or OF_LISTS & set(cross)
    return not is_listed or digits[17] == last_place(digits)


def _is_card(row: _Row, digits: str) -> bool:
    is_named = NAMED_CARD.fullmatch(digits) and BEFORE_CARD.search(row.before(row.first))
    if not (is_named or CARD.fullmatch(digits)) or not agrees(digits):
        return False
    is_cut = len(row.sizes) <= 2 or set(row.sizes) == {1} or set(row.sizes[:-1]) == {4}
    return is_cut and set().union(*row.signs) <= set(" -") and not row.may_be_counts


def _is_telephone(row: _Row, digits: str) -> bool:
    if country := COUNTRY.match(digits):
        digits, row = digits[country.end() :], replace(row, country=country.end())
    if MOBILE.fullmatch(digits):
        usual = LISTED_PIECES if row.is_listed else MOBILE_PIECES
        return (row.is_divided(usual) or row.is_mixed) and not row.may_be_counts
    if FIXED.fullmatch(digits):
        is_fraction = row.before(row.first).endswith(".")
        return not is_fraction and row.is_cut(FIXED_PIECES)
    if row.is_listed or not LOCAL.fullmatch(digits) or COMPACT_DAY.fullmatch(digits):
        return False
    return bool(BEFORE_TELEPHONE.search(row.before(row.first))) and row.is_cut(LOCAL_PIECES)
