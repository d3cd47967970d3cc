"""Tables of a preset that do not agree with each other are told by file, key and fault."""

from dataclasses import replace

import pytest

from campaigns.rules import preset
from campaigns.rules.preset import PresetError
from campaigns.rules.preset_checks import faults
from tests.campaigns.preset_files import changed


@pytest.fixture(scope="module")
def plan():
    return preset.load("renkou-zizhi")


@pytest.mark.parametrize(
    ("old", "new", "key", "fault"),
    [
        ("years = 5\n", "years = 0\n", "campaign.years", "至少为1年"),
        ("notice_days = 7 ", "notice_days = 4 ", "settings.notice_days", "最少天数5天"),
        ('aggregation = "MEAN"', 'aggregation = "AVG"', "settings.aggregation", "MEAN、MEDIAN"),
        ('"working_group"', '"workers"', "village_bodies", "association、working_group"),
        ('"working_group"', '"association"', "village_bodies", "重复出现2次"),
        (
            'role = "市人民政府"',
            'role = "市人民政府"\nname = "示例市人民政府"',
            "organisations[3].name",
            "其余只写角色",
        ),
        (
            'role = "市人民政府"',
            'role = "市人民政府"\nhistorical_name = "旧名"',
            "organisations[3].historical_name",
            "没有写现名",
        ),
        ('code = "migrants"', 'code = "drivers"', "charter_topics[2].code", "migrants"),
        ("rank = 2", "rank = 1", "levels", "等次“1”重复"),
        ('requires = "ADVANCED"', 'requires = "MODEL_NATION"', "levels.requires", "低于它自己"),
        ('requires = "ADVANCED"', 'requires = "BEST"', "levels.requires", "没有定义"),
        ('kind = "party"', 'kind = "court"', "organisations[1].kind", "party、government"),
        (
            'role = "市人民政府"\ntier = "city"\nkind = "government"',
            'role = "市卫健委"\ntier = "city"\nkind = "department"',
            "levels.named_by",
            "市卫健委不得命名市级示范村",
        ),
        ('named_by = "CITY_GOVERNMENT"', 'named_by = "city"', "levels.named_by", "没有定义"),
        ('standard = "QUALIFIED"', 'standard = "BASIC"', "levels.standard", "没有定义"),
        ('standard = "QUALIFIED"', 'standard = "ADVANCED"', "categories", "没有规定任何级别"),
        ('issuers = ["DISTRICT_PARTY"', 'issuers = ["city"', "basis.issuers", "没有定义"),
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
        ('code = "A2"', 'code = "A1"', "categories", "指标代码“A1”重复"),
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


def with_settings(plan, **given):
    return replace(plan, settings=replace(plan.settings, **given))


def test_the_shipped_plan_has_no_fault(plan):
    assert list(faults(plan)) == []


@pytest.mark.parametrize(
    ("given", "keys"),
    [
        ({"notice_days": 5}, []),
        ({"notice_days": 10, "notice_days_min": 10}, []),
        ({"notice_days": 9, "notice_days_min": 10}, ["settings.notice_days"]),
        ({"notice_days": 7, "notice_days_min": 4}, ["settings.notice_days_min"]),
    ],
)
def test_days_of_notice_and_posting_have_a_floor(plan, given, keys):
    assert [key for key, _ in faults(with_settings(plan, **given))] == keys


def test_a_campaign_of_one_year_is_one(plan):
    short = replace(plan, campaign=replace(plan.campaign, years=1))
    assert list(faults(short)) == []


def test_a_level_requires_a_lower_one_and_never_itself(plan):
    level = plan.levels[1]
    levels = (plan.levels[0], replace(level, requires=level.code), *plan.levels[2:])
    told = [fault for key, fault in faults(replace(plan, levels=levels))]
    assert told == [f"{level.name}所要求的级别应低于它自己。"]


def test_what_is_judged_by_people_needs_no_deductions_the_system_knows(plan):
    """Deductions of an indicator without a check are for the evaluator to read."""
    group = plan.categories[0]
    by_hand = replace(group.indicators[0], auto="")
    categories = (
        replace(group, indicators=(by_hand, *group.indicators[1:])),
        *plan.categories[1:],
    )
    assert list(faults(replace(plan, categories=categories))) == []


def test_a_text_that_needs_none_is_left_out(plan):
    needs = (replace(plan.text_kinds[0], least=0), *plan.text_kinds[1:])
    told = list(faults(replace(plan, text_kinds=needs)))
    assert told == [("text_kinds[1].least", "至少为1；不要求的文本不写。")]
