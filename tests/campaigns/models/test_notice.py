"""Publicities and objections to them: what the database refuses."""

import pytest

from campaigns.acts import notice as notice_acts
from campaigns.models import Application, Notice, NoticeObjection
from campaigns.workflows.notice_objection import NOTICE_OBJECTION
from tests.campaigns.applications import TODAY
from tests.campaigns.database import FROZEN, refused
from tests.campaigns.notices import *  # noqa: F403
from tests.campaigns.notices import DAY, days_ago, objection_to


@pytest.fixture
def notice(at_leader, office):
    return notice_acts.post(at_leader, by=office, on=days_ago(8), days=7)


def test_notice_and_answer_are_frozen(notice, office):
    objection = notice_acts.take_objection(objection_to(notice), by=office)
    NOTICE_OBJECTION.perform("reject", objection, by=office, answer="不属实。")
    for rows, change in (
        (Notice.objects, {"until": TODAY()}),
        (NoticeObjection.objects, {"answer": "改"}),
    ):
        with refused(FROZEN):
            rows.update(**change)


@pytest.mark.parametrize(("days", "stands"), [(-1, False), (0, True)])
def test_it_does_not_end_before_it_begins(application, office, days, stands):
    given = {"application": application, "number": 1, "posted_by": office, "since": TODAY()}
    row = Notice(until=TODAY() + days * DAY, **given)
    if stands:
        row.save()
        assert row.days == 1
    else:
        with refused("notice_dates"):
            row.save()


def test_both_days_count_and_each_number_stands_once(notice, office):
    assert notice.days == 7
    with refused():
        Notice.objects.create(
            application=notice.application,
            number=notice.number,
            since=TODAY(),
            until=TODAY(),
            posted_by=office,
        )


def test_those_of_a_withdrawn_application_are_shown_to_nobody(notice):
    assert Notice.objects.of_villages_asked().get() == notice
    Application.objects.update(status="withdrawn")
    assert not Notice.objects.of_villages_asked().exists()


def test_an_objection_is_open_until_it_has_an_answer(notice, office):
    row = notice_acts.take_objection(objection_to(notice), by=office)
    assert NoticeObjection.objects.open().get() == row
    with refused("noticeobjection_is_answered"):
        NoticeObjection.objects.update(status="rejected")
    NoticeObjection.objects.update(status="rejected", answer="不属实。")
    assert not NoticeObjection.objects.open().exists()
