"""Chinese and Arabic numbers as they stand in article labels: 第一百二十条, 第120条, 第１２０条."""

_DIGITS = "零一二三四五六七八九"
_VALUES = {
    **{digit: value for value, digit in enumerate(_DIGITS)},
    **{"〇": 0, "○": 0, "Ｏ": 0, "两": 2},
    **{sign: value for value, sign in enumerate("壹贰叁肆伍陆柒捌玖", 1)},
    **{sign: value for value, sign in enumerate("①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳", 1)},
    **{sign: value for value, sign in enumerate("ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫ", 1)},
    **{digit: value for value, digit in enumerate("０１２３４５６７８９")},
    **{digit: value for value, digit in enumerate("0123456789")},
}
_UNITS = {"十": 10, "百": 100, "千": 1000, "拾": 10, "佰": 100, "仟": 1000}
_SCORES = {"廿": 20, "卅": 30}

# 九千九百九十九 has seven signs, 9999 is the highest number that is written back in Chinese.
LONGEST, HIGHEST = 9, 9999

# Everything a numeral may be written with, for use inside a character class.
NUMERAL = "".join([*_VALUES, *_UNITS, *_SCORES])


def number_in_chinese(number: int) -> str:
    """1 → 一, 10 → 十, 105 → 一百零五, 110 → 一百一十. ValueError outside 1–9999."""
    if not 1 <= number <= 9999:
        raise ValueError(f"{number} 不在 1 至 9999 之间")
    written, is_gap = "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // unit % 10
        if digit:
            written += ("零" if is_gap else "") + _DIGITS[digit] + name
            is_gap = False
        elif written:
            is_gap = True
    return written.removeprefix("一") if 10 <= number < 20 else written


def read_number(written: str) -> int | None:
    """The value of a Chinese, Arabic or full-width numeral; None when it is not one
    or stands for more than HIGHEST: nothing is numbered so far.

    Digits without units are read by position (一二〇 → 120). Spaces inside are ignored.
    """
    signs = "".join(written.split())
    if not signs or len(signs) > LONGEST or any(sign not in NUMERAL for sign in signs):
        return None
    if all(sign in _VALUES for sign in signs):
        return _counted(int("".join(str(_VALUES[sign]) for sign in signs)))
    total, digit = 0, None
    for sign in signs:
        if sign in _SCORES:
            total, digit = total + _SCORES[sign], None
        elif sign in _UNITS:
            total, digit = total + (1 if digit is None else digit) * _UNITS[sign], None
        else:
            digit = _VALUES[sign] if digit is None else digit * 10 + _VALUES[sign]
    return _counted(total + (digit or 0))


def _counted(number: int) -> int | None:
    return number if number <= HIGHEST else None
