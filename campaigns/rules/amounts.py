"""Amounts of money in capital Chinese numerals (大写), as a receipt must carry them.

Serves the reward's printed receipt. Follows 《正确填写票据和结算凭证的基本规定》 (annex of the
People's Bank's payment rules): 整 after 元 when nothing follows, none after 角 or 分; one 零 for
any run of zeros inside; where the rule leaves 零 to choice, it is left out.
"""

from __future__ import annotations

from decimal import Decimal

DIGITS = "零壹贰叁肆伍陆柒捌玖"
PLACES = ("", "拾", "佰", "仟")
GROUPS = ("", "万", "亿")
LIMIT = Decimal(10) ** 12


def in_words(amount: Decimal | int | str) -> str:
    """元 as words, e.g. 人民币贰佰元整. From 0 up to, not including, 1 万亿, at most two decimals.

    Raises ValueError with a Chinese sentence, also for floats.
    """
    yuan, cents = divmod(_cents(amount), 100)
    jiao, fen = divmod(cents, 10)
    if not cents:
        return f"人民币{_whole(yuan)}元整"
    words = "人民币" + (f"{_whole(yuan)}元" if yuan else "")
    if jiao:
        words += f"{DIGITS[jiao]}角"
    elif yuan:
        words += "零"
    return words + (f"{DIGITS[fen]}分" if fen else "")


def _cents(amount: Decimal | int | str) -> int:
    if isinstance(amount, (float, bool)):
        raise ValueError(f"金额“{amount}”必须是精确的十进制数。")
    try:
        number = Decimal(amount)
    except ArithmeticError:
        raise ValueError(f"“{amount}”不是金额。") from None
    if not number.is_finite():
        raise ValueError(f"“{amount}”不是金额。")
    if not 0 <= number < LIMIT:
        raise ValueError(f"金额“{amount}”应不小于0且不满1万亿元。")
    if number != round(number, 2):
        raise ValueError(f"金额“{amount}”最多两位小数。")
    return int(number * 100)


def _whole(number: int) -> str:
    """A whole number in groups of four digits, each group read on its own."""
    if not number:
        return DIGITS[0]
    words, gap = "", False
    for place in reversed(range(len(GROUPS))):
        group = number // 10_000**place % 10_000
        if group:
            # Zeros between two groups are read as one 零; a full group follows directly.
            needs_zero = words and (gap or group < 1000)
            words += (DIGITS[0] if needs_zero else "") + _group(group) + GROUPS[place]
            gap = False
        elif words:
            gap = True
    return words


def _group(number: int) -> str:
    """1–9999: digits with their places, inner zeros read once, trailing zeros not at all."""
    words, gap = "", False
    for place in (3, 2, 1, 0):
        digit = number // 10**place % 10
        if digit:
            words += (DIGITS[0] if gap else "") + DIGITS[digit] + PLACES[place]
            gap = False
        elif words:
            gap = True
    return words
