"""A text as its rules see it: clauses in order, the whole text, what it may lead on to."""

import pytest

from tests.villages import way
from villages.acts import text as text_acts
from villages.models import TextVersion
from villages.queries.text import may_revise, pieces, topics_missing, written
from villages.rules.kinds import ClauseKind, Topic
from villages.workflows.text import TEXT


def fresh(row):
    return type(row).objects.get(pk=row.pk)


def test_clauses_come_in_order_as_plain_values(village, cadre):
    version = way.draft(village, cadre)
    found = pieces(version)
    assert [(one.kind, one.label) for one in found][:3] == [
        (ClauseKind.CHAPTER, "第一章"),
        (ClauseKind.ARTICLE, "第一条"),
        (ClauseKind.ARTICLE, "第二条"),
    ]
    assert found[2].text == "本章程由村民会议通过，全体村民共同遵守。"
    assert written(version) == way.CHARTER.strip()


def test_a_charter_lacks_the_topics_that_no_clause_is_tagged_with(village, cadre, asking):
    version = way.draft(village, cadre)
    assert Topic.CHOICE not in topics_missing(version)
    assert Topic.INTERESTS in topics_missing(version)
    version.clauses.filter(label="第一条").update(topics=[topic.value for topic in Topic])
    assert topics_missing(fresh(version)) == []


def test_other_texts_lack_no_topic(village, cadre):
    assert topics_missing(way.draft(village, cadre, kind="rule", title="服务制度")) == []


@pytest.mark.parametrize(
    ("status", "may"),
    [
        ("draft", False),
        ("consulting", False),
        ("final", False),
        ("adopted", True),
        ("filed", True),
        ("correcting", True),
        ("superseded", False),
        ("withdrawn", True),
    ],
)
def test_which_version_a_new_one_starts_from(village, cadre, status, may):
    version = way.draft(village, cadre)
    TextVersion.objects.filter(pk=version.pk).update(
        status=status, adopted_on=way.days_ago(5), sha256="x"
    )
    assert may_revise(fresh(version)) is may


def test_a_withdrawn_version_is_begun_anew_only_while_it_is_the_last_and_none_is_in_force(
    village, cadre
):
    first = way.adopted(village, cadre)
    second = TEXT.perform("withdraw", text_acts.revise(first, by=cadre), by=cadre)
    assert may_revise(first) and not may_revise(second)
    other = TEXT.perform("withdraw", way.draft(village, cadre, kind="rule", title="一"), by=cadre)
    assert may_revise(other)
    TEXT.perform("withdraw", text_acts.revise(other, by=cadre), by=cadre)
    assert not may_revise(other)
