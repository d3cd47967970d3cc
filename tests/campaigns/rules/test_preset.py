"""The plan's facts as they ship, and what a mistaken preset file is told."""

from decimal import Decimal

import pytest

from campaigns.rules import preset

PLAN = preset.FOLDER / "renkou-zizhi.toml"


@pytest.fixture(scope="module")
def plan():
    return preset.load("renkou-zizhi")


# --- the plan


def test_the_plan_runs_for_five_years(plan):
    assert (plan.campaign.years, plan.campaign.plan_start) == (5, 2010)


def test_four_levels_climb(plan):
    assert [(one.name, one.requires) for one in plan.levels] == [
        ("合格村", ""),
        ("区级先进村", ""),
        ("市级示范村", "ADVANCED"),
        ("国家级示范村", "MODEL_CITY"),
    ]
    tiers = [plan.organisation(one.named_by).tier for one in plan.levels]
    assert tiers == ["district", "district", "city", "nation"]


def test_the_basis_has_two_issuers_told_by_their_roles(plan):
    roles = [plan.organisation(code).role for code in plan.basis.issuers]
    assert roles == ["区（县）党委", "区（县）人民政府"]


@pytest.mark.parametrize("name", preset.names())
def test_a_preset_names_no_place_and_no_local_organ(name):
    text = (preset.FOLDER / f"{name}.toml").read_text(encoding="utf-8")
    assert "示例" not in text and "〔" not in text
    for one in preset.load(name).organisations:
        assert one.role and (not one.name or one.tier == "nation")


@pytest.mark.parametrize("name", preset.names())
def test_a_shipped_standard_says_that_its_points_are_a_proposal(name):
    assert all(one.is_proposal for one in preset.load(name).issued_standards)


def test_groups_are_composed_as_the_plan_says(plan):
    bodies = {one.code: one for one in plan.bodies}
    leading = {post.name: post.holder for post in bodies["leading_group"].posts}
    assert leading == {"组长": "镇长", "副组长": "分管副镇长", "成员": "有关办（所）负责人"}
    assert set(bodies) == {"leading_group", "leading_office"}


def test_five_topics_of_a_charter_with_the_words_of_their_time(plan):
    assert len(plan.charter_topics) == 5
    historical = {one.historical_name for one in plan.charter_topics}
    assert historical == {"依法行政", "流动人口管理", "避孕节育", "优质服务", "利益导向"}


def test_the_reviewer_is_asked_what_the_plan_wants_of_rules(plan):
    """Clauses 22, 23 and 31: workable, in measure, the same for all."""
    assert [one.code for one in plan.review_questions] == ["workable", "measure", "equal"]
    assert all(len(one.question) <= 120 and one.basis for one in plan.review_questions)


def test_four_kinds_of_text_in_three_stages_make_twelve_cells(plan):
    needed = {
        (need.text_kind, need.stage)
        for one in plan.archive_categories
        for need in one.requirements
        if need.stage
    }
    stages = ("draft", "consultation", "final")
    assert needed == {(kind.code, stage) for kind in plan.text_kinds for stage in stages}
    assert len(needed) == 12


def test_archive_categories_keep_what_the_dossier_maps(plan):
    kept = {one.code: one.retention for one in plan.archive_categories}
    assert kept == {
        "TXZ": "Y", "ZCH": "Y", "ZDU": "Y", "GYU": "Y", "XYS": "D30", "HYJ": "Y", "BJL": "Y",
        "XHH": "D30", "BZC": "D30", "XCH": "D10", "LDZ": "D30", "GKG": "D30", "KPS": "Y",
        "JCZ": "D30",  # plan, clause 54: what the township looked at
    }  # fmt: skip
    assert [one.code for one in plan.archive_categories if one.is_restricted] == ["BZC"]


def test_two_standards_share_indicators_and_differ_in_thresholds(plan):
    qualified, advanced = plan.standards
    assert qualified.categories == advanced.categories
    assert [category.points for category in advanced.categories] == [18, 26, 10, 16, 16, 14]
    assert [(one.level, one.total, one.category_percent) for one in qualified.thresholds] == [
        ("QUALIFIED", 80, 0)
    ]
    assert [(one.level, one.total, one.category_percent) for one in advanced.thresholds] == [
        ("ADVANCED", 90, 80),
        ("MODEL_CITY", 95, 80),
        ("MODEL_NATION", 95, 80),
    ]
    assert [one.code for one in advanced.vetoes] == ["V1", "V2", "V3", "V4", "V5", "V6"]


def test_settings_of_the_plan(plan):
    given = plan.settings
    assert given.rereview_years == 3
    assert (given.notice_days, given.notice_days_min) == (7, 5)
    assert given.spread_limit == Decimal("5.0")


def test_the_plans_typing_errors_and_lost_words_stay_out():
    text = PLAN.read_text(encoding="utf-8")
    for wrong in ("主生上水平", "在文体", "人口秘", "区计人口", "唱角", "超生", "罚金"):
        assert wrong not in text


@pytest.mark.parametrize("name", preset.names())
def test_every_shipped_preset_loads(name):
    shipped = preset.load(name)
    assert shipped.code == name
    assert shipped.basis.issuers
    assert all(standard.points == 100 for standard in shipped.standards)


def test_another_campaign_is_only_another_file():
    other = preset.load("minzhu-fazhi")
    assert [one.name for one in other.levels] == ["省级民主法治示范村", "全国民主法治示范村"]
    assert other.standards[-1].indicator("C2").top == 22


def test_a_file_of_ones_own_is_loaded_by_path(tmp_path, plan):
    own = tmp_path / "own.toml"
    own.write_text(PLAN.read_text(encoding="utf-8"), encoding="utf-8")
    assert preset.load(own) == plan
