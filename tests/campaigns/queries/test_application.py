"""Who may apply for what: each obstacle alone, read for all villages at one price."""

import datetime

import pytest

from campaigns.models import (
    Application,
    Evaluation,
    Honour,
    Level,
    Objection,
    Rectification,
    Target,
)
from campaigns.queries.application import outcome_for, proposals, reasons_against
from tests.campaigns.applications import *  # noqa: F403
from tests.campaigns.applications import TODAY
from tests.personas import make_village
from township.users.models import User

QUESTIONS = 8  # results, levels, honours, applications, targets, owed, objections, township
DAY = datetime.timedelta(days=1)


def more_villages(evaluation, count):
    for number in range(count):
        village = make_village(evaluation.village.township, f"第{number}村", f"K{number:03}")
        Evaluation.objects.create(
            round=evaluation.round,
            village=village,
            standard_version=evaluation.standard_version,
            points=evaluation.points,
            announced_on=evaluation.announced_on,
            result=evaluation.result,
            status=Evaluation.Status.FINAL,
        )


@pytest.mark.parametrize("count", [5, 59])
def test_proposals_cost_the_same(count, evaluation, running, django_assert_num_queries):
    more_villages(evaluation, count)
    with django_assert_num_queries(QUESTIONS):
        rows = proposals(running, 2026)
    assert len({row.village.pk for row in rows}) == count + 1


def advanced_of(running, village, on=None):
    (row,) = [
        row
        for row in proposals(running, 2026, village=village, on=on)
        if row.level.code == "ADVANCED"
    ]
    return row.eligibility


def test_levels_that_the_standard_names_are_proposed_and_no_other(evaluation, running, village):
    rows = {row.level.code: row for row in proposals(running, 2026)}
    assert set(rows) == {"QUALIFIED", "ADVANCED", "MODEL_CITY"}
    assert (rows["ADVANCED"].village, rows["ADVANCED"].evaluation) == (village, evaluation)
    assert rows["ADVANCED"].level_name == "区级先进村" and not rows["ADVANCED"].is_held
    nation = Level.objects.get(campaign=running, code="MODEL_NATION")
    assert outcome_for(evaluation, nation) is None


def test_an_outcome_comes_back_as_it_was_stored(evaluation, running):
    city = Level.objects.get(campaign=running, code="MODEL_CITY")
    told = outcome_for(evaluation, city)
    assert (told.level, told.name, told.is_reached, told.is_decided) == (
        "MODEL_CITY",
        "市级示范村",
        False,
        True,
    )
    assert told.reasons == ("总分93.5分，市级示范村须95分。",)


def test_other_years_campaigns_and_replaced_results_are_not_asked(evaluation, running, village):
    assert proposals(running, 2027) == []
    Evaluation.objects.filter(pk=evaluation.pk).update(status="replaced")
    assert proposals(running, 2026) == []


def test_a_village_with_everything_done_is_eligible(evaluation, advanced, running, village):
    assert advanced_of(running, village).is_eligible


def test_a_result_that_is_not_final_waits(evaluation, advanced, running, village):
    Evaluation.objects.filter(pk=evaluation.pk).update(status="settled")
    assert advanced_of(running, village).reasons == ("本年度考评尚未定稿。",)


def test_the_rung_below_must_be_held_by_this_very_village(
    evaluation, advanced, running, village, other_village
):
    told = "申报市级示范村须先取得区级先进村，万顺村尚未取得。"

    def reasons():
        (row,) = [one for one in proposals(running, 2026) if one.level.code == "MODEL_CITY"]
        return row.eligibility.reasons

    assert told in reasons()
    honour_of(evaluation, other_village, advanced)
    assert told in reasons()
    honour_of(evaluation, village, advanced)
    assert told not in reasons()


def honour_of(evaluation, village, level, status="held"):
    application = Application.objects.create(
        campaign=level.campaign,
        village=village,
        level=level,
        evaluation=evaluation,
        created_by=User.objects.get(username="office"),
        status="accepted",
    )
    return Honour.objects.create(
        village=village,
        level=level,
        application=application,
        year=2026,
        issuer=level.named_by,
        issuer_name=level.named_by.name,
        plaque_number=f"{village.pk}-{level.pk}-{application.pk}",
        document_number="示卫发〔2026〕60号",
        awarded_on=TODAY(),
        status=status,
    )


def test_what_is_held_is_not_applied_for_again_until_it_is_taken_back(
    evaluation, advanced, running, village
):
    honour = honour_of(evaluation, village, advanced)
    (row,) = [one for one in proposals(running, 2026) if one.level == advanced]
    assert row.is_held and row.eligibility.reasons == ("万顺村已经命名为区级先进村。",)
    Honour.objects.filter(pk=honour.pk).update(status="revoked")
    assert not any(one.is_held for one in proposals(running, 2026))


def test_an_application_stands_in_the_way_of_another_not_of_itself(
    application, advanced, running, village
):
    assert advanced_of(running, village).reasons == ("万顺村已有一份区级先进村申报正在办理。",)
    assert reasons_against(application) == []
    Application.objects.filter(pk=application.pk).update(status="withdrawn")
    assert advanced_of(running, village).is_eligible


def test_an_application_without_a_result_has_none_to_rest_on(application):
    Evaluation.objects.filter(pk=application.evaluation_id).update(status="replaced")
    assert reasons_against(application) == ["本年度还没有考评结果。"]


def test_the_day_of_the_question_may_be_another(application):
    last = application.evaluation.round.announced_until
    assert len(reasons_against(application, last)) == 1
    assert reasons_against(application, last + DAY) == []


def test_open_rectifications_stand_in_the_way(evaluation, advanced, running, village):
    row = Rectification.objects.create(
        village=village,
        fact="缺签到册",
        demand="补齐",
        made_on=TODAY(),
        due_on=TODAY(),
        status="open",
    )
    assert advanced_of(running, village).reasons == ("还有1项整改没有完成。",)
    Rectification.objects.filter(pk=row.pk).update(proof_note="已补", status="proved")
    assert not advanced_of(running, village).is_eligible
    Rectification.objects.filter(pk=row.pk).update(status="closed")
    assert advanced_of(running, village).is_eligible


def test_open_objections_of_this_year_stand_in_the_way(
    evaluation, advanced, running, village, cadre
):
    row = Objection.objects.create(
        evaluation=evaluation, text="少算了", made_by=cadre, made_on=TODAY()
    )
    assert advanced_of(running, village).reasons == ("还有1件异议没有答复。",)
    Objection.objects.filter(pk=row.pk).update(answer="复核无误", status="rejected")
    assert advanced_of(running, village).is_eligible


def test_neighbours_do_not_answer_for_it(evaluation, advanced, running, village, other_village):
    Rectification.objects.create(
        village=other_village,
        fact="缺签到册",
        demand="补齐",
        made_on=TODAY(),
        due_on=TODAY(),
        status="open",
    )
    assert advanced_of(running, village).is_eligible


def test_the_last_day_of_publicity_still_waits(evaluation, advanced, running, village):
    last = evaluation.round.announced_until
    assert not advanced_of(running, village, on=last).is_eligible
    assert advanced_of(running, village, on=last + DAY).is_eligible


def test_an_announcement_is_judged_by_what_was_least_on_its_day(
    evaluation, advanced, running, village
):
    """Seven days were announced; a setting raised later undoes nothing."""
    running.township.settings |= {"notice_days_min": 30}
    running.township.save()
    running.refresh_from_db()
    assert advanced_of(running, village).is_eligible


@pytest.mark.parametrize(("needs", "is_eligible"), [(False, True), (True, False)])
def test_a_target_is_asked_for_where_the_township_says_so(
    evaluation, advanced, running, village, needs, is_eligible
):
    Target.objects.filter(village=village, level=advanced).update(withdrawn_on=TODAY())
    running.township.settings |= {"application_needs_target": needs}
    running.township.save()
    running.refresh_from_db()
    assert advanced_of(running, village).is_eligible is is_eligible
    (row,) = [one for one in proposals(running, 2026) if one.level == advanced]
    assert row.target is None
