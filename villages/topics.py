"""Which of the five contents of a charter a clause speaks of, and which are still missing.

Serves the plan's list of what a charter covers (row 19). A suggestion by words only: whoever
writes the text may tag a clause otherwise.
"""

import re

from villages.kinds import TextKind, Topic

_WORDS = {
    Topic.LAWFULNESS: "依法行政|依法办事|依法管理|依法履行|依法自治|法律、法规|法律法规",
    Topic.MIGRANTS: "流动人口|外来人口|外来人员|外出务工|流入人口|流出人口",
    Topic.CHOICE: "知情选择|避孕|节育",
    Topic.SERVICE: "优质服务|生育服务|技术服务|生殖健康|服务承诺|便民服务",
    Topic.INTERESTS: "利益导向|奖励扶助|奖扶|优先优惠|扶持|帮扶|表彰奖励",
}
_PATTERNS = {topic: re.compile(words) for topic, words in _WORDS.items()}


def suggested(text):
    """Values of the topics a clause seems to speak of, in the plan's order."""
    return [topic.value for topic, pattern in _PATTERNS.items() if pattern.search(text)]


def missing(version):
    """Labels of the contents that no clause of a charter speaks of; empty for other texts."""
    if version.text.kind != TextKind.CHARTER:
        return []
    tagged = {topic for clause in version.clauses.all() for topic in clause.topics}
    return [topic.label for topic in Topic if topic not in tagged]
