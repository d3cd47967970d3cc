"""Whether an application was posted as it has to be: whose announcement counts, and until when."""

from datetime import date, timedelta

import pytest

from campaigns.models import Evaluation, Notice, NoticeObjection
from campaigns.queries.notice import announced_levels, needs_own, reasons_against
from tests.campaigns.applications import *  # noqa: F403
from tests.campaigns.applications import TODAY

UNTIL = date(2026, 12, 28)


def outcome(level, name, is_reached=True):
    return {"level": level, "name": name, "is_reached": is_reached}


def told(*outcomes):
    return announced_levels(Evaluation(result={"outcomes": list(outcomes)}))


def test_without_a_target_the_lowest_level_reached_was_announced():
    rows = outcome("QUALIFIED", "合格村"), outcome("ADVANCED", "区级先进村")
    assert told(*rows) == ["QUALIFIED"]
    assert told(outcome("QUALIFIED", "合格村", False)) == []
    assert told() == []


def test_what_the_evaluation_announced_needs_no_second_publicity(application):
    assert announced_levels(application.evaluation) == ["QUALIFIED", "ADVANCED"]
    assert not needs_own(application)
    assert list(reasons_against(application, TODAY())) == []


def test_a_level_above_the_announced_one_is_posted_by_itself(application):
    application.evaluation.level = None
    assert announced_levels(application.evaluation) == ["QUALIFIED"]
    assert needs_own(application)
    (told,) = reasons_against(application, TODAY())
    assert told == f"{application}还没有在镇内公示，请办公室先张贴拟申报公示。"


def test_a_township_may_post_every_application_by_itself(application):
    application.campaign.township.settings |= {"application_own_notice": True}
    assert needs_own(application)


@pytest.fixture
def notice(application, office):
    return Notice.objects.create(
        application=application,
        number=1,
        since=UNTIL - timedelta(days=6),
        until=UNTIL,
        posted_by=office,
    )


@pytest.mark.parametrize(
    ("day", "reasons"),
    [
        (UNTIL, ["拟申报公示到2026年12月28日结束，期满后才能报区。"]),
        (UNTIL + timedelta(days=1), []),
    ],
)
def test_the_last_day_still_waits(application, notice, day, reasons):
    assert list(reasons_against(application, day)) == reasons


def objection(notice, status, **given):
    return NoticeObjection.objects.create(
        notice=notice, received_on=notice.since, text="不符", status=status, **given
    )


def test_open_objections_are_counted_and_an_upheld_one_voids_it(application, notice):
    after = UNTIL + timedelta(days=1)
    objection(notice, "rejected", answer="查有记录。")
    assert list(reasons_against(application, after)) == []
    objection(notice, "open")
    objection(notice, "open")
    assert list(reasons_against(application, after)) == ["还有2件对拟申报公示的异议没有答复。"]
    objection(notice, "upheld", answer="属实。")
    assert list(reasons_against(application, after))[1:] == [
        "对拟申报公示的异议成立，更正后要重新公示。"
    ]


def test_only_the_newest_publicity_counts(application, notice, office):
    objection(notice, "upheld", answer="属实。")
    Notice.objects.create(
        application=application,
        number=2,
        since=UNTIL + timedelta(days=2),
        until=UNTIL + timedelta(days=6),
        posted_by=office,
    )
    assert list(reasons_against(application, UNTIL + timedelta(days=7))) == []
