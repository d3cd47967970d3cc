"""What an open campaign still lacks, and what the office is told of it after the first round."""

from django.utils import timezone

from campaigns.models import Assignment, Campaign, PlanVersion, Receipt, Round
from campaigns.queries.campaign_steps import campaign_states, may_apply
from tests.campaigns.rounds import *  # noqa: F403
from township.dashboard.todos import todos
from township.users.models import Township, User


def state_of(campaign, year=None):
    (state,) = campaign_states(Campaign.objects.filter(pk=campaign.pk), year or campaign.first_year)
    return state


def told(user):
    return [item["title"] for item in todos(user)]


def test_a_closed_campaign_lacks_nothing(campaign):
    Campaign.objects.filter(pk=campaign.pk).update(status=Campaign.Status.CLOSED)
    assert campaign_states(Campaign.objects.all(), 2026) == []


def test_what_is_there_is_seen_year_by_year(campaign):
    year = campaign.first_year
    before = state_of(campaign)
    assert (before.has_round, before.has_task, before.is_plan_issued) == (False, False, False)
    PlanVersion.objects.create(campaign=campaign, number=1, title="方案")
    assert not state_of(campaign).is_plan_issued
    PlanVersion.objects.update(status=PlanVersion.Status.ISSUED)
    Assignment.objects.create(campaign=campaign, year=year)
    day = timezone.localdate()
    Round.objects.create(campaign=campaign, year=year, self_due=day, scoring_due=day)
    now, later = state_of(campaign), state_of(campaign, year + 1)
    assert now.is_plan_issued and now.has_task and now.has_round and not now.is_task_issued
    assert later.has_begun and not later.has_round and not later.has_task
    assert state_of(campaign, campaign.last_year + 1).is_within is False
    Round.objects.update(status=Round.Status.CANCELLED)
    assert not state_of(campaign).has_round and state_of(campaign).has_begun


def test_receipts_that_wait_are_counted_whatever_was_issued(campaign, village, other_village):
    plan = PlanVersion.objects.create(campaign=campaign, number=1, title="方案")
    task = Assignment.objects.create(campaign=campaign, year=campaign.first_year)
    for place in (village, other_village):
        Receipt.objects.create(village=place, plan=plan)
    Receipt.objects.create(village=village, assignment=task)
    before = state_of(campaign).unsigned
    Receipt.objects.filter(village=other_village).update(
        status=Receipt.Status.SIGNED, signed_at=timezone.now()
    )
    assert (before, state_of(campaign).unsigned) == (3, 2)


def test_the_office_is_told_of_a_year_without_task_and_round(office, campaign):
    year = timezone.localdate().year
    Campaign.objects.update(status=Campaign.Status.RUNNING, first_year=year - 1, last_year=year + 3)
    day = timezone.localdate()
    Round.objects.create(campaign=campaign, year=year - 1, self_due=day, scoring_due=day)
    assert {f"拟{year}年度任务", f"建立{year}年度考评"} <= set(told(office))
    Round.objects.create(campaign=campaign, year=year, self_due=day, scoring_due=day)
    assert f"建立{year}年度考评" not in told(office)


def test_nobody_may_apply_without_final_results(campaign):
    assert may_apply(state_of(campaign)) == []


def test_who_may_apply_is_told_until_he_does(final, campaign, office, village, as_user):
    state = state_of(campaign, final.year)
    names = may_apply(state)
    assert state.final_year == final.year and village.name in names
    assert f"{len(names)}个村（居）可以申报" in told(office)
    assert as_user(office).get("/").status_code == 200


def test_the_office_is_told_of_a_contact_that_lacks_though_the_checklist_is_over(office, campaign):
    day = timezone.localdate()
    assert "填本镇设置" not in told(office)
    Township.objects.update(settings={})
    office = User.objects.get(pk=office.pk)
    assert "填本镇设置" not in told(office)
    Round.objects.create(campaign=campaign, year=day.year, self_due=day, scoring_due=day)
    assert "填本镇设置" in told(office)
