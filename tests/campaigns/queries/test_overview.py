"""A campaign's year on one page: who reached what, why not, what is late, what is owed."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from campaigns.models import Honour, Rectification, Reward, Target
from campaigns.queries.overview import REASONS_SHOWN, late_matters, overview
from campaigns.rules.outlook import Outlook
from tests.personas import make_village
from tests.villages import way
from villages.models import Village

TODAY = date(2026, 11, 27)


@pytest.fixture
def village(running):
    return Village.objects.get(name="万顺村")


def asked_to_put_right(village, due, office, **given):
    return Rectification.objects.create(
        village=village, fact="公开栏破损", demand="修复公开栏", due_on=due, made_on=due,
        status="open", **given,
    )  # fmt: skip


def of(told, name):
    return next(row for row in told.rows if row.village.name == name)


def test_a_late_matter_puts_an_open_target_at_risk_and_is_the_first_reason(
    running, village, office, leader
):
    year = running.targets.in_force().get(village=village, level__code="ADVANCED").due_year
    today = date(year, 9, 27)
    assert of(overview(running, leader, year, today), village.name).outlook == Outlook.ON_THE_WAY
    asked_to_put_right(village, today - timedelta(days=3), office)
    told = overview(running, leader, year, today)
    row = of(told, village.name)
    assert row.outlook == Outlook.AT_RISK and told.rows[0] == row
    assert row.reasons[0] == "整改逾期3天：公开栏破损。"
    assert told.count(Outlook.AT_RISK) == 1 and told.aimed >= 1


def test_the_last_day_is_not_late(running, village, office, leader):
    asked_to_put_right(village, TODAY, office)
    assert late_matters(running, leader, TODAY) == []
    (late,) = late_matters(running, leader, TODAY + timedelta(days=1))
    assert (late.days, late.what, late.village) == (1, "整改", village)


def test_an_order_to_correct_is_late_the_day_after_its_last(
    running, village, cadre, office, leader
):
    filing = way.submitted(village, cadre)
    due = TODAY + timedelta(days=15)
    way.ordered(filing, office, leader, opinion="第三条超出自治范围", correct_by=due)
    assert late_matters(running, leader, due) == []
    (late,) = late_matters(running, leader, due + timedelta(days=1))
    assert (late.days, late.what) == (1, "责令改正")


def test_a_year_that_is_over_without_the_level_is_missed(running, village, leader):
    target = running.targets.in_force().get(village=village, level__code="ADVANCED")
    told = overview(running, leader, target.due_year + 1, date(target.due_year + 1, 1, 1))
    row = of(told, village.name)
    assert row.outlook == Outlook.MISSED
    assert target in [one.target for one in row.standings]


def test_money_is_told_as_long_as_something_is_to_be_done(running, village, leader):
    level = running.levels.get(code="ADVANCED")
    honour = Honour(
        village=village, level=level, year=2026, issuer=level.named_by,
        issuer_name=str(level.named_by), plaque_number="1", document_number="1",
        document_title="命名", awarded_on=date(2026, 3, 1),
    )  # fmt: skip
    honour.enter(leader)
    honour.save()
    given = {"payer": "township", "payer_name": "示范镇人民政府", "reason": "方案"}
    reward = Reward.objects.create(honour=honour, amount=Decimal("3000"), **given)
    assert overview(running, leader, 2026, TODAY).amount_due == 3000
    Reward.objects.filter(pk=reward.pk).update(status="refused")
    assert overview(running, leader, 2026, TODAY).amount_due == 0


def test_as_many_queries_for_many_villages_as_for_few(running, township, village, office, leader):
    overview(running, leader, 2026, TODAY)
    with CaptureQueriesContext(connection) as few:
        overview(running, leader, 2026, TODAY)
    for number in range(4):
        more = make_village(township, f"新{number}村", f"N{number}")
        level = running.levels.first()
        Target.objects.create(
            campaign=running, village=more, level=level, due_year=2026, rationale="基础好"
        )
        asked_to_put_right(more, date(2026, 1, 5), office)
    with CaptureQueriesContext(connection) as many:
        overview(running, leader, 2026, TODAY)
    assert len(many) == len(few)


def test_what_a_page_does_not_list_is_counted(running, village, leader):
    row = of(overview(running, leader, 2026, TODAY), village.name)
    assert row.first_reasons == row.reasons[:REASONS_SHOWN]
    assert row.more_reasons == len(row.reasons) - REASONS_SHOWN > 0
