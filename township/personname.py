"""How the name of a person is written: one spelling, whatever was typed. Pure.

For forms and sheets alike, so that one person is one person. A name of a minority keeps its middle
dot (U+00B7), a Latin name its blanks. What cannot be the name of one person is told, not guessed.
"""

import re
import unicodedata

from township.radicals import as_characters
from township.shorttext import PRIVATE, visible

LONGEST = 30
DOTS = re.compile(r"\s*[.•・‧⋅∙●▪᛫⸱·]\s*")
HAN = "\u2e80-\u2fdf\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
MIXED = re.compile(f"[{HAN}][A-Za-z]|[A-Za-z][{HAN}]")
BLANKS = re.compile(rf"(?<=[{HAN}·()])\s+|\s+(?=[{HAN}·()])")
SEPARATED = re.compile(r"[^\W\d_]\s*[、,;/\\|&+]\s*[^\W\d_]")
FOREIGN = re.compile(rf"[^{HAN}\w·' \-()]|[\d_]|(?<![A-Za-z])-|-(?![A-Za-z])")
CIRCLES = str.maketrans("○◯⚪", "〇〇〇")
# In brackets behind a name and no part of it; （大）, （女）, （东头） tell two persons apart.
REMARK = re.compile(
    r"\(((?:预备|正式|中共)?党员|群众|已?故|已?(?:去世|死亡|病故|迁出|外出)|签[字名章]|盖章"
    r"|户主|代|组长|副?会长|理事|秘书长|书记|主任|副主任|委员|(?:村民|居民|妇女)?代表|会员|妇女主任|专干)\)$"
)
NOBODY = frozenset({"无", "空", "空缺", "暂缺", "缺", "待定", "同上", "姓名"})
COMPOUND = re.compile(
    "欧阳|司马|上官|诸葛|东方|皇甫|尉迟|公孙|慕容|令狐|长孙|宇文|司徒|夏侯|轩辕|端木|南宫|独孤|澹台"
)
SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈"
    "姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤"
)
TWO_PERSONS = re.compile(rf"[{SURNAMES}].{{1,2}}(?: |和|与|及)[{SURNAMES}].{{1,2}}")


def read_name(text: str) -> str:
    """张　三 is 张三, 买买提•艾力 is 买买提·艾力. ValueError with what is wrong otherwise."""
    plain = unicodedata.normalize("NFKC", "".join(visible(text).split()))
    if remark := REMARK.search(plain):
        told = f"“{_shown(plain)}”里的“{remark[1]}”不是姓名"
        raise ValueError(f"{told}，请写到它自己的列里，或者删去。")
    if "某" in plain:
        raise ValueError(f"“{_shown(plain)}”没有写全，请写真实姓名。")
    return _spelled(text)


def _spelled(text: str) -> str:
    seen = visible(text).strip()
    if PRIVATE.search(seen):
        raise ValueError(f"姓名“{_shown(seen)}”里有自造字或乱码，请换成通用字。")
    plain = unicodedata.normalize("NFKC", as_characters(seen)).translate(CIRCLES)
    if _is_several(plain):
        raise ValueError(f"“{_shown(plain)}”像是两个人的姓名，一处只能写一个人。")
    name = DOTS.sub("·", " ".join(plain.split()))
    name = BLANKS.sub("", name).strip("· ")
    if not name and not plain:
        raise ValueError("没有姓名。")
    if len(name) > LONGEST:
        raise ValueError(f"姓名“{_shown(name)}”有{len(name)}个字，最多{LONGEST}个，请检查。")
    foreign = FOREIGN.search(name) or MIXED.search(name)
    if foreign or name in NOBODY or not name:
        what = f"，“{foreign[0]}”不是姓名里的字" if foreign and name != foreign[0] else ""
        raise ValueError(f"“{_shown(plain)}”不像姓名{what}，请检查。")
    return name.replace("(", "（").replace(")", "）")


def _is_several(plain: str) -> bool:
    lines = [line.strip() for line in plain.splitlines() if line.strip()]
    if len(lines) > 1 and all(len(line) > 1 for line in lines) and not COMPOUND.fullmatch(lines[0]):
        return True
    return bool(SEPARATED.search(plain) or TWO_PERSONS.fullmatch(" ".join(plain.split())))


def _shown(name: str) -> str:
    plain = " ".join(name.split())
    return plain if len(plain) <= 20 else f"{plain[:20]}…"


def read_names(text: str) -> str:
    """Names of several persons, divided by 、 whatever was typed between them."""
    pieces = re.split(r"[、,，;；/／\n]", visible(text))
    return "、".join(_spelled(piece) for piece in pieces if piece.strip())
