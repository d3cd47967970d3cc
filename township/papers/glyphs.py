"""Which characters the fonts of the PDF can show.

PDF/A-2b forbids characters without a glyph and the typesetter then refuses the whole paper, so
what no font has is written by a sign of the same meaning where there is one (☐ as □), else as the
geta mark 〓, the usual sign in print for a missing character. Variation selectors and joiners are
dropped.
"""

import re

from township.papers import fonts

MISSING = "〓"
# Boxes to be ticked, as far as the free fonts have them.
ALIKE = {"☐": "□", "☑": "√", "☒": "×", "✓": "√", "✔": "√", "✗": "×", "✘": "×"}
INVISIBLE = re.compile("[\u200b-\u200d\u2060\ufe00-\ufe0f\ufeff\U000e0100-\U000e01ef]")
NOT_ASCII = re.compile(r"[^\x00-\x7e]")


def showable(text):
    """The text with every character that the fonts lack replaced by one alike, else by 〓."""
    covered = fonts.covered()

    def shown(sign):
        if ord(sign) in covered:
            return sign
        alike = ALIKE.get(sign, MISSING)
        return alike if ord(alike) in covered else MISSING

    return NOT_ASCII.sub(lambda match: shown(match[0]), INVISIBLE.sub("", text))
