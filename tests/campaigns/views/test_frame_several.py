"""Two campaigns at a time: which one a page is about is seen, and the other is one press away."""

import pytest
from django.urls import reverse
from django.utils import timezone

from campaigns.acts import preset as preset_acts
from campaigns.models import Assignment, Campaign, PlanVersion, Receipt, Round
from campaigns.rules import preset
from township.dashboard.todos import todos
from township.users.models import Township

pytestmark = pytest.mark.django_db
OF_CAMPAIGN = (
    "campaign", "targets", "assignments", "standards", "plans", "gaps", "leading", "proposals",
    "round_create", "reward_rule_create", "target_create", "assignment_create",
)  # fmt: skip


@pytest.fixture
def second(running):
    other = preset_acts.load(preset.load("minzhu-fazhi"), running.township, start=2026)
    Campaign.objects.filter(pk=other.pk).update(status=Campaign.Status.RUNNING)
    return Campaign.objects.get(pk=other.pk)


@pytest.fixture
def desk(client, office):
    client.force_login(office)
    return client


@pytest.mark.parametrize("name", OF_CAMPAIGN)
def test_the_same_page_of_the_other_is_one_press_away(desk, running, second, name):
    for shown, other in ((running, second), (second, running)):
        tabs = desk.get(reverse(f"campaigns:{name}", args=[shown.pk])).context["campaign_tabs"]
        assert {one["label"]: one["is_active"] for one in tabs} == {
            shown.called: True,
            other.called: False,
        }
        assert reverse(f"campaigns:{name}", args=[other.pk]) in [one["url"] for one in tabs]


def test_where_there_is_one_nothing_is_switched(desk, running):
    for name in OF_CAMPAIGN:
        page = desk.get(reverse(f"campaigns:{name}", args=[running.pk]))
        assert page.status_code == 200 and not page.context["campaign_tabs"], name


def test_a_round_is_opened_of_running_campaigns_only(desk, running, second):
    Campaign.objects.filter(pk=second.pk).update(status=Campaign.Status.CLOSED)
    page = desk.get(reverse("campaigns:round_create", args=[running.pk]))
    assert not page.context["campaign_tabs"]


def test_a_round_is_offered_of_whichever_campaign_lacks_it(desk, running, second):
    url, day = reverse("campaigns:rounds"), timezone.localdate()
    offered = set()
    for _ in range(2):
        create_url = desk.get(url).context["create_url"]
        campaign = next(
            one
            for one in (running, second)
            if create_url == reverse("campaigns:round_create", args=[one.pk])
        )
        offered.add(campaign)
        Round.objects.create(campaign=campaign, year=day.year, self_due=day, scoring_due=day)
    assert offered == {running, second}


def test_a_campaign_that_comes_later_is_told_step_by_step(office, running, second):
    """The checklist ended with the first round of the first campaign."""
    day = timezone.localdate()
    Campaign.objects.filter(pk=second.pk).update(
        status=Campaign.Status.DRAFT, first_year=day.year, last_year=day.year
    )
    begun = f"{second}：启动活动"
    assert begun not in {one["title"] for one in todos(office)}
    Round.objects.create(campaign=running, year=day.year, self_due=day, scoring_due=day)
    assert begun in {one["title"] for one in todos(office)}
    Campaign.objects.filter(pk=second.pk).update(status=Campaign.Status.RUNNING)
    told = {one["title"] for one in todos(office)}
    steps = ("下发考评标准", f"拟{day.year}年度任务", f"建立{day.year}年度考评")
    assert begun not in told and {f"{second}：{one}" for one in steps} <= told


def test_a_round_follows_its_campaigns_own_ways(desk, second):
    form = desk.get(reverse("campaigns:round_create", args=[second.pk])).context["form"]
    assert form.initial["aggregation"] == "MEDIAN"


@pytest.mark.parametrize(
    "name",
    [
        *("rounds", "applications", "honours", "rewards", "evaluations"),
        *("receipts", "objections", "rectifications", "prior_results"),
    ],
)
def test_lists_over_all_campaigns_can_be_narrowed(desk, running, second, name):
    url = reverse(f"campaigns:{name}")
    assert "全部活动" in desk.get(url).text
    assert desk.get(url, {"campaign": second.pk}).status_code == 200
    elsewhere = Township.objects.create(district=running.township.district, name="外镇", code="wai")
    Campaign.objects.filter(pk=second.pk).update(township=elsewhere)
    assert "全部活动" not in desk.get(url).text


def test_receipts_of_one_campaign_are_those_of_all_it_handed_down(desk, running, second, village):
    for campaign in (running, second):
        plan = PlanVersion.objects.create(
            campaign=campaign, number=9, title=f"{campaign.called}方案"
        )
        Receipt.objects.create(village=village, plan=plan)
    url = reverse("campaigns:receipts")
    for shown, other in ((running, second), (second, running)):
        rows = desk.get(url, {"campaign": shown.pk}).context["rows"]
        told = str(rows)
        assert f"{shown.called}方案" in told and f"{other.called}方案" not in told


def test_home_and_the_village_show_both(desk, running, second, village):
    home = desk.get(reverse("home")).text
    assert running.name in home and second.name in home
    panel = desk.get(reverse("campaigns:village_panel", args=[village.pk])).text
    assert running.name in panel and second.name in panel
    for shown in (running, second):
        assert reverse("campaigns:gaps", args=[shown.pk]) in panel


def test_no_page_names_a_campaign_that_is_not_there(client, cadre, office, drafted, village):
    Campaign.objects.filter(pk=drafted.pk).update(name="民主法治创建", short_name="法治")
    for user, url in (
        (office, reverse("home")),
        (cadre, reverse("villages:text_create", args=[village.pk])),
    ):
        client.force_login(user)
        page = client.get(url).text
        assert "人口和计划生育" not in page and "计划生育村民自治章程" not in page


def test_what_is_called_the_same_is_told_by_its_campaign(desk, running, second, village, cadre):
    for campaign in (running, second):
        task = Assignment.objects.create(campaign=campaign, year=2026, number="1")
        Receipt.objects.create(village=village, assignment=task)
    names = {f"{one.called}2026年度创建任务" for one in (running, second)}
    desk.force_login(cadre)
    titles = {one["title"] for one in todos(cadre)}
    assert titles >= {f"{village}签收{name}" for name in names}
    for page in ("receipts", "receipts_sign"):
        shown = desk.get(reverse(f"campaigns:{page}")).text
        assert all(name in shown for name in names)
