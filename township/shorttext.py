"""Short texts as they are typed and pasted: signs that nobody sees are taken out. Pure.

One place for forms, sheets and names; importable without Django, for the children that read files.
"""

import re
import unicodedata

# Marks of direction and width, joiners, soft hyphens, variants of a character, byte order marks,
# and control characters that are neither a line break nor a tab.
INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e0fff"
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f]"
)
LINE_ENDS = re.compile("\r\n?|[\u0085\u2028\u2029]")
PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd\ufffd]")


def visible(text: str) -> str:
    """The text without invisible signs, every line ended in one way."""
    return INVISIBLE.sub("", LINE_ENDS.sub("\n", text))


def even(text: str) -> str:
    """For comparing: full-width letters and digits made plain, blanks and line breaks removed."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", visible(text or "")))


def typed_number(text: str) -> str:
    """What is typed for points: even signs, without the 分 behind it."""
    return even(text).removesuffix("分")


def one_line(text: str) -> str:
    """Line breaks and runs of blanks as one blank; none at the ends."""
    return " ".join(visible(text).split())


def shortened(text: str, most: int) -> str:
    """For a label: what is left out shows as …; never for what is kept."""
    return text if len(text) <= most else f"{text[:most]}…"


def is_mere_marks(text: str) -> bool:
    """Has it neither letter nor digit? Marks of punctuation alone (《》, ., —) name nothing."""
    return not any(map(str.isalnum, text))


def short_faults(text: str) -> list[str]:
    """What may not stand in a short text: a sign that only one computer can show."""
    if PRIVATE.search(text):
        return ["有一个字是自造字或乱码，别的电脑显示不出来，请换成通用字。"]
    return []


def read_short(text: str, label: str, longest: int) -> str | None:
    """A cell for a short field; None when blank, or a mere / or —. Nothing is cut: ValueError when
    too long."""
    plain = visible(text).strip()
    if len(plain) > longest:
        raise ValueError(f"{label}最多{longest}个字，现在有{len(plain)}个，请缩短。")
    for fault in short_faults(plain):
        raise ValueError(f"{label}里{fault}")
    return None if is_mere_marks(plain) else plain


def place_name(text: str) -> str:
    """The name of a group or a village in one spelling: no blanks, brackets of full width."""
    return even(text).replace("(", "（").replace(")", "）")
