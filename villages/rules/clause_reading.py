"""A clause made even for those who look for words in it: what is said of all of it at once.

Signs without blanks and width, the heading above, old rules that it puts away, lists of what it
forbids. Asked by `red_flags.py`.
"""

import re
import unicodedata
from dataclasses import dataclass

from township.sensitivewords import BODIES
from villages.rules.clauses import ClauseText
from villages.rules.red_flag_rules import BIRTH

# Width is evened out, but Chinese punctuation stays what it was.
_PUNCTUATION = str.maketrans(",;:!?()", "，；：！？（）")
# An old rule put away, named first or behind 把: 原公约中罚款的条款不再使用, 把旧规定删去.
_OLD_PUT_AWAY = re.compile(
    "(?:原(?:来|有|先|公约|章程|规定|约定)|旧(?:的|公约|章程|规|约|有|制)|老(?:规矩|规定|办法|章程|约)|过去|以前|往年|以往|从前|此前|历年|早年|曾经)"
    "[^。]{0,40}。?[^。]{0,24}(?:不再|不[交收罚兴用]了|删[去除掉]|废[止除掉]|清退|退[还回]|取消|停止|作废|销毁|失效|改掉|不作数|不算数|纠正)"
)
# A list under a prohibition: 不得有下列行为：…
_FORBIDDEN_LIST = re.compile(
    "(?:不得|严禁|禁止|不准)(?:[^，。；]{0,14}(?:下列|以下|如下|有)[^，。；]{0,10}|事项|行为|清单)："
    "|(?:干部|党员|委会|调解员|工作人员)[^，。；]{0,6}不(?:准|得|许)："
)
_SANCTION_BEHIND = re.compile("违者|违反|的，(?:处|罚|扣|取消)|否则")


@dataclass(frozen=True)
class Reading:
    """A clause made even. text: its signs without blanks and width; places: for each of them its
    place in the clause; heading: of the chapter it stands in, with the title; put_away: (start,
    end) of old rules that it puts away."""

    text: str
    places: tuple[int, ...]
    heading: str
    is_on_birth: bool
    put_away: tuple[tuple[int, int], ...]

    def told(self, start: int, end: int) -> tuple[int, int]:
        """Where the signs from start to end stand in the clause as written."""
        return self.places[start], self.places[end - 1] + 1

    def is_listed(self, sentence: re.Match) -> bool:
        """Whether it stands in a list of what is forbidden (不得有下列行为：…)."""
        listed = _FORBIDDEN_LIST.search(self.text)
        is_behind = listed is not None and sentence.end() > listed.end()
        return is_behind and not _SANCTION_BEHIND.search(sentence.group())

    def is_turned(self, sentence: re.Match) -> bool:
        """Whether what it says is forbidden there, or an old rule that is put away."""
        return self.is_listed(sentence) or any(
            start < sentence.end() and sentence.start() < end for start, end in self.put_away
        )


def even(text: str) -> tuple[str, tuple[int, ...]]:
    """The text without blanks, full-width signs as plain ones; where each sign stood."""
    signs: list[str] = []
    places: list[int] = []
    for place, sign in enumerate(text):
        for plain in unicodedata.normalize("NFKC", sign).translate(_PUNCTUATION):
            if plain == "\n" or not plain.isspace():
                signs.append(plain)
                places.append(place)
    return "".join(signs), tuple(places)


def read(clause: ClauseText, heading: str) -> Reading:
    text, places = even(clause.text)
    above = even(heading)[0]
    is_on_birth = BIRTH.search(BODIES.sub("", f"{above}\n{text}")) is not None
    put_away = tuple(found.span() for found in _OLD_PUT_AWAY.finditer(text))
    return Reading(text, places, above, is_on_birth, put_away)
