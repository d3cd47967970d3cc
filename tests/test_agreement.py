"""Every state of every workflow: to-do, button and guard say the same of it, to everybody.

The rows are the demonstration's, and one of each noun that it lacks; each is led into every state
that can be left. Two people hold several posts, so that whoever may not act on a thing of his own
is among those asked.
"""

import datetime

import pytest
from django.db import transaction
from django.db.models import Subquery
from django.test import Client
from django.utils import timezone

from campaigns.models import (
    Application,
    Evaluation,
    Notice,
    NoticeObjection,
    Objection,
    PlanVersion,
    Rectification,
    Reward,
    Sheet,
    Step,
    VetoFinding,
)
from tests.agreement import holds, sources
from tests.personas import cadre_of, person
from tests.unguarded import unguarded
from tests.words_of_day import final_things_keep_their_words
from township.access import Role
from township.dashboard.todos import MATTERS, Asked, Waiting
from township.users.models import Membership, User
from township.workflow.core import WORKFLOWS
from villages.models import Filing, Query

POSTS = (Role.OFFICE, Role.LEADER, Role.EVALUATOR)
# What a row of this state needs beside it, or the database refuses it.
PAID = {"voucher_number": "记-018", "paid_on": datetime.date(2026, 1, 5)}
ALONG = {
    ("reward", "paid"): PAID,
    ("reward", "reclaim"): PAID,
    ("query", "answered"): {"answer": "已说明", "answered_on": datetime.date(2030, 1, 5)},
    ("query", "set_aside"): {"set_aside_because": "重复"},
    ("rectification", "proved"): {"proof_note": "已补上"},
    ("veto", "confirmed"): {
        "confirmed_by": Subquery(User.objects.filter(username="leader").values("pk")[:1])
    },
    ("record", "sealed"): {"number": 1, "reference_code": "J101", "retention": "Y"},
}


@pytest.fixture
def demonstration(story):
    village = story.village("万顺村")
    handler = person("handler", "多职一", POSTS[0], township=village.township)
    neighbour = cadre_of(village, "neighbour", "多职二")
    for user, posts in ((handler, POSTS[1:]), (neighbour, POSTS)):
        for role in posts:
            Membership.objects.create(user=user, role=role, township=village.township)
    _missing(village, handler)
    for user in (handler, neighbour):
        for evaluation in _scored(village):
            Sheet.objects.create(evaluation=evaluation, scorer=user)


def _scored(village):
    return Evaluation.objects.filter(village=village, status=Evaluation.Status.OPEN)


def _missing(village, handler):
    """One row of each noun that the demonstration has none of, handled by `handler`."""
    today = timezone.localdate()
    evaluation = _scored(village).get()
    veto = evaluation.standard_version.vetoes.first()
    VetoFinding.objects.create(evaluation=evaluation, veto=veto, fact="没有章程", found_by=handler)
    Objection.objects.create(evaluation=evaluation, text="有出入", made_by=handler, made_on=today)
    week = today + datetime.timedelta(days=7)
    Rectification.objects.create(
        village=village, fact="没有照片", demand="补上", made_on=today, due_on=week, status="open"
    )
    PlanVersion.objects.create(campaign=evaluation.round.campaign, number=9, title="方案")
    Query.objects.create(village=village, content="钱用在哪里", due_on=week)
    application = Application.objects.filter(village=village).get()
    notice = Notice.objects.filter(application=application).first() or Notice.objects.create(
        application=application, number=1, since=today, until=week, posted_by=handler
    )
    NoticeObjection.objects.create(notice=notice, received_on=today, text="不实")
    Step.objects.create(application=application, act="submit", label="提交", by=handler)
    Filing.objects.filter(status=Filing.Status.SUBMITTED).update(submitted_by=handler)
    Reward.objects.update(approved_by=handler)


def forced(workflow, row, state):
    """The row as it is in another state, whatever the way there."""
    along = ALONG.get((workflow.noun, state), {})
    workflow.model.objects.filter(pk=row.pk).update(**{workflow.field: state}, **along)
    return workflow.model.objects.get(pk=row.pk)


def agree_in_every_state():
    users = list(User.objects.filter(is_active=True))
    asked = 0
    with unguarded():
        for workflow in WORKFLOWS.values():
            for state in sources(workflow):
                rows = list(workflow.model.objects.filter(**{workflow.field: state})[:3])
                for row in rows or workflow.model.objects.order_by("pk")[:1]:
                    with transaction.atomic():
                        holds(workflow, forced(workflow, row, state), users)
                        transaction.set_rollback(True)
                    asked += 1
    assert asked >= sum(len(sources(workflow)) for workflow in WORKFLOWS.values())


def open_and_offer_what_they_say():
    """Whoever is told finds the act there: among the buttons, even if a guard still asks more."""
    opened = 0
    for user in User.objects.filter(is_active=True):
        client = Client()
        client.force_login(user)
        for matter in MATTERS:
            rows = matter.rows(user)
            for row in rows[:2] if rows is not None else ():
                page = client.get(matter.address(row))
                assert page.status_code == 200, (user, matter.hint, matter.address(row))
                opened += 1
                if isinstance(matter, Waiting):
                    label = matter.workflow[matter.act].label
                    assert label in page.text or "act/" in page.text, (user, matter, row)
    assert opened > 25 and any(isinstance(one, Asked) for one in MATTERS)


@pytest.mark.one_database
def test_what_is_final_keeps_its_words_and_to_do_button_and_guard_agree(demonstration):
    """In one test, because the demonstration takes half a minute to tell."""
    final_things_keep_their_words()
    open_and_offer_what_they_say()
    agree_in_every_state()
