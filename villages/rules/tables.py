"""Finds the table in a workbook as offices make them, and reads its cells tolerantly. Pure.

A merged title above, 合计 below, full-width letters, spaces inside names, dates and phones as text:
all of it is usual (dossier §6) and none of it is the cadre's fault. What is ambiguous is not
guessed but told.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from township.personal.numbers import identities
from villages.rules.numerals import read_number

HEADER_WITHIN = 12
TOTALS = re.compile(
    "^(合计|总计|小计|共计|总数|填表|制表|审核|负责人|备注[:：]|说明|注[:：]|单位[:：])"
)


@dataclass(frozen=True)
class TableLine:
    """One row of the table: its number in the sheet from 1, cells by column, cells as they were."""

    number: int
    cells: Mapping[str, str]
    raw: tuple[str, ...]


@dataclass(frozen=True)
class SheetTable:
    """headers: as written; columns: the keys that were found; ignored: headers not understood."""

    headers: tuple[str, ...] = ()
    header_line: int = 0
    columns: tuple[str, ...] = ()
    ignored: tuple[str, ...] = ()
    lines: tuple[TableLine, ...] = ()
    before: tuple[tuple[str, ...], ...] = field(default=())


def even(text: str) -> str:
    """Full-width letters and digits made plain, blanks and line breaks removed."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text or ""))


def header_key(text: str) -> str:
    """A header without blanks, signs and remarks in brackets."""
    return re.sub(r"[^\w]|_", "", re.sub(r"\(.*?\)", "", even(text)))


def find_table(rows: Sequence[Sequence[str]], aliases: Mapping[str, Sequence[str]]) -> SheetTable:
    """The table whose header row names the most columns of `aliases` (key → spellings).

    ValueError with a sentence when no row among the first dozen names two columns.
    """
    known = {header_key(spelling): key for key, names in aliases.items() for spelling in names}
    best, at = 1, None
    for number, row in enumerate(rows[:HEADER_WITHIN]):
        found = len({known[header_key(cell)] for cell in row if header_key(cell) in known})
        if found > best:
            best, at = found, number
    if at is None:
        first = "、".join(names[0] for names in aliases.values())
        raise ValueError(f"没有找到表头。表头要有这些列名中的几个：{first}。")
    headers = tuple(cell.strip() for cell in rows[at])
    places = {}
    for place, header in enumerate(headers):
        key = known.get(header_key(header))
        if key and key not in places.values():
            places[place] = key
    ignored = [h for place, h in enumerate(headers) if h and place not in places]
    lines = [
        TableLine(
            number,
            {key: row[place].strip() for place, key in places.items() if place < len(row)},
            tuple(row),
        )
        for number, row in enumerate(rows[at + 1 :], at + 2)
        if not is_outside(row, headers)
    ]
    return SheetTable(
        headers,
        at + 1,
        tuple(places.values()),
        tuple(one for one in ignored if header_key(one) not in ("序号", "编号", "签名")),
        tuple(lines),
        tuple(tuple(row) for row in rows[:at]),
    )


def is_outside(row: Sequence[str], headers: Sequence[str]) -> bool:
    """Empty rows, sums and remarks below the table, a repeated header, a number without a row."""
    filled = [even(cell) for cell in row if even(cell)]
    if not filled or TOTALS.match(filled[0]):
        return True
    if len(filled) > 1 and TOTALS.match(filled[1]) and filled[0].isdigit():
        return True
    if [even(cell) for cell in row] == [even(cell) for cell in headers]:
        return True
    return len(filled) == 1 and (filled[0].isdigit() or len(filled[0]) > 12)


def read_name(text: str) -> str:
    """A person's name: 张  三 is 张三. ValueError when it cannot be one."""
    name = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))
    if not name:
        raise ValueError("没有姓名。")
    if len(name) > 30 or re.search(r"\d", name):
        raise ValueError(f"“{name[:20]}”不像姓名，请检查。")
    return name


def read_choice(text: str, choices: Mapping[str, Sequence[str]], label: str) -> str | None:
    """The key whose spellings contain the text; None when it is blank."""
    plain = even(text)
    if not plain or plain in ("无", "/", "-", "—"):
        return None
    for key, spellings in choices.items():
        if plain in spellings:
            return key
    raise ValueError(
        f"{label}“{plain[:20]}”看不懂，可以写：{'、'.join(s[0] for s in choices.values())}。"
    )


def read_count(text: str, label: str, most: int = 100_000) -> int | None:
    """A whole number; 15户 and １５ are 15. None when blank."""
    plain = even(text)
    if not plain:
        return None
    found = re.fullmatch(r"(\d+)(\.0+)?[户人个名]?", plain)
    if not found or int(found[1]) > most:
        raise ValueError(f"{label}“{plain[:20]}”不是数字，请检查。")
    return int(found[1])


def read_month(text: str) -> str | None:
    """“1975-03” from 1975.03, 1975年3月, 197503 or a date; None when blank."""
    plain = even(text)
    if not plain:
        return None
    if re.fullmatch(r"(19|20)\d\d\.1", plain):
        year = plain[:4]
        raise ValueError(f"出生年月“{plain}”分不清是1月还是10月，请写成{year}-01或{year}-10。")
    found = re.fullmatch(r"((?:19|20)\d\d)[-./年]?(\d{1,2})(?:[-./月]?(\d{1,2})?日?)?", plain)
    if not found or not 1 <= int(found[2]) <= 12:
        raise ValueError(f"出生年月“{plain[:20]}”看不懂，请写成1975-03。")
    return f"{found[1]}-{int(found[2]):02}"


def read_day(text: str, label: str = "日期") -> date | None:
    """A date from 2026.11.5, 2026年11月5日, 20261105 or 2026-11 (the first); None when blank."""
    plain = even(text)
    if not plain:
        return None
    found = re.fullmatch(r"(\d{4})(\d\d)(\d\d)", plain) or re.fullmatch(
        r"(\d{4})[-./年](\d{1,2})(?:[-./月](\d{1,2})?日?号?)?", plain
    )
    try:
        if found is None:
            raise ValueError
        return date(int(found[1]), int(found[2]), int(found[3] or 1))
    except ValueError:
        raise ValueError(f"{label}“{plain[:20]}”看不懂，请写成2026-11-05。") from None


def read_phone(text: str) -> str | None:
    """A mobile or fixed number without blanks and hyphens in the mobile; None when blank."""
    plain = even(text)
    if not plain or plain in ("无", "/", "-"):
        return None
    digits = re.sub(r"^\+?86(?=1\d{10}$)", "", re.sub(r"[-—–]", "", plain))
    if re.fullmatch(r"1\d{10}", digits):
        return digits
    if re.fullmatch(r"0\d{2,3}-?\d{7,8}|\d{7,8}", plain):
        return plain
    raise ValueError("联系电话不对，请写11位手机号或带区号的座机号。")


def group_key(text: str) -> str:
    """What tells groups apart: 第一村民小组, 1组 and 一组 are one group."""
    plain = re.sub(r"(村民|居民)?小?[组社]$", "", even(text).removeprefix("第"))
    number = read_number(plain)
    return str(number) if number is not None else plain


def identity_fault(raw: Sequence[str]) -> str:
    """A sentence when any cell holds something like an identity number, or ""."""
    if any(identities(cell or "") for cell in raw):
        return "这一行里有像身份证号的数字，本系统不登记证件号码，请删去后再导入。"
    return ""
