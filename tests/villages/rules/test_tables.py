"""Cells and headers as offices write them are understood; what is ambiguous is told."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from villages.rules import tables
from villages.rules.numerals import number_in_chinese

ALIASES = {"姓名": ("姓名", "代表姓名"), "性别": ("性别",), "户数": ("户数", "代表户数")}


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("1975.03", "1975-03"),
        ("1975年3月", "1975-03"),
        ("１９７５．１２", "1975-12"),
        ("197503", "1975-03"),
        ("19750307", "1975-03"),
        ("1975-03-07", "1975-03"),
        ("1975/3", "1975-03"),
        ("", None),
    ],
)
def test_months(written, read):
    assert tables.read_month(written) == read


@pytest.mark.parametrize("written", ["1975.1", "1975-13", "75年", "不详", "1875-03"])
def test_months_that_cannot_be_read(written):
    with pytest.raises(ValueError, match="出生年月"):
        tables.read_month(written)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("2026.11.5", date(2026, 11, 5)),
        ("2026年11月5日", date(2026, 11, 5)),
        ("20261105", date(2026, 11, 5)),
        ("2026-11", date(2026, 11, 1)),
        ("２０２６/１１/５", date(2026, 11, 5)),
        ("", None),
    ],
)
def test_days(written, read):
    assert tables.read_day(written) == read


@pytest.mark.parametrize("written", ["2026-02-30", "11月5日", "2026", "明天"])
def test_days_that_cannot_be_read(written):
    with pytest.raises(ValueError, match="看不懂"):
        tables.read_day(written)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("138 0000 1234", "13800001234"),
        ("+86 13800001234", "13800001234"),
        ("8613800001234", "13800001234"),
        ("138-0000-1234", "13800001234"),
        ("１３８００００１２３４", "13800001234"),
        ("028-87654321", "028-87654321"),
        ("87654321", "87654321"),
        ("无", None),
        ("", None),
    ],
)
def test_phones(written, read):
    assert tables.read_phone(written) == read


@pytest.mark.parametrize("written", ["1380000123", "138000012345", "12", "张三"])
def test_phones_that_cannot_be_read(written):
    with pytest.raises(ValueError, match="联系电话不对"):
        tables.read_phone(written)


@given(st.integers(1, 99))
def test_a_group_is_one_group_however_it_is_written(number):
    chinese = number_in_chinese(number)
    written = {
        f"{number}组",
        f"第{number}组",
        f"{chinese}组",
        f"第{chinese}村民小组",
        f"{chinese} 社",
        f"第{chinese}居民小组",
    }
    assert {tables.group_key(text) for text in written} == {str(number)}


def test_groups_with_names_stay_apart():
    assert tables.group_key("大湾组") == tables.group_key("大湾 小组") == "大湾"
    assert tables.group_key("大湾组") != tables.group_key("小湾组")


@given(st.integers(0, 100_000))
def test_counts(number):
    for written in (str(number), f"{number}户", f" {number}.0 ", f"{number}人"):
        assert tables.read_count(written, "户数") == number


@pytest.mark.parametrize("written", ["x", "-1", "1.5", "100001", "十二"])
def test_counts_that_cannot_be_read(written):
    with pytest.raises(ValueError, match="不是数字"):
        tables.read_count(written, "户数")


def test_names():
    assert tables.read_name("张　 三") == "张三"
    for written in ("", "  ", "13800001234", "张" * 31):
        with pytest.raises(ValueError, match="姓名"):
            tables.read_name(written)


def test_the_table_is_found_below_a_title_and_above_the_sum():
    rows = [
        ["万顺村村民代表花名册", "", "", ""],
        ["填表单位：万顺村", "", "", ""],
        ["序号", "代表姓名（盖章）", "性 别", "户数", "民族"],
        ["1", "张三", "男", "12", "汉"],
        ["", "", "", ""],
        ["2", "李四", "女", "8", "汉"],
        ["序号", "代表姓名（盖章）", "性 别", "户数", "民族"],
        ["合 计", "2人", "", "20"],
        ["3", "合计", "", "20"],
        ["3"],
        ["填表人：王五", "", "", ""],
    ]
    table = tables.find_table(rows, ALIASES)
    assert [line.number for line in table.lines] == [4, 6]
    assert table.lines[1].cells == {"姓名": "李四", "性别": "女", "户数": "8"}
    assert table.ignored == ("民族",)


def test_without_two_known_headers_there_is_no_table():
    with pytest.raises(ValueError, match="没有找到表头"):
        tables.find_table([["姓名", "年龄"], ["张三", "5"]], ALIASES)


@given(
    st.lists(
        st.tuples(
            st.text(alphabet="赵钱孙李周吴郑王", min_size=2, max_size=3),
            st.sampled_from("男女"),
            st.integers(0, 99),
        ),
        min_size=1,
        max_size=20,
    ),
    st.integers(0, 5),
)
def test_no_row_is_lost(people, above):
    title = [["花名册"]] * above
    rows = [*title, ["姓名", "性别", "户数"], *([n, g, str(h)] for n, g, h in people), ["合计"]]
    table = tables.find_table(rows, ALIASES)
    read = [(line.cells["姓名"], line.cells["性别"], line.cells["户数"]) for line in table.lines]
    assert read == [(n, g, str(h)) for n, g, h in people]


def test_identity_numbers_are_noticed_in_any_cell():
    assert tables.identity_fault(("", "51010119750307001X"))
    assert tables.identity_fault(("５１０１０１１９７５０３０７００１１",))
    assert not tables.identity_fault(("13800001234", "2026-11-05"))


GENDERS = {"man": ("男", "男性"), "woman": ("女",)}


@pytest.mark.parametrize(
    ("written", "read"),
    [("男", "man"), (" 男 性 ", "man"), ("女", "woman"), ("", None), ("无", None), ("—", None)],
)
def test_choices(written, read):
    assert tables.read_choice(written, GENDERS, "性别") == read


def test_a_choice_that_is_unknown_names_what_may_be_written():
    with pytest.raises(ValueError, match="性别“不详”看不懂，可以写：男、女。"):
        tables.read_choice("不详", GENDERS, "性别")


def test_a_name_has_at_most_thirty_signs():
    assert tables.read_name("张" * 30) == "张" * 30
    with pytest.raises(ValueError, match="不像姓名"):
        tables.read_name("张" * 31)


@pytest.mark.parametrize(("written", "read"), [("1975-12", "1975-12"), ("1975-01", "1975-01")])
def test_a_year_has_twelve_months(written, read):
    assert tables.read_month(written) == read


@pytest.mark.parametrize(
    ("row", "is_outside"),
    [
        (["", " "], True),
        (["合计", "3人"], True),
        (["1", "合计", "9"], True),
        (["1", "张三", "合计"], False),
        (["姓名", "性别"], True),
        (["12"], True),
        (["张三"], False),
        (["本表由村委会填写，一式两份。"], True),
        (["十二个字的备注还算一个人"], False),
    ],
)
def test_what_lies_outside_the_rows(row, is_outside):
    assert tables.is_outside(row, ["姓名", "性别"]) is is_outside
