"""What a page looks like: by its heading and its day, and silent where either is in doubt."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archives.rules.page_likeness import CATEGORIES, KINDS, likeness
from archives.rules.requirements import BY_FACT
from tests.archives.readings import line

TODAY = date(2026, 11, 23)
BODY = ["会议内容如下。", "一、讨论修路。", "二、讨论种树。"]


def page(heading, *others, high=320, certainty=0.99):
    rows = [line(heading, certainty, 300, high)]
    return rows + [line(text, top=900 + 300 * n) for n, text in enumerate([*others, *BODY])]


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("青山村村民代表会议记录", "会议记录"),
        ("青山村村民代表会议签到表", "会议签到表"),
        ("青山村村务公开公示", "公示"),
        ("关于召开村民会议的通知", "通知"),
        ("青山村村民自治章程（草案）", "自治章程"),
        ("青山村村规民约。", "村规民约"),
    ],
)
def test_the_heading_names_the_kind(heading, kind):
    found = likeness(page(heading), TODAY)
    assert found.kind == kind and found.title == heading.strip("。")


@pytest.mark.parametrize(
    ("lines", "day"),
    [
        (["时间：2026年3月5日上午9时", "2026年3月8日"], date(2026, 3, 5)),
        (["青山村村民委员会", "二〇二六年三月五日"], date(2026, 3, 5)),
        (["上次会议2026年1月2日", "2026年3月5日"], date(2026, 3, 5)),
        (["日期：2026-03-05"], date(2026, 3, 5)),
        (["时间：2026.3.5"], date(2026, 3, 5)),
        (["时间：2026年11月23日"], TODAY),
        (["时间：2026年11月24日"], None),
        (["时间：1948年12月31日"], None),
        (["时间：1949年1月1日"], date(1949, 1, 1)),
        (["时间：2026年2月30日"], None),
        (["时间：3月5日"], None),
        ([], None),
    ],
)
def test_the_day_is_the_one_called_so_else_the_last(lines, day):
    assert likeness(page("青山村会议记录", *lines), TODAY).on == day


def test_what_is_not_certain_is_not_taken():
    assert likeness(page("青山村会议记录", certainty=0.89), TODAY) is None
    doubtful = line("时间：2026年3月5日", 0.5, 900)
    assert likeness([*page("青山村会议记录"), doubtful], TODAY).on is None


def test_a_line_as_small_as_the_text_is_no_heading():
    assert likeness(page("参加会议的都看了会议记录", high=200), TODAY) is None
    assert likeness(page("青山村会议记录", high=230), TODAY) is not None
    assert likeness(page("青山村会议记录", high=229), TODAY) is None


def test_a_heading_of_two_lines_is_put_together():
    rows = [line("青山村村民代表会议", top=100, high=320), *page("记录")]
    assert likeness(rows, TODAY).title == "青山村村民代表会议记录"


def test_an_empty_page_and_one_without_a_heading_are_nothing():
    assert likeness([], TODAY) is None
    assert likeness([line(text) for text in BODY], TODAY) is None


@given(
    st.lists(
        st.builds(
            line,
            st.text("会议记录公示通知年月日0123456789时间：。（）青山村", max_size=30),
            st.sampled_from([0.5, 0.9, 1.0]),
            st.integers(0, 9000),
            st.integers(0, 900),
        ),
        max_size=12,
    )
)
def test_whatever_a_page_holds_the_answer_is_silent_or_whole(lines):
    found = likeness(lines, TODAY)
    if found is not None:
        assert found.kind in KINDS and found.kind in found.title
        assert found.on is None or date(1949, 1, 1) <= found.on <= TODAY


def test_every_category_is_one_of_those_that_the_system_asks_for():
    assert set(CATEGORIES) <= set(KINDS)
    assert set(CATEGORIES.values()) <= set(BY_FACT)
    found = likeness(page("万顺村村规民约"), TODAY)
    assert found.category == "GYU"
