"""Cells as people write them: read, or told by row and column; nothing is lost silently."""

import pytest

from tests.villages.sheets.handed import *  # noqa: F403
from tests.villages.sheets.handed import FIGURES, HEAD, handed, made, row
from township.workflow import Refused
from villages.acts.imports import carry_out
from villages.models import AssociationMember, Figures, Term
from villages.sheets.catalogue import RESOURCES


def test_error_cells_are_told_by_row_and_column(look):
    faults = list(look(handed("13")).faults.values())
    for fault, column in zip(faults, ["代表户数", "文化程度", "所在小组", "任期至"], strict=True):
        assert f"“{column}”是出错的公式" in fault


@pytest.mark.parametrize(
    "error", ["#N/A", "#REF!", "#DIV/0!", "#NAME?", "#VALUE!", "#NUM!", "#NULL!"]
)
@pytest.mark.parametrize("column", ["姓名", "备注", "联系电话"])
def test_other_error_cells(look, error, column):
    (fault,) = look(made(("表", [HEAD, row(**{column: error})]))).faults.values()
    assert f"“{column}”是出错的公式（{error}）" in fault


def test_a_formula_without_a_result_is_told(look):
    assert "还没有算出结果" in look(made(("表", [HEAD, row(备注='="a"&"b"')]))).faults["张三"]


def test_a_day_that_lost_its_zero_is_told(look):
    (fault,) = look(handed("25a")).faults.values()
    assert "任期开始“2026.1”分不清是1月还是10月" in fault and "2030-10" in fault


def test_the_preview_shows_what_was_understood(look):
    told = {"性别": 1, "出生年月": "一九七五年三月", "政治面貌": "01", "文化程度": "硕士研究生"}
    told |= {"所在小组": "第一村民小组", "联系电话": "电话：138 0000 0001", "备注": " 老 师 "}
    told |= {"任期开始": "2026年元月8日", "任期至": "２０３１.1.7"}
    cells = look(made(("表", [HEAD, row("张 三", **told)]))).cells["张三"]
    assert list(cells.values()) == [
        *("张三", "男", "1975-03", "中共党员", "本科及以上", "一组", "15", "138****0001"),
        *("2026-01-08", "2031-01-07", "老 师"),
    ]


BIRTHS_TOLD = {"丁测乲", "丁测乴", "丁测乺", "丁测乽", "丁测亁", "丁测亂", "丁测亃", "丁测亄"}


def test_dates_however_written(look):
    seen = look(handed("04"))
    assert {name for name, fault in seen.faults.items() if fault} == BIRTHS_TOLD
    assert {seen.cells[name]["出生年月"] for name in seen.sound} == {"1975-03", "1975-12"}


PHONES_TOLD = {"己测买": "少了区号", "己测乷": "科学计数", "己测乽": "没有数字", "己测乾": "“O”"}
PHONES_TOLD |= {"己测亅": "有6位", "己测了": "有5位"}


def test_phones_however_written(look):
    seen = look(handed("06"))
    assert {name for name, fault in seen.faults.items() if fault} == PHONES_TOLD.keys()
    for name, what in PHONES_TOLD.items():
        assert what in seen.faults[name]
    assert not any("0000000" in fault or "47200001" in fault for fault in seen.faults.values())
    two = [name for name, told in seen.remarks.items() if "“139****0001”没有记" in told]
    assert two == ["己测乴", "己测乵", "己测乶"] and "“子”没有记" in seen.remarks["己测乸"]
    assert [name for name in seen.sound if not seen.cells[name]["联系电话"]] == [
        *("己测乹", "己测乺", "己测乻", "己测乼"),
    ]


def test_names_however_written(look):
    seen = look(handed("07"))
    told = [one for one in seen.found.rows if any("两次" not in fault for fault in one.faults)]
    assert [one.number for one in told] == [14, 17, 20, 28, 32, 33, 35, 39]
    assert "𠮷田测" in seen.sound and "张三（大）" in seen.sound
    twice = [one.number for one in seen.found.rows if any("两次" in fault for fault in one.faults)]
    assert twice == [3, 4, 6, 7, 8, 9, 10, 11, 22, 27]


SEX_TOLD = {"庚测乮", "庚测买", "庚测乱", "庚测乵"}
WOMEN = {"庚测乥", "庚测乨", "庚测乪", "庚测乬", "庚测乳"}


def test_sexes_however_written(look):
    seen = look(handed("08"))
    assert {name for name, fault in seen.faults.items() if fault} == SEX_TOLD
    assert {name for name in seen.sound if seen.cells[name]["性别"] == "女"} == WOMEN


def test_political_status_in_the_words_and_codes_of_the_standard(look):
    seen = look(handed("09"))
    told = {name for name, fault in seen.faults.items() if fault}
    assert told == {"辛测乺"[:2] + sign for sign in "乸乹乼乽亂"}
    shown = {}
    for name in seen.sound:
        shown.setdefault(seen.cells[name]["政治面貌"], set()).add(name[-1])
    assert shown == {
        "中共党员": set("乤乥书乬乺乻乾亁"),
        "中共预备党员": set("乧乨乩"),
        "共青团员": set("乪乫"),
        "群众": set("乭乮乿"),
        "无党派人士": set("乯买"),
        "民主党派": set("乱乲乳乴乵乶乷"),
        "": set("亀"),
    }


COUNTS_TOLD = set("乫乬乭乮买乱乴乶乺乾乿")


def test_counts_however_written(look):
    seen = look(handed("12"))
    assert {name[-1] for name, fault in seen.faults.items() if fault} == COUNTS_TOLD
    shown = {name[-1]: seen.cells[name]["代表户数"] for name in seen.sound}
    assert {sign for sign, count in shown.items() if count == ""} == set("乷乸乹乼乽")
    assert shown["乯"] == "0" and shown["乳"] == "15000"
    assert {count for sign, count in shown.items() if sign not in "乷乸乹乼乽乯乳"} == {"15"}


def test_offices_are_understood_or_kept_as_written(look, village, cadre):
    sheets = handed("26b")
    seen = look(sheets, "members")
    assert len(seen.sound) == 8 and "名誉会长照写在备注里" in seen.remarks["丙子庚"]
    carry_out("members", sheets, place=village, by=cadre, about=village)
    held = {}
    for term in Term.objects.select_related("person"):
        held.setdefault(term.person.name, set()).add(term.get_post_display())
    assert held == {
        "丙子甲": {"会长"},
        "丙子乙": {"副会长", "秘书长"},
        "丙子丙": {"副会长"},
        "丙子丁": {"会员小组长"},
        "丙子戊": {"会员小组长"},
        "丙子己": {"理事", "会员小组长"},
    }
    notes = dict(AssociationMember.objects.exclude(note="").values_list("person__name", "note"))
    assert notes == {"丙子庚": "会内职务：名誉会长", "丙子辛": "会内职务：监事"}
    assert not look(sheets, "members").found.changing


def test_the_year_is_taken_from_the_title(count, village, office):
    sheets = handed("27f")
    (seen,) = count(sheets).rows
    assert dict(seen.cells)["年度"] == "2025"
    carry_out("figures", sheets, place=None, by=office, about=office.township)
    assert Figures.objects.get().year == 2025


@pytest.mark.parametrize(
    ("title", "year"),
    [
        ("二〇二四年度各村基本情况", "2024"),
        ("２０２３年末人口表", "2023"),
        ("截至2024年12月31日", "2024"),
        ("2025年基本情况（填报时间：2026年3月1日）", "2025"),
    ],
)
def test_other_titles_with_a_year(count, village, title, year):
    (seen,) = count(made(("表", [[title], FIGURES, ["万顺村", 2345, 812, 1900]]))).rows
    assert dict(seen.cells)["年度"] == year


@pytest.mark.parametrize(
    "title", ["2024年、2025年基本情况", "2024-2025年基本情况", "2024年与二〇二五年对比"]
)
def test_two_years_in_the_title_are_asked_about(count, village, title):
    with pytest.raises(Refused, match="2024"):
        count(made(("表", [[title], FIGURES, ["万顺村", 2345, 812, 1900]])))


def test_a_year_of_its_own_goes_before_the_title(count, village):
    head = [*FIGURES, "年度"]
    rows = [["2025年表"], head, ["万顺村", 9, 3, 7, "2024年"]]
    (seen,) = count(made(("表", rows))).rows
    assert dict(seen.cells)["年度"] == "2024"


def test_thousands_are_read(count, village):
    (seen,) = count(handed("27a")).rows
    assert [text for _, text in seen.cells] == ["万顺村", "2026", "2345", "812", "1900"]
    for written in ("２，３４５人", "二千三百四十五", "2,345 人"):
        (seen,) = count(made(("表", [FIGURES, ["万顺村", written, 812, 1900]]))).rows
        assert dict(seen.cells)["常住人口"] == "2345"


@pytest.mark.parametrize(("column", "error"), [(1, "#N/A"), (2, "约15"), (3, "15/16")])
def test_what_is_no_count_is_told(count, village, column, error):
    cells = ["万顺村", 2345, 812, 1900]
    cells[column] = error
    (seen,) = count(made(("表", [FIGURES, cells]))).rows
    assert FIGURES[column] in "".join(seen.faults)


def test_a_long_name_is_told_and_never_cut(look):
    (seen,) = look(handed("28b"), "groups").found.rows
    assert seen.faults == ("小组名称最多20个字，现在有25个，请缩短。",)
    fault = look(made(("表", [HEAD, row(备注="长" * 101)]))).faults["张三"]
    assert fault == "备注最多100个字，现在有101个，请缩短。"


@pytest.mark.parametrize("below", [["合计", 95], ["盖章", ""], ["以下空白"], ["填表人：张某"]])
def test_what_stands_below_groups_is_no_group(look, village, below):
    seen = look(made(("表", [["小组", "户数"], ["四组", 40], below])), "groups").found
    assert len(seen.rows) == 1 and len(seen.passed) == 1


def test_what_a_sheet_of_members_tells_of_a_person_is_kept(look, village, cadre):
    head = ["姓名", "性别", "会员小组", "出生年月", "政治面貌", "文化程度"]
    sheets = made(("表", [head, ["张三", "男", "一组", "1975.03", "党员", "大专"]]))
    assert look(sheets, "members").sound == ["张三"]
    carry_out("members", sheets, place=village, by=cadre, about=village)
    person = AssociationMember.objects.get().person
    assert (person.birth_month, person.political, person.education) == (
        *("1975-03", "party", "college"),
    )


@pytest.mark.parametrize("kind", sorted(RESOURCES))
def test_every_column_that_is_looked_for_is_read(kind, village, cadre):
    resource = RESOURCES[kind](village, cadre)
    assert all(resource.widget_of(column) for column in resource.ALIASES)
