"""How Word prints a number in front of a paragraph (ECMA-376 part 1, §17.18.59 ST_NumberFormat).

Where a format has signs for so many numbers only, Word goes on in plain digits; so do we.
"""

from villages.rules.numerals import number_in_chinese

_CHINESE = {
    "chineseCounting",
    "chineseCountingThousand",
    "japaneseCounting",
    "taiwaneseCounting",
    "taiwaneseCountingThousand",
}
_STEMS, _BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
_SEXAGENARY = [_STEMS[n % 10] + _BRANCHES[n % 12] for n in range(60)]
_SIGNS = {
    "decimalEnclosedCircle": "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳",
    "decimalEnclosedCircleChinese": "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳",
    "decimalEnclosedParen": "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇",
    "decimalEnclosedFullstop": "⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛",
    "ideographEnclosedCircle": "㊀㊁㊂㊃㊄㊅㊆㊇㊈㊉",
    "ideographTraditional": _STEMS,
    "ideographZodiac": _BRANCHES,
    "ideographZodiacTraditional": _SEXAGENARY,
}
_DIGITS = {
    "ideographDigital": "〇一二三四五六七八九",
    "japaneseDigitalTenThousand": "〇一二三四五六七八九",
    "taiwaneseDigital": "〇一二三四五六七八九",
    "decimalFullWidth": "０１２３４５６７８９",
    "decimalFullWidth2": "０１２３４５６７８９",
}
_LEGAL = {
    "chineseLegalSimplified": str.maketrans(
        "零一二三四五六七八九十百千", "零壹贰叁肆伍陆柒捌玖拾佰仟"
    ),
    "ideographLegalTraditional": str.maketrans(
        "零一二三四五六七八九十百千", "零壹貳參肆伍陸柒捌玖拾佰仟"
    ),
    "japaneseLegal": str.maketrans("一二三十", "壱弐参拾"),
}
_ROMAN_WHOLE = "ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫ"
_ROMAN = (
    (1000, "Ⅿ"), (900, "ⅭⅯ"), (500, "Ⅾ"), (400, "ⅭⅮ"), (100, "Ⅽ"), (90, "ⅩⅭ"),
    (50, "Ⅼ"), (40, "ⅩⅬ"), (10, "Ⅹ"), (9, "Ⅸ"), (5, "Ⅴ"), (4, "Ⅳ"), (1, "Ⅰ"),
)  # fmt: skip


def printed(number: int, style: str) -> str:
    """The number as `style` prints it; plain digits for what is unknown."""
    if number < 1 or number > 9999:
        return str(number)
    if style in _CHINESE:
        return number_in_chinese(number)
    if style in _LEGAL:
        written = number_in_chinese(number)
        written = f"一{written}" if written.startswith("十") else written
        return written.translate(_LEGAL[style])
    if style in _SIGNS and number <= len(_SIGNS[style]):
        return _SIGNS[style][number - 1]
    if style in _DIGITS:
        return str(number).translate(str.maketrans("0123456789", _DIGITS[style]))
    if style in ("lowerLetter", "upperLetter"):
        letter = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letter if style == "lowerLetter" else letter.upper()
    if style in ("lowerRoman", "upperRoman"):
        return _roman(number) if style == "upperRoman" else _roman(number).lower()
    return f"{number:02d}" if style == "decimalZero" else str(number)


def _roman(number: int) -> str:
    if number <= len(_ROMAN_WHOLE):
        return _ROMAN_WHOLE[number - 1]
    written = ""
    for value, sign in _ROMAN:
        while number >= value:
            written, number = written + sign, number - value
    return written
