"""Radicals in place of characters, as some PDF readers copy them: ⼀ (U+2F00) is not 一.

Kangxi radicals (U+2F00–2FD5) and the supplement (U+2E80–2EF3) look like the characters and sort,
search and count otherwise. Source: Unicode, EquivalentUnifiedIdeograph.
"""

import unicodedata

_KANGXI = {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)}
# In the order of the block from U+2E80; U+2E9A is not assigned.
_SUPPLEMENT = dict(
    zip(
        (code for code in range(0x2E80, 0x2EF4) if code != 0x2E9A),
        "冫厂乛乚乙亻冂几刀刂卜㔾小小兀尣尢尣巳幺彑彐忄心扌攵旡日月歹母民氵氺灬爫爫丬牛犭王疋罒示礻竹"
        "糹纟罓罒网网网羊羊羊耂聿聿肉臼艹艹艹虎衤覀西见角角讠贝足车辶辶辶阝钅長镸长门阜阝雨青韦页"
        "风飞食食飠饣首马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀龟",
        strict=True,
    )
)
_CHARACTERS = _KANGXI | _SUPPLEMENT


def as_characters(text: str) -> str:
    """The text with every radical written as the character it stands for."""
    return text.translate(_CHARACTERS)
