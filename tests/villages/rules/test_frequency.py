"""How often the law asks for a meeting, and since when one is lacking."""

from datetime import date

import pytest

from villages.rules.frequency import demand, due, period_of, was_held
from villages.rules.kinds import MeetingKind, Mode, PlaceKind
from villages.rules.provinces import LocalRules, rules_of
from villages.rules.statutes import pack_on

VILLAGERS, REPS = MeetingKind.VILLAGERS, MeetingKind.VILLAGE_REPS
RESIDENTS, RESIDENT_REPS = MeetingKind.RESIDENTS, MeetingKind.RESIDENT_REPS
DAY = date(2026, 11, 27)
VILLAGE, COMMUNITY = pack_on(PlaceKind.VILLAGE, DAY), pack_on(PlaceKind.COMMUNITY, DAY)


@pytest.mark.parametrize(
    ("day", "months", "first", "last"),
    [
        (date(2026, 1, 1), 3, date(2026, 1, 1), date(2026, 3, 31)),
        (date(2026, 6, 30), 3, date(2026, 4, 1), date(2026, 6, 30)),
        (date(2026, 12, 31), 3, date(2026, 10, 1), date(2026, 12, 31)),
        (date(2026, 6, 30), 6, date(2026, 1, 1), date(2026, 6, 30)),
        (date(2026, 7, 1), 6, date(2026, 7, 1), date(2026, 12, 31)),
        (date(2026, 5, 5), 12, date(2026, 1, 1), date(2026, 12, 31)),
    ],
)
def test_periods_are_the_calendars(day, months, first, last):
    assert period_of(day, months) == (first, last)


def kinds(pack, last, has_representatives=True):
    return {one.kind for one in due(pack, DAY, last, has_representatives)}


def test_a_village_meets_each_year_and_its_representatives_each_quarter():
    assert kinds(VILLAGE, {}) == {VILLAGERS, REPS}
    assert kinds(VILLAGE, {VILLAGERS: date(2026, 1, 1), REPS: date(2026, 10, 1)}) == set()
    assert kinds(VILLAGE, {VILLAGERS: date(2025, 12, 31), REPS: date(2026, 9, 30)}) == {
        VILLAGERS,
        REPS,
    }


def test_representatives_are_asked_for_only_where_there_are_any():
    assert kinds(VILLAGE, {}, has_representatives=False) == {VILLAGERS}
    assert kinds(COMMUNITY, {}, has_representatives=False) == set()


def test_a_communitys_representatives_meet_each_half_year_its_residents_when_called():
    assert kinds(COMMUNITY, {RESIDENT_REPS: date(2026, 6, 30)}) == {RESIDENT_REPS}
    assert kinds(COMMUNITY, {RESIDENT_REPS: date(2026, 7, 1)}) == set()


def test_before_2026_the_law_named_no_frequency_for_communities():
    before = pack_on(PlaceKind.COMMUNITY, date(2025, 6, 1))
    assert due(before, date(2025, 6, 1), {}, True) == []


def test_a_measure_asks_for_the_assembly_more_often_never_more_seldom():
    half_year = due(VILLAGE, DAY, {REPS: DAY}, True, rules_of("sichuan"))
    (one,) = half_year
    assert (one.kind, one.months) == (VILLAGERS, 6) and "第十二条第二款" in one.basis
    (same,) = due(VILLAGE, DAY, {REPS: DAY}, True, rules_of("beijing"))
    assert same.months == 12 and "村民委员会组织法》第二十五条第三款" in same.basis
    (seldom,) = due(VILLAGE, DAY, {REPS: DAY}, True, LocalRules(assembly_months=24))
    assert seldom.months == 12
    local = rules_of("henan", PlaceKind.COMMUNITY)
    found = {one.kind: one for one in due(COMMUNITY, DAY, {}, True, local)}
    assert found[RESIDENTS].months == 12 and "河南省" in found[RESIDENTS].basis


@pytest.mark.parametrize("code", ["beijing", "henan"])
@pytest.mark.parametrize(
    ("last", "before", "is_lacking", "is_missed"),
    [
        (None, None, True, False),
        (date(2026, 3, 1), None, True, False),
        (date(2026, 3, 1), date(2025, 12, 31), True, False),
        (date(2026, 3, 1), date(2026, 1, 1), False, False),
        (date(2026, 3, 1), date(2024, 12, 31), True, False),
    ],
)
def test_twice_a_year_may_be_in_one_half_of_it(code, last, before, is_lacking, is_missed):
    """北京办法第十六条第二款、河南办法第十一条第二款：居民会议每年至少举行二次。"""
    local = rules_of(code, PlaceKind.COMMUNITY)
    held = {RESIDENTS: last} if last else {}
    earlier = {RESIDENTS: before} if before else {}
    found = due(COMMUNITY, DAY, {RESIDENT_REPS: DAY, **held}, True, local, earlier)
    assert [one.kind for one in found] == [RESIDENTS] * is_lacking
    for one in found:
        assert one.is_missed is is_missed and one.until == date(2026, 12, 31)
        assert "本年召开居民会议不足2次" in one.sentence and "每年至少召开2次" in one.basis


def test_a_measure_says_within_how_many_days_a_demanded_meeting_is_called():
    told = demand(VILLAGE.body(REPS), rules_of("chongqing"))
    assert "，在15日内召集，见重庆市实施《中华人民共和国村民委员会组织法》办法第十二条" in told
    assert told.endswith("施行的法律，不一致的以法律为准）。")
    assert "日内召集" not in demand(VILLAGE.body(VILLAGERS), rules_of("chongqing"))


def test_it_says_since_when_until_when_and_by_which_article():
    (one,) = due(VILLAGE, DAY, {VILLAGERS: DAY, REPS: date(2026, 3, 10)}, True)
    assert (one.since, one.until) == (date(2026, 4, 1), date(2026, 12, 31))
    assert one.is_missed and one.is_pressing(DAY)
    assert one.sentence == (
        "本季度还没有召开村民代表会议（上次是2026年3月10日，2026年4月1日以来没有开过），"
        "要在2026年12月31日前召开。"
    )
    assert one.basis == (
        "《村民委员会组织法》第三十条第一款（2026年1月1日起施行）：村民代表会议每季度召开一次。"
    )


@pytest.mark.parametrize(
    ("day", "is_pressing"), [(date(2026, 12, 1), False), (date(2026, 12, 2), True)]
)
def test_what_is_not_missed_presses_in_the_last_thirty_days(day, is_pressing):
    (one,) = due(VILLAGE, day, {VILLAGERS: day, REPS: date(2026, 9, 30)}, True)
    assert (one.since, one.is_missed) == (date(2026, 10, 1), False)
    assert one.is_pressing(day) is is_pressing


def test_nothing_was_missed_before_the_law_asked_for_it():
    (one,) = due(VILLAGE, DAY, {VILLAGERS: date(2019, 5, 1), REPS: DAY}, True)
    assert (one.since, one.is_missed) == (date(2026, 1, 1), False)


def test_without_a_record_only_the_running_period_counts():
    (one,) = due(VILLAGE, DAY, {VILLAGERS: DAY}, True)
    assert (one.since, one.last, one.is_missed) == (date(2026, 10, 1), None, False)
    assert "还没有开会记录" in one.sentence


@pytest.mark.parametrize(("present", "is_held"), [(19, False), (20, True)])
def test_a_meeting_without_its_quorum_was_not_held(present, is_held):
    assert was_held(VILLAGE.body(REPS), Mode.MEMBER, present, 30) is is_held


@pytest.mark.parametrize(
    ("pack", "kind", "words"),
    [
        (
            VILLAGE,
            VILLAGERS,
            "十分之一以上十八周岁以上村民或者三分之一以上村民代表提议的，"
            "应当召集村民会议（第二十五条第二款）。",
        ),
        (
            VILLAGE,
            REPS,
            "五分之一以上村民代表提议的，应当召集村民代表会议（第三十条第一款）。",
        ),
        (
            COMMUNITY,
            RESIDENTS,
            "十分之一以上十八周岁以上居民或者十分之一以上户代表或者三分之一以上居民代表提议的，"
            "应当召集居民会议（第二十六条第二款）。",
        ),
        (VILLAGE, MeetingKind.GROUP, ""),
    ],
)
def test_who_may_demand_a_meeting(pack, kind, words):
    assert demand(pack.body(kind)) == words
