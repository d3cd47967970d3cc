"""What is asked of a village adds up; what two ask for is named, and the cost told before."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from campaigns.rules.burden import Ask, BurdenKind, Cost, Need, asked_twice, burden, cost

PAPER, PHOTO, FORM = BurdenKind.PAPER, BurdenKind.PHOTO, BurdenKind.FORM
ASKS = st.lists(
    st.builds(
        Ask,
        st.sampled_from(BurdenKind),
        st.sampled_from(["人口活动", "文明村", "镇里自定"]),
        st.dates(date(2025, 1, 1), date(2027, 12, 31)),
        st.integers(0, 20),
        st.booleans(),
    )
)


@given(ASKS)
def test_the_whole_is_the_sum_of_months_of_kinds_and_of_askers(asks):
    told = burden(asks, 2026)
    assert len(told.months) == 12
    of_year = [ask for ask in asks if ask.on.year == 2026]
    assert told.whole == sum(told.by_month) == sum(ask.count for ask in of_year)
    assert told.whole == sum(told.of(kind) for kind in BurdenKind) == sum(told.askers.values())
    assert told.known == sum(ask.count for ask in of_year if ask.is_known)
    assert told.own == told.whole - told.known >= 0


@given(ASKS, ASKS)
def test_another_task_never_lowers_anything(asks, more):
    before, after = burden(asks, 2026), burden(asks + more, 2026)
    assert all(a <= b for a, b in zip(before.by_month, after.by_month, strict=True))
    assert all(before.of(kind) <= after.of(kind) for kind in BurdenKind)
    assert before.own <= after.own and before.known <= after.known


def test_the_first_and_the_last_day_of_a_year_are_its_own():
    days = [date(2025, 12, 31), date(2026, 1, 1), date(2026, 12, 31), date(2027, 1, 1)]
    told = burden([Ask(PAPER, "镇里", day) for day in days], 2026)
    assert told.by_month == (1, *[0] * 10, 1)


def test_askers_are_told_by_how_much_they_ask():
    day = date(2026, 3, 1)
    told = burden([Ask(PHOTO, "甲", day), Ask(PAPER, "乙", day, 3), Ask(FORM, "甲", day)], 2026)
    assert list(told.askers.items()) == [("乙", 3), ("甲", 2)]
    assert burden([Ask(PAPER, "丙", day, 0)], 2026).askers == {}


def test_what_two_ask_for_is_asked_twice():
    wanted = [("ZCH", "B1"), ("GKG", "C1"), ("ZCH", "B1"), ("GKG", "C2"), ("GKG", "C1")]
    assert asked_twice(wanted) == {"GKG": ("C1", "C2")}


def test_a_standard_costs_each_kind_once_and_names_what_is_shared():
    needs = {"GKG": Need(4, 4), "HYJ": Need(1)}
    told = cost([["GKG"], ["GKG", "HYJ", "HYJ"], ["KPS"]], needs, {"HYJ", "ZCH"})
    assert told == Cost(papers=6, photos=4, known=1, shared=1)
    assert told.sentence == (
        "每个村一年大约要备材料6份、照片4组（按次要的各算一次），其中1份由系统在办事时自动归档，"
        "不用另交；有1类材料两项以上指标都要，一份可以共用。"
    )
    assert "不用另交" not in cost([["KPS"]], {}, ()).sentence
    assert cost([], needs, ()).sentence == "这一版标准没有要交的材料。"


@given(st.lists(st.sets(st.sampled_from("ABCD"))), st.sets(st.sampled_from("ABCD")))
def test_another_indicator_never_makes_a_standard_cheaper(indicators, more):
    needs = {"A": Need(4, 4), "B": Need(2)}
    before, after = cost(indicators, needs, "A"), cost([*indicators, more], needs, "A")
    assert before.papers <= after.papers and before.photos <= after.photos
    assert before.shared <= after.shared and after.known <= after.papers
