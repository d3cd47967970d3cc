"""`load_plan`: a campaign comes into a township that is there, and nothing is invented for it."""

import pytest
from django.core.management import CommandError, call_command

from archives.models import Category, Requirement
from campaigns.acts import preset as preset_acts
from campaigns.models import (
    Authority,
    BasisDocument,
    Campaign,
    Decision,
    LeadingMember,
    Level,
    RewardRule,
    StandardVersion,
    Target,
)
from campaigns.queries import standard as standard_queries
from campaigns.rules import preset
from township.users.models import District, Township
from villages.models import Village

pytestmark = pytest.mark.django_db
PLAN = "renkou-zizhi"


def load(place, **options):
    given = {"start": 2026, "preset": PLAN, "township": place.code, "yes": True}
    call_command("load_plan", verbosity=0, **(given | options))
    return Campaign.objects.filter(township=place).order_by("pk").last()


def counts():
    models = (
        Township, Village, Campaign, Authority, Level, StandardVersion, Target, Category,
        Requirement, LeadingMember, RewardRule, BasisDocument, Decision,
    )  # fmt: skip
    return {model: model.objects.count() for model in models}


@pytest.mark.parametrize("name", preset.names())
def test_nothing_is_invented_for_a_real_township(township, name):
    villages = Village.objects.count()
    campaign = load(township, preset=name)
    assert Village.objects.count() == villages
    for model in (Target, RewardRule, BasisDocument, Decision):
        assert not model.objects.exists()
    for authority in Authority.objects.filter(township=township):
        assert authority.tier == "nation" if authority.name else authority.role
    told = f"{campaign.name}{campaign.purpose}{[str(one) for one in campaign.levels.all()]}"
    assert "示例" not in told


def test_what_would_be_done_is_told_and_asked(township, monkeypatch, capsys):
    answers = iter(["n", "y"])
    monkeypatch.setattr("builtins.input", lambda asked: next(answers))
    with pytest.raises(CommandError, match="没有确认，什么都没有装入"):
        load(township, yes=False)
    assert not Campaign.objects.exists() and not Category.objects.exists()
    told = capsys.readouterr().out
    assert "将给清河镇添加" in told and "级别4项：合格村、区级先进村" in told
    load(township, yes=False)
    told = capsys.readouterr().out
    assert Campaign.objects.get().township == township
    assert "填写命名机关的名称：区（县）人民政府" in told
    assert "登记依据文件：由区（县）党委、区（县）人民政府发文" in told


def test_a_script_without_yes_is_refused(township, monkeypatch):
    def nobody(asked):
        raise EOFError

    monkeypatch.setattr("builtins.input", nobody)
    with pytest.raises(CommandError, match="--yes"):
        load(township, yes=False)
    assert not Campaign.objects.exists()


def test_a_mistyped_township_is_refused_and_never_made(township):
    with pytest.raises(CommandError, match=r"没有代号为“qinghee”的镇。现有：.*清河镇"):
        load(township, township="qinghee")
    assert Township.objects.filter(name="示例镇").count() == 0
    assert not District.objects.filter(name="示例区").exists()


def test_levels_are_named_by_organs_above_the_township_in_their_roles(township):
    campaign = load(township)
    assert [level.rank for level in campaign.levels.all()] == [1, 2, 3, 4]
    may = Authority.objects.naming()
    assert all(level.named_by in may for level in campaign.levels.all())
    assert str(campaign.levels.get(rank=1).named_by) == "区（县）人民政府（名称待填）"
    assert campaign.levels.get(code="MODEL_CITY").requires.code == "ADVANCED"


def test_standards_read_back_as_the_preset_has_them(township, plan):
    campaign = load(township)
    for version in StandardVersion.objects.filter(standard__campaign=campaign).with_parts():
        wanted = next(one for one in plan.standards if one.code == version.standard.code)
        read = standard_queries.definition(version)
        assert (read.categories, read.vetoes) == (wanted.categories, wanted.vetoes)
        assert read.thresholds == wanted.thresholds
        assert standard_queries.definition(version).points == 100
        assert version.is_proposal


def test_loading_twice_changes_nothing(township, capsys):
    load(township)
    before = counts()
    load(township)
    assert counts() == before
    assert "没有要添加的" in capsys.readouterr().out


def test_what_the_office_edited_stays(township):
    campaign = load(township)
    Level.objects.filter(campaign=campaign, rank=1).update(name="达标村")
    Authority.objects.filter(role="市人民政府").update(name="清江市人民政府")
    before = counts()
    load(township)
    assert counts() == before
    assert campaign.levels.get(rank=1).name == "达标村"


def state(campaign):
    return (
        list(
            Category.objects.filter(township=campaign.township).values("code", "name", "metadata")
        ),
        list(Requirement.objects.values_list("category__code", "key", "name", "count")),
        list(campaign.levels.values_list("code", "name", "named_by")),
        dict(campaign.own_settings),
        Township.objects.get(pk=campaign.township_id).settings,
    )


def test_a_second_preset_changes_nothing_that_the_first_uses(township):
    first = load(township)
    before = state(first)
    second = load(township, preset="minzhu-fazhi")
    categories, requirements, *rest = state(Campaign.objects.get(pk=first.pk))
    assert categories[: len(before[0])] == before[0] and requirements[: len(before[1])] == before[1]
    assert tuple(rest) == before[2:]
    assert Category.objects.get(township=township, code="GYU").name == "村规民约（居民公约）"
    shared = Requirement.objects.get(category__code="GYU", key="final")
    assert shared.asked_by == ["renkou-zizhi", "minzhu-fazhi"]
    assert Requirement.objects.get(category__code="GYU", key="consultation").asked_by == [PLAN]
    assert (first.setting("aggregation"), second.setting("aggregation")) == ("MEAN", "MEDIAN")


def test_a_campaign_of_five_years_ends_with_the_fourth_after_its_first(township):
    assert list(load(township, start=2025).years) == list(range(2025, 2030))


def test_what_would_be_added_is_only_foreseen(township, plan):
    told = preset_acts.foreseen(plan, township, start=2026)
    assert told["创建活动"] == [plan.campaign.name] and len(told["档案类别"]) == 14
    assert "创建活动领导小组组长" in told["领导小组岗位"]
    assert not Campaign.objects.exists() and not Authority.objects.exists()


@pytest.mark.parametrize("options", [{"preset": "meiyou"}, {"start": 12}])
def test_nonsense_is_refused_in_a_sentence(township, options):
    with pytest.raises(CommandError):
        load(township, **options)
    assert not Campaign.objects.exists()
