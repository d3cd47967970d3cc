"""Publicities and objections to them: what the database refuses."""

import pytest
from django.db import DatabaseError, transaction

from campaigns.acts import notice as notice_acts
from campaigns.models import Notice, NoticeObjection
from campaigns.workflows.notice_objection import NOTICE_OBJECTION
from tests.campaigns.applications import TODAY
from tests.campaigns.notices import *  # noqa: F403
from tests.campaigns.notices import days_ago, objection_to


def test_notice_and_answer_are_frozen(at_leader, office):
    notice = notice_acts.post(at_leader, by=office, on=days_ago(8), days=7)
    objection = notice_acts.take_objection(objection_to(notice), by=office)
    NOTICE_OBJECTION.perform("reject", objection, by=office, answer="不属实。")
    for rows, change in (
        (Notice.objects, {"until": TODAY()}),
        (NoticeObjection.objects, {"answer": "改"}),
    ):
        with pytest.raises(DatabaseError, match="frozen"), transaction.atomic():
            rows.update(**change)
