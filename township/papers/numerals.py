"""Numbers in Chinese characters and the numbering of headings after GB/T 9704-2012, 7.3.3."""

DIGITS = "零一二三四五六七八九"
UNITS = ("", "十", "百", "千")


def numeral(number):
    """A whole number from 0 to 9999 in Chinese characters: 10 → 十, 105 → 一百零五."""
    if not 0 <= number <= 9999:
        raise ValueError("只能写 0 到 9999 之间的整数")
    if number == 0:
        return DIGITS[0]
    text, needs_zero = "", False
    for place in range(3, -1, -1):
        digit = number // 10**place % 10
        if digit:
            text += (DIGITS[0] if needs_zero else "") + DIGITS[digit] + UNITS[place]
            needs_zero = False
        elif text:
            needs_zero = True
    return text[1:] if text.startswith("一十") else text


def heading_number(level, count):
    """The number before a heading: 一、 （一） 1."""
    if level == 1:
        return f"{numeral(count)}、"
    if level == 2:
        return f"（{numeral(count)}）"
    return f"{count}."


def document_number(code, year, serial):
    """A document's number: organ code, year in six-corner brackets, serial without zeros."""
    return f"{code}〔{year}〕{serial}号"
