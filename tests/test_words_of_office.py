"""The words of the office and of the law, so that those which they replaced do not come back."""

import re

import pytest
from django.conf import settings

import township.urls  # noqa: F401  every page, and with them the table of workflows
from township.workflow.core import WORKFLOWS

BASE = settings.BASE_DIR
FOLDERS = ("township", "villages", "archives", "campaigns", "templates", "static/js", "docs")
KINDS = {".py", ".html", ".md", ".toml", ".txt", ".js", ".po"}
# What is not said, and what is said instead.
BETTER = {
    "打分": "评分",
    "查看方法": "考评方式",
    "准予备案": "予以备案",
    "不办了": "取消",
    "不删了": "取消",
    "暂时不能办": "暂不能办理",
    "必达": "约束性（必须完成）",
    "已开的会议": "已召开会议",
    "归集的档案": "已归集档案",
    "事务公开": "村务公开（居务公开）",
    "事后归档一般": "平均在事后几天归档",
    "应提前10日": "应当提前10日",
    "计生专干": "卫生健康（计生）专干",
    "自治公约": "村规民约（居民公约）",
    "你的": "您的",
}
# Where a former word is read, not said, or said beside the better one.
READ = {
    "township/setup/parts/targets.py": {"必达"},
    "township/setup/parts/texts.py": {"自治公约"},
    "campaigns/sheets/workbook_reader.py": {"打分", "查看方法"},
    "campaigns/sheets/standard_reader.py": {"查看方法"},
    "campaigns/demonstration/self_governance.py": {"自治公约"},  # a title
    "campaigns/demonstration/texts/covenant.txt": {"自治公约"},  # the same
    "villages/rules/word_classes.toml": {"你的"},  # words that are looked for
    "docs/glossary.md": {"自治公约"},
}


def said(text):
    """The words of a text that have a better one."""
    return {word for word in BETTER if word in text}


def sources():
    yield BASE / "README.md"
    for folder in FOLDERS:
        yield from (path for path in (BASE / folder).rglob("*") if path.suffix in KINDS)


def test_no_word_comes_back():
    found = {}
    for path in sources():
        name = str(path.relative_to(BASE))
        if words := said(path.read_text(encoding="utf-8", errors="ignore")):
            found[name] = words
    assert found == READ, "say the better word, or take the line out of READ"


def test_a_word_that_comes_back_is_seen():
    assert said("第3张打分表，村民自治公约") == {"打分", "自治公约"}
    assert said("第3张评分表，村规民约") == set()


# What is told after an act is 已 and its label: a label that is no act reads 已已经贴出.
NO_ACT = re.compile("[不已未]|异议|验收结论|表决更正")


@pytest.mark.parametrize("noun", sorted(WORKFLOWS))
def test_an_act_is_called_by_a_verb(noun):
    labels = [one.label for one in WORKFLOWS[noun].transitions]
    assert [label for label in labels if NO_ACT.match(label)] == []
