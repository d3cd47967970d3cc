"""The acts that today's law forbids or doubts in a village text, read from `red_flags.toml`.

A rule is an act in the words of the field (who takes, withholds, detains, publishes), the article
that forbids it with the words of that article, and a lawful way to say what was meant. Items are
keys of `legality.CHECKLIST`. The list grows with what reviewers meet: a new wording is a word more
in the data, a new act a rule more, and both are measured on clauses judged by hand
(`tests/villages/rules/judged`).
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from villages.rules.kinds import Alarm

FILE = Path(__file__).with_name("red_flags.toml")

# " ~ " and " … " in a pattern: a few signs without a comma; more of the same sentence.
# "§": where the act itself begins, behind its condition.
_GAPS = {" ~ ": "[^，]{0,12}?", " … ": ".{0,40}?", "§": "(?P<act>)"}
_WORD = re.compile(r"\{([a-z_]+)\}")

# Words that make a clause one about births, once the names of bodies and laws are taken out.
BIRTH = re.compile(
    "计划生育|计生|生育|怀孕|孕检|妇检|环检|避孕|节育|结扎|上环|放环|绝育|引产|人流|超生|抢生"
    "|[一二三多]孩|生男|生女|早婚|婚育|孕情|出生|再多生|多生|(?:生|两|二|三)个?胎|育龄"
    "|新婚夫(?:妇|妻)|领证|婚检|婚前检查|产妇|带环|大肚子|肚子大|孕妇|孕期|孕产|怀上|身孕|停经|月经"
)


@dataclass(frozen=True)
class Article:
    """name: as cited, the one for villages first where there are two; words: what it says."""

    name: str
    words: str

    def name_for(self, is_community: bool) -> str:
        """The article that binds the place."""
        names = self.name.split("；")
        return names[-1] if is_community else names[0]


@dataclass(frozen=True)
class RedFlagRule:
    """when: patterns of which one stands in a sentence. needs: must stand in the same sentence,
    clause or heading (needs_in). unless, turns: what excuses the sentence. birth: whether the
    clause must speak of births (True), must not (False), or no matter (None).

    forbids, abolishes: whether “不得…” or “取消…” before it turns it into its opposite; not so
    where the phrase itself holds such a word. inside: “…不得公布” within the phrase does.
    is_net: a wide net, told only where its clause holds no sharper act.
    """

    key: str
    act: str
    item: str
    why: str
    instead: str
    articles: tuple[Article, ...]
    when: tuple[re.Pattern, ...]
    alarm: Alarm = Alarm.UNLAWFUL
    birth: bool | None = None
    needs: re.Pattern | None = None
    needs_in: str = "sentence"
    unless: re.Pattern | None = None
    turns: tuple[re.Pattern, ...] = ()
    forbids: bool = True
    abolishes: bool = True
    inside: bool = False
    is_net: bool = False

    @property
    def law(self) -> str:
        """Every article, those for villages and those for communities."""
        return "；".join(article.name for article in self.articles)


def rules_in(data: Mapping) -> tuple[RedFlagRule, ...]:
    """The rules of a file as read: words put in, patterns compiled, articles found.

    Raises KeyError for a word, turn or article that the file does not name.
    """
    words: dict[str, str] = {}
    for name, written in data["words"].items():
        words[name] = _put_in(written, words)
    turns = {name: re.compile(_put_in(written, words)) for name, written in data["turns"].items()}
    articles = {name: Article(name, said) for name, said in data["articles"].items()}
    return tuple(_rule(given, words, turns, articles) for given in data["rule"])


def _rule(given, words, turns, articles) -> RedFlagRule:
    def pattern(name):
        return re.compile(_put_in(given[name], words)) if name in given else None

    return RedFlagRule(
        key=given["key"],
        act=given["act"],
        item=given["item"],
        why=given["why"],
        instead=given["instead"],
        articles=tuple(articles[name] for name in given["articles"]),
        when=tuple(re.compile(_put_in(written, words)) for written in given["when"]),
        alarm=Alarm(given.get("alarm", Alarm.UNLAWFUL)),
        birth=given.get("birth"),
        needs=pattern("needs"),
        needs_in=given.get("needs_in", "sentence"),
        unless=pattern("unless"),
        turns=tuple(turns[name] for name in given.get("turned_by", ())),
        forbids=given.get("forbids", True),
        abolishes=given.get("abolishes", True),
        inside=given.get("forbidden_inside", False),
        is_net=given.get("is_net", False),
    )


def _put_in(written: str, words: Mapping[str, str]) -> str:
    for sign, gap in _GAPS.items():
        written = written.replace(sign, gap)
    return _WORD.sub(lambda found: f"(?:{words[found[1]]})", written)


@cache
def flag_rules() -> Mapping[str, RedFlagRule]:
    """{key: rule} of the shipped file. Most of a second to read, so only who judges reads it."""
    found = rules_in(tomllib.loads(FILE.read_text(encoding="utf-8")))
    return {rule.key: rule for rule in found}
