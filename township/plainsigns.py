"""Signs as people type them, as the few that a number is written with. Pure."""

import re
import unicodedata
from functools import lru_cache

# Show nothing, beside what Unicode itself calls invisible.
BLANKS = set("\u115f\u1160\u2800\u3164\uffa0")
INVISIBLE = {"Cf", "Mn", "Me", "Cc"}
# A \r shows nothing: it comes before a \n.
LINES = set("\n\t\v\f\x85\u2028\u2029")
DOTS = set(".·•・。．｡‧∙⋅_")
CROSSES = set("ΧχХх×✕✖✗✘❌❎╳⨯")
# Spoken digit by digit, 1 is 幺; a circle is drawn for 〇.
SPOKEN = str.maketrans("幺洞两拐勾○◯叉", "一零二七九零零X")
DASHED, ROUND = re.compile(r"(?<=\d)\s?一\s?(?=\d)"), re.compile(r"(?<=\d)[OoＯｏОо]+(?=\d)")
ALIKE = str.maketrans("−﹣⁃ーㅡ➖，、：；／｜∣│┃＋～〜∼＝％", "------,,:;/||||+~~~=%")
# A bracket is a round one, any other sign divides as those of a list do.
BRACKETS = {"Ps": "(", "Pe": ")"}
DIVIDING = {"Po", "Pi", "Pf", "Sm", "Sk", "So"}

KNOWN = set(" .(),/:;|+~-=%☎")


def readings(text: str) -> list[str]:
    """The text with spoken digits as digits; once more where a 一 between figures may be a dash or
    an O a zero. Each is as long as the text."""
    spelled = text.translate(SPOKEN)
    typed = DASHED.sub(lambda dash: dash[0].replace("一", "-"), spelled)
    typed = ROUND.sub(lambda circles: "0" * len(circles[0]), typed)
    return [spelled] if typed == spelled else [spelled, typed]


@lru_cache(maxsize=10_000)
def _sign(sign: str) -> str:
    """A digit as 0–9, what divides as space, point or dash, brackets as round ones, "" for what
    shows nothing, anything else as it is."""
    if sign in LINES:
        return "\n"
    if sign in BLANKS or unicodedata.category(sign) in INVISIBLE:
        return ""
    value = unicodedata.numeric(sign, None)
    if value is not None and value in range(10):
        return str(int(value))
    if sign in DOTS:
        return "."
    even, category = unicodedata.normalize("NFKC", sign), unicodedata.category(sign)
    if category == "Zs":
        return " "
    if category == "Pd":
        return "-"
    if sign in CROSSES or even in ("X", "x"):
        return "X"
    alike = sign.translate(ALIKE)
    is_known = alike in KNOWN or any(map(str.isalnum, even))
    return alike if is_known else BRACKETS.get(category, "|" if category in DIVIDING else alike)


def plain_signs(text: str) -> tuple[str, list[int]]:
    """The text sign by sign as `_sign` reads it, and where each sign stood."""
    signs, places = [], []
    for at, sign in enumerate(text):
        if plain := _sign(sign):
            signs.append(plain)
            places.append(at)
    return "".join(signs), places
