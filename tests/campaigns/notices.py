"""An application that the township posts by itself, and objections to it."""

import datetime

import pytest

from campaigns.models import NoticeObjection
from campaigns.workflows.application import APPLICATION
from tests.campaigns.applications import *  # noqa: F403
from tests.campaigns.applications import TODAY

DAY = datetime.timedelta(days=1)


def days_ago(days):
    return TODAY() - days * DAY


@pytest.fixture
def own(township):
    """A township that posts every application by itself."""
    township.settings |= {"application_own_notice": True}
    township.save()
    return township


@pytest.fixture
def at_leader(own, application, office):
    return APPLICATION.perform("submit", application, by=office)


def approve(row, leader):
    return APPLICATION.perform("approve", row, by=leader, opinion="同意。")


def objection_to(notice, **fields):
    given = {"received_on": notice.since, "text": "院坝会没有开过。", "source": "resident"}
    return NoticeObjection(notice=notice, **(given | fields))
