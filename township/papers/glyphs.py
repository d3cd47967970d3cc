"""Which characters the fonts of the PDF can show.

PDF/A-2b forbids characters without a glyph and the typesetter then refuses the whole paper, so
what no font has is written by a sign of the same meaning where there is one (☐ as □), else as the
geta mark 〓, the usual sign in print for a missing character. Variation selectors and joiners are
dropped, and so are marks on a letter after the second.
"""

import re

from township.papers import fonts

MISSING = "〓"
# Boxes to be ticked, as far as the free fonts have them.
ALIKE = {"☐": "□", "☑": "√", "☒": "×", "✓": "√", "✔": "√", "✗": "×", "✘": "×"}
INVISIBLE = re.compile("[\u200b-\u200d\u2060\ufe00-\ufe0f\ufeff\U000e0100-\U000e01ef]")
# Marks above and below a letter: of more than two the typesetter takes a time that grows with their
# square, and no name has three.
MARK = (
    "[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\u302a-\u302f\u3099\u309a\ufe20-\ufe2f]"
)
MARKS = re.compile(f"({MARK}{{2}}){MARK}+")
NOT_ASCII = re.compile(r"[^\x00-\x7e]")


def showable(text):
    """The text with every character that the fonts lack replaced by one alike, else by 〓."""
    covered = fonts.covered()

    def shown(sign):
        if ord(sign) in covered:
            return sign
        alike = ALIKE.get(sign, MISSING)
        return alike if ord(alike) in covered else MISSING

    plain = MARKS.sub(r"\1", INVISIBLE.sub("", text))
    return NOT_ASCII.sub(lambda match: shown(match[0]), plain)
