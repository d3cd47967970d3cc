"""Reads a telephone number as people write it in a sheet, and says what is wrong with one. Pure.

Labels, brackets, 86 and invisible signs are taken off. No sentence tells a number in full: whoever
looks at an import may not be who may read it.
"""

import re
import unicodedata

from township.personalnumbers import masked
from township.shorttext import visible
from villages.rules.tables import is_blank

NOTHING = frozenset({"无电话", "没有", "没有电话", "暂无", "未留", "不详", "无手机"})
LABEL = re.compile(
    r"^(本人|联系|家庭)?(电话|手机|座机|固话|固定电话|号码|tel|phone|mobile)(号码|号)?[:.]?", re.I
)
REMARK = re.compile(r"\(([^()\d]+)\)")
BETWEEN = re.compile(r"[/、,;|\n]|或|和|及")
COUNTRY = re.compile(r"^\+?0{0,2}86(?=1\d{10}$|0\d{9,11}$)")
TWO_MOBILES = re.compile(r"(1[3-9]\d{9})(1[3-9]\d{9})")
AREA = re.compile(r"(0\d{2,3})\D+(\d{7,8})")
VEILED = re.compile(r"\d{0,3}\*{4}\d{1,4}|（密钥不符，读不出）")


class VeiledPhone(str):
    """A number as an export shows it to those who may not read it in full."""


def read_phone(text: str) -> str | None:
    """The first number of a cell, hyphen after the area code; None when there is none."""
    if VEILED.fullmatch(visible(text).strip()):
        return VeiledPhone(visible(text).strip())
    numbers = _numbers(text)
    return _number(numbers[0]) if numbers else None


def phone_remark(text: str) -> str:
    """A sentence on what a readable cell says beside the number that is kept, or ""."""
    others = [f"号码{_veil(other)}" for other in _numbers(text)[1:]]
    others += [f"“{note}”" for note in REMARK.findall(_plain(text))]
    return f"联系电话只记第一个号码，{'、'.join(others)}没有记。" if others else ""


def _plain(text):
    return unicodedata.normalize("NFKC", visible(text)).strip().strip("'\"`’‘")


def _numbers(text):
    plain = REMARK.sub("", LABEL.sub("", _plain(text))).strip()
    if is_blank(plain) or plain in NOTHING:
        return []
    pieces = [piece.strip() for piece in BETWEEN.split(plain) if piece.strip()]
    numbers = []
    for piece in pieces:
        two = TWO_MOBILES.fullmatch(re.sub(r"[\s-]", "", piece))
        numbers += two.groups() if two else [LABEL.sub("", piece)]
    return numbers


def _number(written):
    bare = re.sub(r"[()]", " ", re.sub(r"[—–‐‑−]", "-", written)).strip()
    digits = COUNTRY.sub("", re.sub(r"[\s.-]", "", bare))
    if re.fullmatch(r"1\d{10}", digits):
        return digits
    area = AREA.fullmatch(re.sub(r"^\+?0{0,2}86[\s-]*(?=0)", "", bare))
    if area:
        return f"{area[1]}-{area[2]}"
    if re.fullmatch(r"0\d{9,11}|\d{7,8}", digits):
        return digits
    raise ValueError(f"联系电话{_veil(written)}不对：{_fault(written, digits)}。")


def _fault(written, digits):
    count = sum(sign.isdigit() for sign in digits)
    if re.fullmatch(r"\d(\.\d+)?[eE]\+?\d+", written.strip()):
        return "被表格变成了科学计数，请把这一列设成文本，重新填号码"
    if not count:
        return "没有数字，请写号码，没有的空着"
    if letter := re.search(r"[^\W\d_]", digits):
        return f"里面有“{letter[0]}”，请检查是不是数字"
    if not digits.isdigit():
        return "里面有数字以外的符号"
    if count == 10 and digits[0] != "0" and digits[0] != "1":
        return "有10位，像是少了区号前面的0"
    return f"有{count}位，手机号是11位，座机要带区号"


def _veil(written):
    digits = re.sub(r"\D", "", written)
    return f"“{masked(digits)}”" if digits else f"“{written[:10]}”"
