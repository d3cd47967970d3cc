"""A table of a sheet line by line; what is no line of it is listed."""

from hypothesis import given
from hypothesis import strategies as st

from tests.villages.workbooks import sheets
from township.sheets.table import TableShape, find_table

ALIASES = {"姓名": ("姓名", "代表姓名"), "性别": ("性别",), "户数": ("户数", "代表户数")}
SHAPE = TableShape(ALIASES, ("姓名",), "姓名", ("性别",))


def table_of(rows, merges=()):
    (sheet,) = sheets(rows, merges=merges)
    return find_table(sheet, SHAPE)


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
    table = table_of(rows)
    assert [line.number for line in table.lines] == [4, 6]
    assert table.lines[1].cells == {"姓名": "李四", "性别": "女", "户数": "8"}
    assert table.ignored == ("民族",)


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
    table = table_of(rows)
    read = [(line.cells["姓名"], line.cells["性别"], line.cells["户数"]) for line in table.lines]
    assert read == [(n, g, str(h)) for n, g, h in people]


def test_merged_values_and_what_is_passed_over():
    rows = [["姓名", "性别", "户数"], ["张三", "男", "5"], ["李四", "", ""], ["合计", "", "5"]]
    table = table_of(rows, merges=[(1, 1, 2, 1)])
    assert [line.cells["性别"] for line in table.lines] == ["男", "男"]
    assert [(line.place, line.text) for line in table.passed] == [("第4行", "合计　5")]
