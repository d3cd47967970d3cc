"""Counts of a village's texts: what is in force on the day, and how it came to be."""

from datetime import UTC, date, datetime, timedelta

import pytest

from campaigns.queries.text_counts import in_force, of_texts
from tests.personas import make_village
from villages.models import (
    Clause,
    Consultation,
    Filing,
    Meeting,
    Motion,
    Opinion,
    Posting,
    Text,
    TextVersion,
)
from villages.models.text import StageText

ADOPTED, DAY = date(2025, 3, 1), date(2025, 12, 1)
ONE = timedelta(days=1)


def text(village, kind, title="自治章程", adopted_on=ADOPTED, **given):
    row, _ = Text.objects.get_or_create(village=village, kind=kind, title=title)
    return TextVersion.objects.create(
        text=row,
        number=row.versions.count() + 1,
        adopted_on=adopted_on,
        **({"status": "adopted", "sha256": "0" * 64} | given),
    )


def adopt(version):
    """What was said about a draft and cut into it is written before it is adopted."""
    TextVersion.objects.filter(pk=version.pk).update(status="adopted", sha256="0" * 64)


def told(village, day=DAY):
    return of_texts([village.pk], day)[village.pk]


@pytest.fixture
def charter(village):
    return text(village, "charter")


@pytest.fixture
def draft(village):
    return text(village, "charter", status="draft", sha256="")


NOTHING = {
    "adoption_defects": 0,
    "topics_covered": 0,
    "consult_channels": 0,
    "unhandled_opinions": 0,
    "rules_adopted": 0,
    "rules_defective": 0,
    "has_covenant": False,
    "has_agreement": False,
    "stages_present": 0,
    "has_charter": False,
}


def test_a_village_without_texts_has_nothing_and_nothing_is_late(village):
    assert told(village) == NOTHING


@pytest.mark.parametrize(
    ("day", "is_in_force"), [(ADOPTED - ONE, False), (ADOPTED, True), (DAY, True)]
)
def test_a_text_is_in_force_from_the_day_it_was_adopted(village, charter, day, is_in_force):
    assert told(village, day)["has_charter"] is is_in_force
    assert bool(in_force([village.pk], day)[village.pk]["charter"]) is is_in_force


def test_a_charter_that_was_replaced_counts_no_more(village, charter):
    TextVersion.objects.filter(pk=charter.pk).update(superseded_on=DAY)
    assert told(village, DAY - ONE)["has_charter"]
    assert not told(village, DAY)["has_charter"]


def test_neighbours_do_not_answer_for_it(village, other_village, charter):
    both = of_texts([village.pk, other_village.pk], DAY)
    assert both[village.pk]["has_charter"] and not both[other_village.pk]["has_charter"]


def test_kinds_of_texts_are_counted_apart(village, charter):
    text(village, "covenant", "公约")
    assert (told(village)["has_covenant"], told(village)["has_agreement"]) == (True, False)
    text(village, "agreement", "协议书")
    assert told(village)["has_agreement"]


def test_a_rule_without_its_charter_is_defective(village, charter):
    text(village, "rule", "财务制度", based_on=charter)
    assert (told(village)["rules_adopted"], told(village)["rules_defective"]) == (1, 0)
    text(village, "rule", "议事制度")
    assert (told(village)["rules_adopted"], told(village)["rules_defective"]) == (2, 1)


def vote(charter, status, findings=()):
    meeting = Meeting.objects.create(
        village=charter.village, kind="villagers", mode="person", title="村民会议",
        held_at=datetime(2025, 3, 1, 4, tzinfo=UTC), place="大院", chair="陈", recorder="张",
    )  # fmt: skip
    rows = [{"ok": ok, "severity": severity} for ok, severity in findings]
    Motion.objects.create(
        meeting=meeting, about="charter", text_version=charter, title="章程", status=status,
        verdict={"findings": rows}, closed_at=meeting.held_at,
    )  # fmt: skip


def test_defects_of_the_vote_that_adopted_it(village, charter):
    vote(
        charter, "passed", [(False, "defect"), (False, "defect"), (True, "defect"), (False, "note")]
    )
    assert told(village)["adoption_defects"] == 2


def test_a_vote_that_failed_says_nothing_of_the_charter(village, charter):
    vote(charter, "failed", [(False, "defect")])
    assert told(village)["adoption_defects"] == 0


def test_topics_are_counted_once_over_all_clauses(village, draft):
    Clause.objects.create(text_version=draft, order=1, topics=["service", "law"])
    Clause.objects.create(text_version=draft, order=2, topics=["law"])
    Clause.objects.create(text_version=draft, order=3)
    adopt(draft)
    assert told(village)["topics_covered"] == 2


def test_ways_of_consultation_are_counted_once_and_open_opinions_all(village, draft):
    for channel in ("yard", "yard", "visit"):
        Consultation.objects.create(
            text_version=draft, round=1, channel=channel, on=ADOPTED, headcount=9
        )
    for handling in ("accepted", "pending", "pending"):
        Opinion.objects.create(
            text_version=draft, round=1, channel="yard", on=ADOPTED, content="写细些",
            handling=handling, reply="已改",
        )  # fmt: skip
    adopt(draft)
    assert (told(village)["consult_channels"], told(village)["unhandled_opinions"]) == (2, 2)


def test_a_charter_whose_opinions_were_all_answered_left_none(village, charter):
    assert (told(village)["consult_channels"], told(village)["unhandled_opinions"]) == (0, 0)


def filing(charter, **given):
    return Filing.objects.create(
        township=charter.village.township, text_version=charter, due_on=ADOPTED + 10 * ONE, **given
    )


def test_days_from_adoption_to_filing(village, charter):
    assert "filing_delay_days" not in told(village)
    row = filing(charter)
    Filing.objects.filter(pk=row.pk).update(submitted_on=ADOPTED - ONE)
    assert told(village)["filing_delay_days"] == 0
    Filing.objects.filter(pk=row.pk).update(submitted_on=None)
    assert (told(village)["is_reviewed"], told(village)["filing_delay_days"]) == (False, 275)
    Filing.objects.filter(pk=row.pk).update(
        submitted_on=ADOPTED + 8 * ONE, status="filed", decided_on=ADOPTED + 9 * ONE,
        receipt_no="2025-1",
    )  # fmt: skip
    assert (told(village)["is_reviewed"], told(village)["filing_delay_days"]) == (True, 8)


def test_the_longest_posting_counts_and_one_that_was_only_prepared_does_not(village, charter):
    def post(days, status="posted"):
        Posting.objects.create(
            village=village, kind="text", title="章程", place="公开栏", text_version=charter,
            posted_on=ADOPTED, until=ADOPTED + days * ONE, status=status,
        )  # fmt: skip

    post(30, "prepared")
    assert "posting_days" not in told(village)
    post(0)
    assert told(village)["posting_days"] == 0
    post(16)
    post(12)
    assert told(village)["posting_days"] == 16


def test_stages_are_counted_by_kind_each_once(village, charter):
    def fix(version, stage, round=1):
        StageText.objects.create(
            text_version=version, round=round, stage=stage, fixed_on=ADOPTED, text="全文",
            sha256="0" * 64,
        )  # fmt: skip

    fix(charter, "draft")
    fix(charter, "draft", round=2)
    fix(charter, "final")
    rule = text(village, "rule", "财务制度")
    fix(rule, "draft")
    gone = text(village, "covenant", "公约", status="withdrawn")
    fix(gone, "draft")
    assert told(village)["stages_present"] == 3


def test_all_villages_cost_as_much_as_one(village, charter, django_assert_num_queries):
    filing(charter)
    more = [make_village(village.township, f"新{n}村", f"K{n:03}").pk for n in range(4)]
    with django_assert_num_queries(9):
        of_texts([village.pk], DAY)
    with django_assert_num_queries(9):
        of_texts([village.pk, *more], DAY)
