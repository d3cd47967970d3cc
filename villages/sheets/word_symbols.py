"""Characters of picture fonts as ordinary ones: a tick set in Wingdings is a tick.

w:sym names a font and a code; the codes of picture fonts lie at U+F000 plus one byte.
"""

_WINGDINGS = {
    0x6C: "●", 0x6D: "○", 0x6E: "■", 0x6F: "□", 0x70: "□", 0x71: "❑", 0x72: "❒", 0x75: "◆",
    0x76: "❖", 0x77: "◆", 0x9E: "·", 0x9F: "•", 0xA1: "○", 0xA4: "◉", 0xA7: "▪", 0xA8: "□",
    0xD8: "➢", 0xE0: "→", 0xDF: "←", 0xE1: "↑", 0xE2: "↓", 0xF0: "⇨", 0xFB: "✗", 0xFC: "✓",
    0xFD: "☒", 0xFE: "☑",
    **{0x81 + n: sign for n, sign in enumerate("①②③④⑤⑥⑦⑧⑨⑩")},
    **{0x8C + n: sign for n, sign in enumerate("❶❷❸❹❺❻❼❽❾❿")},
}  # fmt: skip
_WINGDINGS_2 = {
    0x4F: "✗", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0x56: "⊗", 0x98: "●",
    0x99: "○", 0x9E: "·", 0xA2: "■", 0xA3: "□",
}  # fmt: skip
_SYMBOL = {0xB7: "•", 0xD6: "√", 0xB4: "×", 0xB8: "÷", 0xB1: "±", 0xB0: "°", 0xA3: "≤", 0xB3: "≥"}
_WEBDINGS = {0x61: "✓", 0x72: "✗", 0x63: "□", 0x67: "■", 0x6E: "●"}
_FONTS = {
    "wingdings": _WINGDINGS,
    "wingdings 2": _WINGDINGS_2,
    "symbol": _SYMBOL,
    "webdings": _WEBDINGS,
}
MISSING = "〓"  # the printer's sign for a character that he has not


def character(font: str | None, code: int) -> str:
    """The ordinary character, MISSING for a picture that has none."""
    pictures = _FONTS.get((font or "").strip().lower())
    if pictures is not None:
        return pictures.get(code & 0xFF if 0xF000 <= code <= 0xF0FF else code, MISSING)
    return MISSING if 0xE000 <= code <= 0xF8FF else chr(code)


def in_font(text: str, font: str | None) -> str:
    """The text of a run set in a picture font; unchanged in any other."""
    if (font or "").strip().lower() not in _FONTS:
        return text
    return "".join(letter if letter.isspace() else character(font, ord(letter)) for letter in text)
