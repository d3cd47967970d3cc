"""Charts: where things stand, what the table says, what is missing stays missing."""

from decimal import Decimal

import pytest
from django.template.loader import render_to_string
from hypothesis import given
from hypothesis import strategies as st

from township.charts import (
    ABOVE,
    BELOW,
    FOOT,
    HEIGHT,
    LEFT,
    WIDE,
    Series,
    columns,
    lines,
    number_told,
    scale,
    spread,
)

NUMBERS = st.one_of(st.none(), st.integers(0, 5000), st.decimals(0, 100, places=1))


@pytest.mark.parametrize(
    ("low", "high", "marks"),
    [
        (0, 0, [0, 0.5, 1]),
        (0, 1, [0, 0.5, 1]),
        (0, 4, [0, 1, 2, 3, 4]),
        (0, 5, [0, 2, 4, 6]),
        (0, 100, [0, 50, 100]),
        (54.1, 94.1, [40, 60, 80, 100]),
        (0, 2000, [0, 500, 1000, 1500, 2000]),
        (72.3, 72.7, [72.2, 72.4, 72.6, 72.8]),
    ],
)
def test_an_axis_has_few_round_marks(low, high, marks):
    assert scale(low, high)[0] == marks


@pytest.mark.parametrize(
    ("most", "marks"), [(0, [0, 1]), (1, [0, 1]), (2, [0, 1, 2]), (7, [0, 2, 4, 6, 8])]
)
def test_what_is_counted_has_no_halves(most, marks):
    drawing = columns("图", ["甲"], [Series("数", [most])])
    assert [tick.label for tick in drawing.ticks] == list(map(str, marks))


@given(st.floats(0, 1e6), st.floats(0, 1e6))
def test_an_axis_holds_all_values(one, other):
    low, high = sorted((one, other))
    marks, lowest, highest = scale(low, high)
    assert lowest <= low and high <= highest + 1e-6 and 2 <= len(marks) <= 5


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, "—"),
        (0, "0"),
        (100, "100"),
        (Decimal("94.0"), "94"),
        (Decimal("94.10"), "94.1"),
        (Decimal(100), "100"),
        (2.5, "2.5"),
    ],
)
def test_numbers_read_as_a_page_writes_them(value, words):
    assert number_told(value) == words


def test_columns_of_two_years_stand_beside_each_other():
    drawing = columns(
        "各月",
        ["1月", "2月"],
        [Series("今年", [3, 0]), Series("上年", [None, 4], "second")],
        unit="件",
        first="月份",
    )
    assert [(one.form, one.value) for one in drawing.columns] == [
        ("first", "3"),
        ("first", "0"),
        ("second", "4"),
    ]
    first, nought, before = drawing.columns
    assert nought.height == 0 and before.height > first.height
    assert nought.x + nought.width <= before.x
    assert drawing.heads == ("月份", "今年（件）", "上年（件）")
    assert drawing.rows == (("1月", "3", "—"), ("2月", "0", "4"))


@given(st.lists(st.tuples(NUMBERS, NUMBERS), min_size=1, max_size=24))
def test_nothing_stands_outside_of_the_drawing(pairs):
    labels = [f"{number}年" for number in range(len(pairs))]
    first, second = zip(*pairs, strict=True)
    series = [Series("甲", first), Series("乙", second, "second")]
    for one in columns("图", labels, series).columns:
        assert one.x >= LEFT and one.x + one.width <= WIDE
        assert 0 <= one.y <= one.y + one.height <= HEIGHT - FOOT + 0.2
    drawing = lines("图", labels, series)
    for path, values in zip(drawing.paths, (first, second), strict=True):
        assert len(path.spots) == sum(value is not None for value in values)
        assert all(LEFT <= spot.x <= WIDE and 0 <= spot.y <= HEIGHT for spot in path.spots)


def test_a_year_without_a_value_parts_the_line():
    drawing = lines("历年", ["1", "2", "3", "4", "5"], [Series("平均", [1, 2, None, 3, 4])])
    (path,) = drawing.paths
    assert [len(piece.split()) for piece in path.pieces] == [2, 2] and len(path.spots) == 4
    alone = lines("历年", ["1", "2"], [Series("平均", [1, None])]).paths[0]
    assert alone.pieces == () and len(alone.spots) == 1


def test_a_value_stands_where_no_other_line_runs_through_it():
    def shifts(high, low):
        series = [
            Series("平均", [80]),
            Series("最高", [high], "second"),
            Series("最低", [low], "third"),
        ]
        return [spot.shift for spot in lines("历年", ["1"], series).paths[0].spots]

    assert shifts(100, 60) == [ABOVE]
    assert shifts(82, 60) == [BELOW]
    assert shifts(81, 79) == [ABOVE], "taken on both sides: above, as usual"


@pytest.mark.parametrize(("apart", "is_wide"), [("5.0", False), ("5.1", True)])
def test_what_lies_too_far_apart_is_marked(apart, is_wide):
    high = Decimal(80) + Decimal(apart)
    drawing = spread("分差", [("一村", [high, Decimal(80)]), ("二村", [])], limit=Decimal(5))
    (row,) = drawing.stretches
    assert (row.is_wide, row.value) == (is_wide, number_told(Decimal(apart)))
    assert drawing.rows == (("一村", "80", number_told(high), number_told(Decimal(apart))),)
    assert row.start < row.end <= WIDE


def test_the_drawing_has_its_numbers_as_a_table_and_no_script():
    drawing = columns("各月<件数>", ["1月"], [Series("今年", [3])], unit="件", first="月份")
    page = render_to_string("components/chart.html", {"chart": drawing})
    assert 'role="img" aria-label="各月&lt;件数&gt;"' in page
    assert "<caption" in page and '<th scope="row">1月</th>' in page
    assert "<script" not in page and "style=" not in page


def test_nothing_to_show_is_no_fault():
    assert columns("空", [], []).columns == () and lines("空", [], []).paths == ()
    assert spread("空", []).stretches == ()
