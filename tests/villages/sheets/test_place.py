"""Groups and figures as rows of a sheet: found by any spelling, never renamed, within reach."""

import pytest
from django.utils import timezone

from tests.villages.workbooks import sheets
from township.history.models import Entry
from villages.acts.imports import carry_out, preview
from villages.models import Figures, Group

GROUPS = ["小组", "户数", "18周岁以上人数"]
FIGURES = ["村名", "年度", "常住人口", "户数", "18周岁以上人数"]


def rows_of(seen):
    return [(row.action, row.faults) for row in seen.rows]


def looked_at(kind, rows, place, by):
    return rows_of(preview(kind, sheets(rows), place=place, by=by))


def test_a_group_is_known_by_any_spelling_and_keeps_its_name(village, cadre):
    rows = (GROUPS, ["1组", "55", "140"], ["四组", "40", "99"])
    assert carry_out("groups", sheets(rows), place=village, by=cadre, about=village) == 2
    found = list(Group.objects.filter(village=village).values_list("name", "households", "order"))
    assert found[0] == ("一组", 55, 1) and found[-1] == ("四组", 40, 4)
    told = set(Entry.objects.values_list("summary", flat=True))
    assert {"导入小组：一组", "导入小组：四组", "用表格导入小组：2行"} <= told


def test_a_first_group_begins_the_order(other_village, other_cadre):
    other_village.groups.all().delete()
    rows = (GROUPS, ["一组", "55", "140"])
    carry_out("groups", sheets(rows), place=other_village, by=other_cadre, about=other_village)
    assert other_village.groups.get().order == 1


def test_what_is_wrong_with_a_group(village, cadre):
    rows = (GROUPS, ["1组", "5", ""], ["第一村民小组", "6", ""], ["", "7", "9"])
    (_, none), (_, twice), (_, nameless) = looked_at("groups", rows, village, cadre)
    assert none == () and "出现了两次" in twice[0] and "没有小组名称" in nameless[0]


def test_figures_go_to_the_villages_of_the_user(office, village, other_village, foreign_village):
    year = timezone.localdate().year
    rows = (FIGURES, ["万顺村", "2024年", "900", "300", "700"], ["三水村", "", "800", "200", "600"])
    assert carry_out("figures", sheets(rows), place=None, by=office, about=office.township) == 2
    assert Figures.objects.get(village=village).year == 2024
    assert Figures.objects.get(village=other_village).year == year
    rows = (FIGURES, ["万顺村", "2024", "901", "300", "700"])
    assert looked_at("figures", rows, None, office) == [("修改", ())]


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (["远山村", "2024", "9", "3", "7"], "没有登记“远山村”这个村（居），或者不归您登记。"),
        (["万顺村", "去年", "9", "3", "7"], "年度"),
        (["万顺村", "2024", "9", "10", "7"], "都不能多于常住人口"),
    ],
)
def test_what_is_wrong_with_figures(office, village, foreign_village, row, told):
    ((action, faults),) = looked_at("figures", (FIGURES, row), None, office)
    assert action == "有错" and told in "".join(faults)
    assert not Figures.objects.exists()


def test_a_village_stands_once_a_year(office, village):
    row = ["万顺村", "2024", "9", "3", "7"]
    rows = (FIGURES, row, ["万 顺 村", *row[1:]], ["万顺村", "2025", *row[2:]])
    actions = [action for action, _ in looked_at("figures", rows, None, office)]
    assert actions == ["新增", "有错", "新增"]


@pytest.mark.parametrize(
    "written", ["万顺村村民委员会", "万顺村委会", "万顺村村委会", "1.万顺村", "{township}万顺村"]
)
def test_a_village_is_known_by_other_spellings(village, office, written):
    rows = (FIGURES, [written.format(township=office.township.name), "2024", "900", "300", "700"])
    assert looked_at("figures", rows, None, office) == [("新增", ())]


def test_a_year_that_has_not_come_has_no_figures(village, office):
    rows = (["2099年度基本情况"], FIGURES, ["万顺村", "", "900", "300", "700"])
    ((_, told),) = looked_at("figures", rows, None, office)
    assert told == ("年度不对：请填今年或以前的年份，例如2026。",)


def test_a_group_bears_its_village_s_name(village, cadre):
    rows = (GROUPS, ["万顺村一组", "55", "140"], ["1", "2", "3"])
    (known, _), (_, told) = looked_at("groups", rows, village, cadre)
    assert known == "修改" and "出现了两次" in told[0]


@pytest.mark.parametrize(
    "numbers", [["1", "2", "3"], ["甲", "乙", "丙"], ["（1）", "（2）", "（3）"]]
)
def test_numbered_columns_below_the_head_are_no_line(village, cadre, numbers):
    rows = (GROUPS, numbers, ["一组", "55", "140"])
    assert looked_at("groups", rows, village, cadre) == [("修改", ())]


def test_a_head_that_tells_a_part_of_another(village, office):
    rows = (["村（社区）", "总人口数", "总户数", "其中：18周岁以上"], ["万顺村", "9", "3", "7"])
    assert looked_at("figures", rows, None, office) == [("新增", ())]
