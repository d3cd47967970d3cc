"""`load_plan`: the plan becomes rows, once, and what the township edited stays."""

from dataclasses import replace

import pytest
from django.core.management import CommandError, call_command

from archives.models import Category
from campaigns.acts import preset as preset_acts
from campaigns.acts.preset import NUMERALS, SETTINGS
from campaigns.models import Authority, Campaign, FormerName, Level, StandardVersion, Target
from campaigns.queries import standard as standard_queries
from township.users.models import Township
from villages.models import Figures, Group, Village

pytestmark = pytest.mark.django_db


def load(**options):
    call_command("load_plan", verbosity=0, **({"start": 2026} | options))
    return Campaign.objects.get(name__startswith="人口与计划生育", township__code="shili")


def counts():
    models = (Township, Village, Group, Figures, Campaign, Authority, Level, StandardVersion)
    return {model: model.objects.count() for model in (*models, Target, Category)}


def test_the_plan_has_six_villages_and_eight_targets(capsys):
    campaign = load()
    assert Village.objects.filter(township=campaign.township).count() == 6
    assert Village.objects.get(name="新场社区").is_community
    assert campaign.targets.count() == 8
    assert "8 个目标" in capsys.readouterr().out


def test_targets_stand_where_the_plan_puts_them():
    campaign = load(start=2025)
    wanted = {
        ("万顺村", "区级先进村", 2025, "必达"),
        ("万顺村", "市级示范村", 2029, "力争"),
        ("治华村", "合格村", 2025, "必达"),
        ("治华村", "区级先进村", 2029, "必达"),
    }
    told = {
        (t.village.name, t.level_name, t.due_year, t.get_commitment_display())
        for t in campaign.targets.all()
    }
    assert wanted <= told


def test_levels_are_named_by_organs_above_the_township():
    campaign = load()
    assert [level.rank for level in campaign.levels.all()] == [1, 2, 3, 4]
    assert all(level.named_by.may_name for level in campaign.levels.all())
    assert campaign.levels.get(code="MODEL_CITY").requires.code == "ADVANCED"


def test_standards_read_back_as_the_preset_has_them(plan):
    campaign = load()
    for version in StandardVersion.objects.filter(standard__campaign=campaign).with_parts():
        wanted = next(one for one in plan.standards if one.code == version.standard.code)
        read = standard_queries.definition(version)
        assert (read.categories, read.vetoes) == (wanted.categories, wanted.vetoes)
        assert read.thresholds == wanted.thresholds
        assert standard_queries.definition(version).points == 100


def test_loading_twice_changes_nothing():
    load()
    before = counts()
    load()
    assert counts() == before


def test_what_the_office_edited_stays():
    campaign = load()
    Target.objects.filter(campaign=campaign, village__name="三水村").update(due_year=2030)
    Village.objects.filter(name="三水村").update(fonds_code="J999")
    load()
    assert campaign.targets.get(village__name="三水村").due_year == 2030
    assert Village.objects.get(name="三水村").fonds_code == "J999"


def test_groups_add_up_to_the_village():
    load()
    for village in Village.objects.all():
        figures = village.figures.get()
        assert sum(group.households for group in village.groups.all()) == figures.households
        assert sum(group.adults for group in village.groups.all()) == figures.adults


def test_issuers_bear_the_names_of_their_time():
    call_command("load_plan", start=2010, verbosity=0)
    call_command("load_plan", start=2026, verbosity=0)
    old = Campaign.objects.get(first_year=2010)
    new = Campaign.objects.get(first_year=2026)
    assert "人口和计划生育委员会" in old.documents.get().issuers_line
    assert "卫生健康委员会" in new.documents.get().issuers_line


def test_the_present_township_keeps_its_name(township):
    call_command("load_plan", start=2026, township=township.code, verbosity=0)
    township.refresh_from_db()
    assert township.name == "清河镇"
    assert township.setting("reward_method") == "CUMULATIVE"


def test_another_campaign_is_another_file():
    load()
    call_command("load_plan", preset="minzhu-fazhi", start=2026, verbosity=0)
    assert Campaign.objects.count() == 2


@pytest.mark.parametrize("options", [{"preset": "meiyou"}, {"start": 12}])
def test_nonsense_is_refused_in_a_sentence(options):
    with pytest.raises(CommandError):
        call_command("load_plan", verbosity=0, **options)
    assert not Campaign.objects.exists()


# --- what each row of the plan becomes


def test_a_campaign_of_five_years_ends_with_the_fourth_after_its_first(plan):
    campaign = load(start=2025)
    assert plan.campaign.years == 5 and list(campaign.years) == list(range(2025, 2030))


def test_villages_and_groups_stand_in_the_plans_order(plan):
    campaign = load()
    villages = Village.objects.filter(township=campaign.township).order_by("order")
    assert [(row.order, row.name) for row in villages] == list(
        enumerate((facts.name for facts in plan.villages), 1)
    )
    facts = plan.villages[0]
    groups = list(villages[0].groups.order_by("order"))
    assert [row.order for row in groups] == list(range(1, facts.groups + 1))
    assert sum(row.households for row in groups) == facts.households
    assert sum(row.adults for row in groups) == facts.adults
    assert max(row.adults for row in groups) - min(row.adults for row in groups) <= 1


@pytest.mark.parametrize(
    ("parts", "names"),
    [(2, ["一组", "二组"]), (len(NUMERALS) + 1, [f"{NUMERALS[-1]}组", f"{len(NUMERALS) + 1}组"])],
)
def test_groups_are_named_by_numerals_as_far_as_there_are_any(township, plan, parts, names):
    facts = replace(plan.villages[0], groups=parts)
    made = preset_acts.load_villages(township, replace(plan, villages=(facts,)), 2026)
    groups = made[facts.code].groups.order_by("order")
    assert [row.name for row in groups][-2:] == names


def test_only_an_organ_that_had_another_name_bears_it(township, plan):
    preset_acts.load_authorities(township, plan)
    told = dict(FormerName.objects.values_list("authority__name", "name"))
    assert told == {
        row.name: row.historical_name for row in plan.organisations if row.historical_name
    }
    FormerName.objects.all().delete()
    preset_acts.load_authorities(township, plan)
    assert not FormerName.objects.exists(), "what the township has struck stays struck"


def test_the_plans_figures_become_settings_where_none_was_chosen(township, plan):
    given = vars(plan.settings)
    key = next(name for name in given if name in SETTINGS)
    preset_acts.load_settings(township, plan)
    assert set(township.settings) == set(given) & set(SETTINGS)
    township.settings = {key: "己定"}
    preset_acts.load_settings(township, plan)
    assert township.settings[key] == "己定"
