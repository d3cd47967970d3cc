"""The plan's facts as they ship, and what a mistaken preset file is told."""

from collections import Counter
from decimal import Decimal

import pytest

from campaigns.rules import preset
from campaigns.rules.preset import PresetError

PLAN = preset.FOLDER / "renkou-zizhi.toml"


@pytest.fixture(scope="module")
def plan():
    return preset.load("renkou-zizhi")


# --- the plan


def test_five_years_six_villages_one_of_them_a_community(plan):
    assert (plan.campaign.years, plan.campaign.plan_start) == (5, 2010)
    assert [plan.year(2010, due) for due in (1, 5)] == [2010, 2014]
    assert {one.name: one.kind for one in plan.villages} == {
        "万顺村": "village",
        "治华村": "village",
        "三水村": "village",
        "新场社区": "community",
        "龙泉村": "village",
        "合作村": "village",
    }


def test_eight_targets_as_the_plan_sets_them(plan):
    names = {one.code: one.name for one in plan.villages}
    targets = {(names[one.village], one.level): (one.due, one.commitment) for one in plan.targets}
    assert len(plan.targets) == 8
    assert targets[("万顺村", "ADVANCED")] == (1, "firm")
    assert targets[("万顺村", "MODEL_CITY")] == (5, "stretch")
    assert targets[("治华村", "QUALIFIED")] == (1, "firm")
    assert targets[("治华村", "ADVANCED")] == (5, "firm")
    advanced = {village for village, level in targets if level == "ADVANCED"}
    assert advanced == {"万顺村", "治华村", "三水村", "新场社区"}
    qualified = {village for village, level in targets if level == "QUALIFIED"}
    assert qualified == {"龙泉村", "合作村", "治华村"}
    assert {one.due for one in plan.targets} == {1, 2, 3, 4, 5}
    assert [one.commitment for one in plan.targets].count("stretch") == 1


def test_four_levels_climb_and_rewards_have_their_payers(plan):
    assert [(one.name, one.requires) for one in plan.levels] == [
        ("合格村", ""),
        ("区级先进村", ""),
        ("市级示范村", "ADVANCED"),
        ("国家级示范村", "MODEL_CITY"),
    ]
    tiers = [plan.organisation(one.named_by).tier for one in plan.levels]
    assert tiers == ["district", "district", "city", "nation"]
    assert {one.level: (one.amount, one.payer) for one in plan.rewards} == {
        "ADVANCED": (Decimal(200), "township"),
        "MODEL_CITY": (Decimal(2000), "district"),
        "MODEL_NATION": (Decimal(5000), "district"),
    }


def test_the_basis_has_two_issuers_and_a_blank_year(plan):
    assert len(plan.basis.issuers) == 2
    assert "〔　〕" in plan.basis.number
    assert plan.decision.by


def test_groups_are_composed_as_the_plan_says(plan):
    bodies = {one.code: one for one in plan.bodies}
    leading = {post.name: post.holder for post in bodies["leading_group"].posts}
    assert leading == {"组长": "镇长", "副组长": "分管副镇长", "成员": "有关办（所）负责人"}
    assert set(bodies) == {"leading_group", "leading_office"}


def test_five_topics_of_a_charter_with_the_words_of_their_time(plan):
    assert len(plan.charter_topics) == 5
    historical = {one.historical_name for one in plan.charter_topics}
    assert historical == {"依法行政", "流动人口管理", "避孕节育", "优质服务", "利益导向"}


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
    assert (given.filing_days, given.posting_days, given.rereview_years) == (10, 15, 3)
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
    assert other.villages == ()
    assert other.standards[-1].indicator("C2").top == 22


def test_a_file_of_ones_own_is_loaded_by_path(tmp_path, plan):
    own = tmp_path / "own.toml"
    own.write_text(PLAN.read_text(encoding="utf-8"), encoding="utf-8")
    assert preset.load(own) == plan


# --- mistakes


def changed(tmp_path, old, new):
    text = PLAN.read_text(encoding="utf-8")
    assert old in text
    path = tmp_path / "changed.toml"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("old", "new", "key", "fault"),
    [
        ("filing_days = 10 ", 'filing_days = "10" ', "settings.filing_days", "整数"),
        ("filing_days = 10 ", "filing_days = true ", "settings.filing_days", "整数"),
        ("filing_days = 10 ", "filling_days = 10 ", "settings.filling_days", "没有这一项"),
        ("rereview_years = 3 ", "", "settings.rereview_years", "缺少这一项"),
        ('spread_limit = "5.0"', "spread_limit = 5.0", "settings.spread_limit", "引号"),
        ('spread_limit = "5.0"', 'spread_limit = "五"', "settings.spread_limit", "不是数字"),
        ("years = 5\n", "years = 0\n", "campaign.years", "至少为1年"),
        ("notice_days = 7 ", "notice_days = 4 ", "settings.notice_days", "最少天数5天"),
        ("posting_days = 15 ", "posting_days = 14 ", "settings.posting_days", "不得少于15天"),
        ('aggregation = "MEAN"', 'aggregation = "AVG"', "settings.aggregation", "MEAN、MEDIAN"),
        ('kind = "village"', 'kind = "TOWN"', "villages[1].kind", "village、community"),
        ('name = "万顺村"', 'name = " "', "villages[1].name", "只有空白"),
        ('code = "zhihua"', 'code = "wanshun"', "villages", "代码“wanshun”重复出现2次"),
        ('name = "治华村"', 'name = "万顺村"', "villages", "名称“万顺村”重复"),
        ('fonds_code = "J102"', 'fonds_code = "J101"', "villages", "全宗号“J101”重复"),
        ('fonds_code = "J102"', 'fonds_code = "J2"', "villages[2].fonds_code", "4位"),
        ("adults = 1238", "adults = 1563", "villages[1].adults", "不超过总人口"),
        ("groups = 8", "groups = 487", "villages[1].households", "不相称"),
        ("representatives = 40", "representatives = 19", "villages[1].representatives", "五分之四"),
        (
            "women_representatives = 17",
            "women_representatives = 14",
            "villages[1].women_representatives",
            "三分之一",
        ),
        ('village = "wanshun"', 'village = "wanshuen"', "targets.village", "没有定义"),
        ("due = 1\n", "due = 6\n", "targets[1].due", "第1至第5年"),
        ('level = "QUALIFIED"\ndue = 1', 'level = "ADVANCED"\ndue = 1', "targets", "重复"),
        ("rank = 2", "rank = 1", "levels", "等次“1”重复"),
        ('requires = "ADVANCED"', 'requires = "MODEL_NATION"', "levels.requires", "低于它自己"),
        ('requires = "ADVANCED"', 'requires = "BEST"', "levels.requires", "没有定义"),
        ('named_by = "CITY_AUTHORITY"', 'named_by = "city"', "levels.named_by", "没有定义"),
        ('standard = "QUALIFIED"', 'standard = "BASIC"', "levels.standard", "没有定义"),
        ('standard = "QUALIFIED"', 'standard = "ADVANCED"', "categories", "没有规定任何级别"),
        ('amount = "200.00"', 'amount = "0"', "rewards[1].amount", "大于0"),
        ('amount = "200.00"', 'amount = "0.001"', "rewards[1].amount", "两位小数"),
        ('payer = "township"', 'payer = "district"', "rewards[1].payer_name", "写明单位"),
        ('level = "MODEL_NATION"\namount', 'level = "ADVANCED"\namount', "rewards", "重复"),
        ('issuers = ["DISTRICT_AUTHORITY"', 'issuers = ["city"', "basis.issuers", "没有定义"),
        ('retention = "Y"', 'retention = "Y10"', "archive_categories[1].retention", "Y、D30、D10"),
        ('per = "TERM"', 'per = "MONTH"', "archive_categories[1].requirements[1].per", "QUARTER"),
        (
            'stage = "final" }',
            'stage = "LAST" }',
            "archive_categories[2].requirements[3].stage",
            "draft、consultation、final",
        ),
        ('code = "rule"', 'code = "rules"', "text_kinds[2].code", "charter、rule"),
        ("least = 3", "least = 0", "text_kinds[2].least", "至少为1"),
        ('code = "leading_group"', 'code = "group"', "bodies[1].code", "leading_group"),
        ('evidence = ["LDZ"]', 'evidence = ["LDX"]', "categories.indicators(A1).evidence", "LDX"),
        ('points = "4"', 'points = "5"', "categories", "合计101分，应为100分"),
        ('points = "4"', 'points = "-4"', "categories[1].indicators[1]", "大于0"),
        ('code = "A2"', 'code = "A1"', "categories", "指标代码“A1”重复"),
        ('step = "4" }', 'step = "0" }', "categories[1].indicators[1].deductions[1]", "大于0"),
        ('auto = "duties"', 'auto = "duty"', "categories.indicators(A3).auto", "duty"),
        ('"roles", label', '"role", label', "categories.indicators(A1).deductions", "roles"),
        ('"roles", label', '"absent", label', "categories.indicators(A1)", "“absent”重复"),
        (
            'name = "按季公开"',
            'name = "政策外出生人数"',
            "categories",
            "涉及个人生育或避孕情况（“出生”）",
        ),
        (
            'rule = "四个季度都应公开',
            'rule = "孕检率达标',
            "categories",
            "指标C1“按季公开”不能采用",
        ),
        ('evidence = ["LDZ"]', "evidence = [1]", "categories[1].indicators[1].evidence[1]", "文字"),
        ('evidence = ["LDZ"]', 'evidence = "LDZ"', "categories[1].indicators[1].evidence", "列表"),
        ("[decision]", "[[decision]]", "decision", "键 = 值"),
        ("[campaign]", "[campaign", "", "不符合TOML格式"),
    ],
)
def test_a_mistake_is_told_with_file_key_and_fault(tmp_path, old, new, key, fault):
    with pytest.raises(PresetError) as told:
        preset.load(changed(tmp_path, old, new))
    assert told.value.file == "changed.toml"
    assert told.value.key == key
    assert fault in told.value.fault
    assert str(told.value).startswith("预设文件“changed.toml”")


def test_a_computed_indicator_needs_its_deductions(tmp_path):
    text = 'evidence = ["BZC"]\n'
    with pytest.raises(PresetError, match="写明扣分规则"):
        preset.load(changed(tmp_path, text, f'{text}auto = "postings"\n'))


def test_a_file_that_is_missing_or_no_text_is_told(tmp_path):
    with pytest.raises(PresetError, match="不存在"):
        preset.load("no-such-preset")
    binary = tmp_path / "binary.toml"
    binary.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(PresetError, match="UTF-8"):
        preset.load(binary)
    with pytest.raises(PresetError, match="无法读取"):
        preset.load(tmp_path)


def test_demonstration_figures_keep_the_law_on_representatives(plan):
    for one in plan.villages:
        each = one.households / one.representatives
        assert (5 <= each <= 15) if one.kind == "village" else (20 <= each <= 50)
    assert Counter(one.kind for one in plan.villages)["community"] == 1
