"""File names as they arrive, made right: what is harmless is cleaned, what deceives is refused.

Phones, WPS and old Windows send names whose bytes were read with the wrong table; the original
Chinese is recovered when exactly one reading gives plain Chinese. Importable without Django.
"""

import re
import unicodedata

from township.enumeration import first_of
from township.files.errors import UploadRefused
from township.personalnumbers import HIDDEN, without_numbers

MAX_NAME = 255
MOST_NAMED = 5
WORN_PATHS = re.compile(r"^.*[\\/]", re.DOTALL)
# Turn the direction of writing round, so that "\u202egpj.exe" shows as "exe.jpg".
DECEIVING = set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c")
INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"))
FORBIDDEN_ON_WINDOWS = str.maketrans('<>:"|?*', "＜＞：＂｜？＊")
# What `without_numbers` puts in place of a number, after the signs that Windows forbids.
HIDDEN_NUMBER = re.compile(rf"＊{{4}}\d{{4}}|{'|'.join(HIDDEN.values())}")
RESERVED = re.compile(r"^(con|prn|aux|nul|com[0-9]|lpt[0-9])$", re.IGNORECASE)
# (table the bytes were wrongly read with, table they were written in)
MISREADINGS = (
    ("latin-1", "utf-8"),
    ("latin-1", "gb18030"),
    ("cp1252", "utf-8"),
    ("cp1252", "gb18030"),
    ("cp437", "gb18030"),
    ("cp437", "utf-8"),
    ("gb18030", "utf-8"),
)


def clean_name(name):
    """The name to keep and show: no folders, readable, allowed on Windows, at most 255 characters.

    Raises UploadRefused for control characters, characters that turn the writing direction,
    and names that are too long.
    """
    name = repaired(str(name))
    name = WORN_PATHS.sub("", name)
    _refuse_deceiving(name)
    name = without_numbers(unicodedata.normalize("NFC", name.translate(INVISIBLE)))
    name = name.translate(FORBIDDEN_ON_WINDOWS).strip().rstrip(". ")
    if len(name) > MAX_NAME:
        raise UploadRefused(
            f"“{display_name(name)}”的文件名有{len(name)}个字，太长了，请改到100字以内再上传。"
        )
    stem, dot, ending = name.rpartition(".")
    if not dot:
        stem, ending = name, ""
    stem = stem.strip() or "未命名"
    if RESERVED.match(stem.split(".")[0]):
        stem = f"_{stem}"
    return f"{stem}{dot}{ending}"


def hides_number(name):
    """Was a number hidden in a cleaned name?"""
    return bool(HIDDEN_NUMBER.search(name))


def told_of_hidden(names):
    """What whoever sent files is told of those in whose names a number was hidden."""
    told = first_of(list(map(display_name, names)), MOST_NAMED, "个文件")
    return f"文件名里的号码已隐去：{told}。"


def display_name(name, width=30):
    """A name short enough for a sentence, without anything that would disturb the page."""
    visible = "".join("�" if _is_disturbing(letter) else letter for letter in str(name))
    if len(visible) <= width:
        return visible
    return f"{visible[: width - 9]}…{visible[-8:]}"


def extension(name):
    """Ending in lower case with its dot, "" when there is none."""
    _, dot, ending = name.rpartition(".")
    return f".{ending.lower()}" if dot else ""


def repaired(name):
    """The name with wrongly read bytes read rightly; unchanged when nothing fits better."""
    if any("\ud800" <= letter <= "\udfff" for letter in name):
        return _from_raw_bytes(name)
    if name.isascii():
        return name
    for wrong, right in MISREADINGS:
        try:
            candidate = name.encode(wrong).decode(right)
        except (UnicodeEncodeError, UnicodeDecodeError):
            continue
        if _is_better(candidate, name, wrong, right):
            return candidate
    return name


def _from_raw_bytes(name):
    try:
        raw = name.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        return name  # half a character: refused with the control characters
    for table in ("utf-8", "gb18030"):
        try:
            return raw.decode(table)
        except UnicodeDecodeError:
            continue
    return raw.decode("utf-8", "replace")


def _has_chinese(text):
    return any("\u4e00" <= letter <= "\u9fff" for letter in text)


def _is_better(candidate, name, wrong, right):
    """UTF-8 that decodes is no accident; a table that decodes nearly anything must give
    characters of everyday use (GB 2312), unless the name cannot be right as it is."""
    is_chinese = _has_chinese(name)
    if not _has_chinese(candidate) or (is_chinese and wrong != "gb18030"):
        return False
    has_control = any("\x80" <= letter <= "\x9f" for letter in name)
    if has_control or (right == "utf-8" and not is_chinese):
        return True
    return all(letter.isascii() or _is_everyday(letter) for letter in candidate)


def _is_everyday(letter):
    raw = letter.encode("gb18030")
    return len(raw) == 2 and (raw[0] <= 0xA9 or 0xB0 <= raw[0] <= 0xF7) and min(raw) >= 0xA1


def _is_disturbing(letter):
    return letter in DECEIVING or unicodedata.category(letter) in {"Cc", "Cs", "Zl", "Zp"}


def _refuse_deceiving(name):
    if any(_is_disturbing(letter) for letter in name):
        raise UploadRefused(
            f"“{display_name(name)}”的文件名里有看不见的控制字符，请重命名后再上传。"
        )
