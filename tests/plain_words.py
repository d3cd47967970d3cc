"""What a sentence to somebody looks like: the office's Chinese, nothing of a programmer."""

import re

# Words that an office writes in Latin letters, tags and places of values.
KNOWN = re.compile(
    r"MB|GB|Word|Excel|WPS|PDF|OFD|CSV|HYJ|</?\w+>|%\(\w+\)[sdr]|\{\w+\}|\.(?:docx|xlsx|zip)|“[^”]*”"
)
LATIN = re.compile(r"[A-Za-z_]{2,}")
CHINESE = re.compile(r"[\u4e00-\u9fff]")
# "包含 X 和 Y 的 Z 已存在", "确保该值…" and whatever else Django and its catalogue say.
FOREIGN = ("确保", "变量", "字段", "有效的选项", "已存在", "约束", "输入一个")


def latin_in(sentence):
    """The first word that is not Chinese and that no office writes so, or None."""
    return LATIN.search(KNOWN.sub("", sentence))


def is_plain(sentence):
    """Chinese, without a foreign word, and not as a programmer would say it."""
    is_chinese = bool(CHINESE.search(sentence)) and not latin_in(sentence)
    return is_chinese and not any(word in sentence for word in FOREIGN)
