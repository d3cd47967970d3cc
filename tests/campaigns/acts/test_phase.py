"""Phases end at midnight Asia/Shanghai: one minute before, everything is still open."""

from datetime import date, datetime

import pytest
import time_machine
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from campaigns.acts import phase as phase_acts
from campaigns.acts import sheet as sheet_acts
from campaigns.models import Evaluation, Objection, Round, Sheet
from campaigns.workflows.objection import OBJECTION, make
from campaigns.workflows.round import ROUND
from tests.campaigns.rounds import *  # noqa: F403
from tests.campaigns.rounds import full_marks, score, teams
from township.history.models import Entry
from township.tasks.works import kind_of
from township.workflow import Refused


def at(text):
    return time_machine.travel(f"{text}+08:00", tick=False)


def worker(text):
    """What the worker does that looks at its calendar at this moment; returns the round."""
    with at(text):
        ready = list(
            DBTaskResult.objects.ready().filter(task_path="campaigns.acts.phase.move_by_date")
        )
        for task in ready:
            task.task.call(*task.args_kwargs["args"])
            DBTaskResult.objects.filter(pk=task.pk).delete()
    return Round.objects.get()


@pytest.fixture
def dated(opened, office, evaluator):
    """Moved on by its dates (5 and 20 December), in its self-evaluation."""
    teams(opened, [evaluator], office)
    Round.objects.update(moves_for=office)
    with at("2025-12-01 09:00"):
        return ROUND.perform("start_self", opened, by=office)


@pytest.mark.parametrize(
    ("moment", "status"),
    [("2025-12-05 23:59:59", "self"), ("2025-12-06 00:00:00", "scoring")],
)
def test_self_evaluation_ends_at_midnight(dated, moment, status):
    assert worker(moment).status == status


def test_a_village_writes_until_midnight_and_not_after(dated, cadre, village):
    """By the clock, even before the worker has come to it."""
    sheet = Sheet.objects.get(evaluation__village=village, kind="self")
    with at("2025-12-05 23:59:59"):
        sheet_acts.save_marks(sheet, full_marks(sheet), by=cadre)
    with at("2025-12-06 00:00:00"), pytest.raises(Refused, match="已于2025年12月5日截止"):
        sheet_acts.save_marks(sheet, full_marks(sheet), by=cadre)


def test_without_the_setting_people_move_it(dated):
    Round.objects.update(moves_for=None)
    assert worker("2025-12-30 08:00").status == "self"


def test_scoring_that_is_not_complete_stays_and_says_why(as_user, dated, office):
    worker("2025-12-06 00:00")
    assert worker("2025-12-21 00:00:00").status == "scoring"
    with at("2025-12-21 08:00"):
        page = as_user(office).get(Round.objects.get().get_absolute_url()).content.decode()
        assert "还不能自动进入下一阶段" in page and "赵考评的评分表还没有提交" in page
        score(dated)
    assert worker("2025-12-21 23:59:59").status == "scoring"
    assert worker("2025-12-22 00:00:00").status == "review"


@pytest.fixture
def shown(dated, office):
    """Scored in time, announced from 22 to 28 December."""
    worker("2025-12-06 00:00")
    score(dated)
    round = worker("2025-12-21 00:00")
    with at("2025-12-22 09:00"):
        return ROUND.perform("announce", round, by=office, days=7)


@pytest.mark.parametrize(
    ("moment", "status"),
    [("2025-12-28 23:59:59", "announced"), ("2025-12-29 00:00:00", "final")],
)
def test_the_announcement_ends_at_midnight(shown, office, moment, status):
    round = worker(moment)
    assert round.status == status
    if round.is_final:
        assert round.finalised_on == date(2025, 12, 29)
        told = Entry.objects.about(round).filter(verb="round.finalise").get()
        assert told.actor == office and "到期自动办理" in told.summary


def test_an_open_objection_holds_it_until_the_midnight_after_its_answer(
    shown, office, cadre, village
):
    result = Evaluation.objects.get(village=village)
    with at("2025-12-28 23:59:59"):
        objection = make(Objection(evaluation=result, text="B1 有照片"), by=cadre)
    with at("2025-12-29 00:00:00"), pytest.raises(Refused, match="公示已于2025年12月28日结束"):
        make(Objection(evaluation=result, text="再提"), by=cadre)
    assert worker("2025-12-29 00:00").status == "announced"
    with at("2025-12-29 10:00"):
        assert "还没有答复" in phase_acts.against_moving(Round.objects.get())[0]
        OBJECTION.perform("reject", objection, by=office, answer="照片不是当天的")
    assert worker("2025-12-30 00:00").status == "final"


def test_who_set_it_must_still_be_of_the_office(dated, office):
    office.memberships.all().delete()
    assert worker("2025-12-06 00:00").status == "self"
    with at("2025-12-06 08:00"):
        assert "已经不在创建办公室" in phase_acts.against_moving(Round.objects.get())[0]


def test_the_office_sets_and_changes_it_on_the_form(as_user, opened, office, evaluator):
    teams(opened, [evaluator], office)
    client, edit = as_user(office), reverse("campaigns:round_edit", args=[opened.pk])
    given = {
        "self_due": "2025-12-05",
        "scoring_due": "2025-12-20",
        "aggregation": "MEAN",
        "spread_limit": "5.0",
    }
    with at("2025-12-01 09:00"):
        assert client.post(edit, given | {"moves_by_date": "on"}).status_code == 302
        assert Round.objects.get().moves_for == office
        ROUND.perform("start_self", opened, by=office)
        later = given | {"self_due": "2025-12-08", "moves_by_date": "on"}
        assert client.post(edit, later).status_code == 302
    assert worker("2025-12-06 00:00").status == "self"
    assert worker("2025-12-09 00:00").status == "scoring"
    assert {row.run_after for row in DBTaskResult.objects.ready()} <= {
        datetime.fromisoformat("2025-12-21T00:00:00+08:00")
    }


def test_a_round_that_people_move_is_not_looked_at(opened, office, evaluator):
    teams(opened, [evaluator], office)
    ROUND.perform("start_self", opened, by=office)
    phase_acts.plan_move(Round.objects.get())
    assert not DBTaskResult.objects.exists()


@pytest.mark.parametrize(
    ("status", "day", "moved"),
    [
        ("self", "2025-12-05", "scoring"),
        ("self", "2025-12-04", "self"),
        ("scoring", "2025-12-05", "self"),
    ],
)
def test_a_look_for_another_phase_or_day_does_nothing(dated, status, day, moved):
    with at("2025-12-06 08:00"):
        phase_acts.move_by_date.call(dated.pk, status, day)
    assert Round.objects.get().status == moved


def test_a_round_without_a_day_is_left_alone(dated):
    Round.objects.update(status="review")
    with at("2025-12-30 08:00"):
        phase_acts.move_by_date.call(dated.pk, "review", "2025-12-05")
    assert Round.objects.get().status == "review"


def test_a_look_concerns_whoever_set_it_while_it_is_due(dated, office):
    concern = kind_of("campaigns.acts.phase.move_by_date").concern
    asked = dated.pk, "self", "2025-12-05"
    with at("2025-12-05 23:59:59"):
        assert concern(*asked) is None
    with at("2025-12-06 00:00:00"):
        assert concern(*asked).user == office.pk
    Round.objects.update(status="scoring")
    with at("2025-12-06 00:00:00"):
        assert concern(*asked) is None


def test_nothing_is_amiss_before_the_day_is_over(dated, office):
    office.memberships.all().delete()
    with at("2025-12-05 23:59:59"):
        assert phase_acts.against_moving(Round.objects.get()) == []
    with at("2025-12-06 00:00:00"):
        assert phase_acts.against_moving(Round.objects.get()) != []


def test_whoever_set_it_must_still_have_an_account(dated, office):
    office.is_active = False
    office.save(update_fields=["is_active"])
    with at("2025-12-06 08:00"):
        (told,) = phase_acts.against_moving(Round.objects.get())
    assert told.startswith("设定到期自动办理的王办事已经不在创建办公室")
