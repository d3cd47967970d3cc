from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archives.rules.completeness import (
    assess,
    of_place,
    quarter_end,
    summary,
    text_matrix,
    urgent_gaps,
    urgent_sentence,
)
from archives.rules.requirements import (
    ArchiveCell,
    ArchiveCounts,
    ArchiveEvent,
    ArchivePiece,
    ArchiveRequirement,
    ArchiveState,
    Filed,
    Holding,
    Per,
    YearSpan,
)

TODAY = date(2026, 11, 23)
YEAR_END = date(2026, 12, 31)
POSTING = ArchiveRequirement("GKG", "posting", "村务公开记录", Per.QUARTER)
THEME = ArchiveRequirement("XHH", "theme", "主题活动记录", Per.YEAR, count=2)
MEETING = ArchiveRequirement("HYJ", "meeting", "会议记录", Per.EVENT)
GROUP = ArchiveRequirement("LDZ", "group", "工作小组文件", Per.TERM)
HONOUR = ArchiveRequirement("KPS", "honour", "命名文件", Per.CAMPAIGN)
FIELDS = ArchiveRequirement(
    "HYJ",
    "fields",
    "会议记录的项目",
    Per.METADATA,
    fields=(("present", "到会人数"), ("chair", "主持人")),
)
STAGES = (("DRAFT", "草稿"), ("CONSULTATION", "征求意见稿"), ("FINAL", "定稿"))
TEXTS = (("ZCH", "章程"), ("ZDU", "制度"), ("GYU", "公约"), ("XYS", "协议书"))
TWELVE = [
    ArchiveRequirement(code, stage.lower(), f"{text}{word}", Per.TEXT, stage=stage)
    for code, text in TEXTS
    for stage, word in STAGES
]


def filed(category, on, **more):
    return Filed(category, on.year, on, more.pop("filed_on", on), **more)


def one(requirement, records=(), events=(), *, today=TODAY, year=2026, **more):
    (cell,) = assess([requirement], records, events, year=year, today=today, **more)
    return cell


# --- what only the village can bring ---

SHOWN = replace(POSTING, holds=Holding.PHOTO)


@pytest.mark.parametrize(
    ("held", "have", "state"),
    [
        ([set(), set(), set()], 0, ArchiveState.PARTIAL),
        ([{Holding.PHOTO}, set(), {Holding.PHOTO}], 2, ArchiveState.PARTIAL),
        ([{Holding.SIGN_IN}, {Holding.PHOTO}, {Holding.PHOTO}], 2, ArchiveState.PARTIAL),
        ([{Holding.PHOTO}] * 3, 3, ArchiveState.PRESENT),
    ],
)
def test_a_record_counts_with_what_it_must_hold(held, have, state):
    records = [
        filed("GKG", date(2026, month, 10), held=frozenset(one), record=month)
        for month, one in zip((1, 6, 9), held, strict=True)
    ]
    cell = one(SHOWN, records)
    assert (cell.have, cell.state) == (have, state)
    bare = [month for month, one in zip((1, 6, 9), held, strict=True) if Holding.PHOTO not in one]
    assert [gap.record for gap in cell.gaps] == bare
    assert all("的照片" in gap.shown for gap in cell.gaps)


def test_one_whole_record_of_a_quarter_is_enough_and_none_at_all_is_a_record_lacking():
    bare, whole = (filed("GKG", date(2026, 2, day), record=day) for day in (1, 2))
    whole = whole._replace(held=frozenset({Holding.PHOTO}))
    assert one(SHOWN, [bare, whole], today=date(2026, 5, 1)).state == ArchiveState.PRESENT
    cell = one(SHOWN, [bare], today=date(2026, 7, 1))
    assert [gap.shown for gap in cell.gaps] == ["第一季度的照片", "第二季度"]


@pytest.mark.parametrize("per", [Per.YEAR, Per.TERM, Per.CAMPAIGN])
def test_numbers_of_records_count_whole_ones(per):
    asked = replace(THEME, per=per, holds=Holding.PHOTO)
    records = [filed("XHH", date(2026, 3, 1), record=7)] * 2
    cell = one(asked, records, today=date(2027, 1, 1))
    assert cell.have == 0 and cell.gaps[0].shown == "2件的照片"
    assert one(asked, records[:1], today=date(2027, 1, 1)).gaps[0].shown == "2件"


def test_an_event_counts_with_the_signed_sheet():
    asked = replace(MEETING, holds=Holding.SIGN_IN)
    event = ArchiveEvent("HYJ", "meeting:1", "村民会议", date(2026, 3, 1))
    record = filed("HYJ", date(2026, 3, 1), source="meeting:1", record=5)
    (gap,) = one(asked, [record], [event]).gaps
    assert (gap.shown, gap.record) == ("“村民会议”的签过名的签到册", 5)
    signed = record._replace(held=frozenset({Holding.SIGN_IN}))
    assert one(asked, [signed], [event]).state == ArchiveState.PRESENT
    elsewhere = record._replace(source="", title="老会议")
    assert one(asked, [elsewhere]).gaps[0].shown == "“老会议”的签过名的签到册"


# --- quarters ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("today", "state", "gaps"),
    [
        (date(2026, 3, 31), ArchiveState.NOT_DUE, []),
        (date(2026, 4, 1), ArchiveState.MISSING, ["第一季度"]),
        (date(2026, 6, 30), ArchiveState.MISSING, ["第一季度"]),
        (date(2026, 7, 1), ArchiveState.MISSING, ["第一季度", "第二季度"]),
        (date(2027, 1, 1), ArchiveState.MISSING, ["第一季度", "第二季度", "第三季度", "第四季度"]),
    ],
)
def test_a_quarter_counts_the_day_after_its_last(today, state, gaps):
    cell = one(POSTING, today=today)
    assert cell.state == state
    assert [gap.name for gap in cell.gaps] == gaps


def test_three_quarters_filed_in_november_are_complete_until_the_year_ends():
    records = [filed("GKG", date(2026, month, 10)) for month in (1, 6, 9)]
    cell = one(POSTING, records)
    assert (cell.state, cell.have, cell.need) == (ArchiveState.PRESENT, 3, 4)
    assert cell.sentence == "村务公开记录：还差第四季度，2026年12月31日到期。"
    late = one(POSTING, records, today=date(2027, 1, 1))
    assert late.state == ArchiveState.PARTIAL
    assert late.sentence == "村务公开记录：缺第四季度，2026年12月31日已到期。"


@pytest.mark.parametrize(
    ("today", "state"),
    [
        (date(2026, 2, 20), ArchiveState.NOT_DUE),
        (date(2026, 3, 31), ArchiveState.NOT_DUE),
        (date(2026, 4, 1), ArchiveState.PRESENT),
    ],
)
def test_what_is_there_early_is_complete_once_it_is_due(today, state):
    assert one(POSTING, [filed("GKG", date(2026, 2, 10))], today=today).state == state


@pytest.mark.parametrize(
    ("today", "state"),
    [(date(2026, 6, 30), ArchiveState.MISSING), (date(2026, 7, 1), ArchiveState.PARTIAL)],
)
def test_a_quarter_that_is_not_over_does_not_soften_a_gap(today, state):
    """Nothing for the first quarter, something for the second."""
    assert one(POSTING, [filed("GKG", date(2026, 5, 8))], today=today).state == state


@pytest.mark.parametrize(
    ("counts", "share"), [((4, 2, 4, 9), 40), ((2, 0, 1, 0), 66), ((0, 0, 0, 3), None)]
)
def test_a_share_is_of_what_is_due_and_rounded_down(counts, share):
    assert ArchiveCounts(*counts).share == share


def test_two_records_in_one_quarter_do_not_fill_another():
    cell = one(POSTING, [filed("GKG", date(2026, 1, 5)), filed("GKG", date(2026, 2, 5))])
    assert [gap.name for gap in cell.gaps] == ["第二季度", "第三季度"]
    assert cell.state == ArchiveState.PARTIAL


@pytest.mark.parametrize("month", range(1, 13))
def test_every_month_belongs_to_its_quarter(month):
    cell = one(POSTING, [filed("GKG", date(2026, month, 1))])
    quarter = ("第一季度", "第二季度", "第三季度", "第四季度")[(month - 1) // 3]
    assert [piece.name for piece in cell.pieces if piece.have] == [quarter]


@pytest.mark.parametrize(
    ("first", "last", "names"),
    [
        (date(2026, 3, 31), date(2030, 12, 31), ["第一季度", "第二季度", "第三季度", "第四季度"]),
        (date(2026, 4, 1), date(2030, 12, 31), ["第二季度", "第三季度", "第四季度"]),
        (date(2022, 1, 1), date(2026, 3, 31), ["第一季度"]),
        (date(2022, 1, 1), date(2026, 4, 1), ["第一季度", "第二季度"]),
        (date(2022, 1, 1), date(2026, 1, 1), ["第一季度"]),
    ],
)
def test_a_quarter_is_asked_for_if_one_day_of_it_lies_in_the_campaign(first, last, names):
    cell = one(POSTING, campaign=YearSpan(first, last))
    assert [piece.name for piece in cell.pieces] == names


def test_records_of_another_category_or_year_do_not_count():
    cell = one(POSTING, [filed("XCH", date(2026, 1, 5)), filed("GKG", date(2025, 1, 5))])
    assert cell.state == ArchiveState.MISSING


def test_a_campaign_that_begins_in_august_asks_nothing_of_the_first_half_year():
    campaign = YearSpan(date(2026, 8, 15), date(2030, 12, 31))
    cell = one(POSTING, campaign=campaign)
    assert [piece.name for piece in cell.pieces] == ["第三季度", "第四季度"]


def test_a_campaign_that_ends_in_may_asks_for_the_second_quarter_by_its_end():
    cell = one(POSTING, campaign=YearSpan(date(2022, 1, 1), date(2026, 5, 20)))
    assert [(piece.name, piece.due_on) for piece in cell.pieces] == [
        ("第一季度", date(2026, 3, 31)),
        ("第二季度", date(2026, 5, 20)),
    ]


@pytest.mark.parametrize("year", [2021, 2027])
def test_a_year_outside_the_campaign_asks_nothing(year):
    campaign = YearSpan(date(2022, 1, 1), date(2026, 12, 31))
    cell = one(POSTING, year=year, today=date(2030, 1, 1), campaign=campaign)
    assert (cell.state, cell.sentence) == (ArchiveState.NOT_DUE, "村务公开记录：不在创建期内。")


# --- years, events, terms ------------------------------------------------------------------------


def test_a_yearly_count_is_due_after_the_last_day_of_the_year():
    records = [filed("XHH", date(2026, 5, 29))]
    assert one(THEME, records, today=YEAR_END).state == ArchiveState.NOT_DUE
    assert one(THEME, records, today=YEAR_END).sentence == (
        "主题活动记录：还差1件，2026年12月31日到期。"
    )
    late = one(THEME, records, today=YEAR_END + timedelta(days=1))
    assert late.state == ArchiveState.PARTIAL
    assert one(THEME, records * 2).state == ArchiveState.PRESENT
    assert one(THEME, records * 2).sentence == "主题活动记录：齐全。"


def test_a_record_filed_for_one_requirement_does_not_serve_its_sister():
    own = ArchiveRequirement("KPS", "self_evaluation", "自评表", Per.YEAR)
    town = ArchiveRequirement("KPS", "evaluation", "镇考评表", Per.YEAR)
    record = filed("KPS", date(2026, 11, 1), keys=frozenset({"self_evaluation"}))
    assert [cell.have for cell in assess([own, town], [record], [], year=2026, today=TODAY)] == [
        1,
        0,
    ]


def test_each_meeting_needs_its_own_record_after_ten_days():
    events = [
        ArchiveEvent("HYJ", "meeting:1", "一季度会", date(2026, 3, 1)),
        ArchiveEvent("HYJ", "meeting:2", "十一月会", date(2026, 11, 13)),
        ArchiveEvent("BJL", "vote:1", "表决", date(2026, 3, 1)),
        ArchiveEvent("HYJ", "meeting:0", "去年会", date(2025, 3, 1)),
    ]
    record = filed("HYJ", date(2026, 3, 1), source="meeting:1")
    assert one(MEETING, [record], events).state == ArchiveState.PRESENT
    assert one(MEETING, [record], events, today=date(2026, 11, 24)).state == ArchiveState.PARTIAL
    cell = one(MEETING, [], events)
    assert cell.sentence == "会议记录：缺“一季度会”，2026年3月11日已到期。"


@pytest.mark.parametrize(
    ("on", "count"),
    [
        (date(2025, 12, 31), 0),
        (date(2026, 1, 1), 1),
        (date(2026, 12, 31), 1),
        (date(2027, 1, 1), 0),
    ],
)
def test_facts_and_records_of_the_year_count_from_its_first_day_to_its_last(on, count):
    assert len(one(MEETING, [], [ArchiveEvent("HYJ", "meeting:1", "会", on)]).pieces) == count
    assert len(one(MEETING, [filed("HYJ", on, title="院坝会")]).pieces) == count


def test_a_fact_with_its_record_is_one_piece():
    event = ArchiveEvent("HYJ", "meeting:1", "一季度会", date(2026, 3, 1))
    record = filed("HYJ", date(2026, 3, 1), source="meeting:1")
    cell = one(MEETING, [record], [event])
    assert (cell.have, cell.need) == (1, 1)


def test_without_events_there_is_nothing_to_file():
    cell = one(MEETING)
    assert (cell.state, cell.due_on) == (ArchiveState.NOT_DUE, None)
    assert cell.sentence == "会议记录：目前没有需要归档的事项。"


def test_a_record_of_a_fact_kept_elsewhere_shows_as_present():
    cell = one(MEETING, [filed("HYJ", date(2026, 3, 1), title="院坝会")])
    assert (cell.state, cell.have) == (ArchiveState.PRESENT, 1)


def test_what_is_filed_once_a_term_holds_until_the_term_ends():
    record = filed("LDZ", date(2024, 5, 1))
    term = YearSpan(date(2024, 3, 1), date(2029, 2, 28))
    assert one(GROUP, [record], term=term).state == ArchiveState.PRESENT
    assert one(GROUP, [], term=term).due_on == date(2024, 12, 31)
    before = filed("LDZ", date(2023, 5, 1))
    assert one(GROUP, [before], term=term).state == ArchiveState.MISSING
    assert one(GROUP, [before]).state == ArchiveState.PRESENT


@pytest.mark.parametrize(
    ("on", "have"),
    [
        (date(2024, 2, 29), 0),
        (date(2024, 3, 1), 1),
        (date(2026, 12, 31), 1),
        (date(2027, 1, 1), 0),
    ],
)
def test_a_term_counts_from_its_first_day_to_the_end_of_the_year_asked_for(on, have):
    term = YearSpan(date(2024, 3, 1), date(2029, 2, 28))
    assert one(GROUP, [filed("LDZ", on)], term=term).have == have


def test_what_is_asked_once_a_campaign_is_due_at_its_end():
    campaign = YearSpan(date(2022, 1, 1), date(2026, 12, 31))
    assert one(HONOUR, campaign=campaign).state == ArchiveState.NOT_DUE
    assert one(HONOUR, campaign=campaign, today=date(2027, 1, 1)).state == ArchiveState.MISSING


def test_a_record_with_empty_fields_is_named_with_what_it_lacks():
    whole = filed("HYJ", date(2026, 3, 1), title="一季度会", filled=frozenset({"present", "chair"}))
    half = filed("HYJ", date(2026, 6, 1), title="二季度会", filled=frozenset({"present"}))
    cell = one(FIELDS, [whole, half])
    assert (cell.state, cell.have, cell.need) == (ArchiveState.PARTIAL, 1, 2)
    assert cell.sentence == "会议记录的项目：缺“二季度会”的主持人，2026年6月1日已到期。"


# --- twelve cells --------------------------------------------------------------------------------


def test_four_texts_in_three_stages_are_twelve_cells():
    charter = filed("ZCH", date(2025, 4, 1), stages=frozenset({"DRAFT", "CONSULTATION", "FINAL"}))
    rules = filed("ZDU", date(2026, 4, 1), stages=frozenset({"DRAFT"}))
    campaign = YearSpan(date(2025, 1, 1), date(2029, 12, 31))
    cells = assess(TWELVE, [charter, rules], [], year=2026, today=TODAY, campaign=campaign)
    rows = text_matrix([*cells, one(POSTING)])
    assert [row.category for row in rows] == ["ZCH", "ZDU", "GYU", "XYS"]
    assert [[cell.state for cell in row.cells] for row in rows] == [
        [ArchiveState.PRESENT] * 3,
        [ArchiveState.PRESENT, ArchiveState.MISSING, ArchiveState.MISSING],
        [ArchiveState.MISSING] * 3,
        [ArchiveState.MISSING] * 3,
    ]
    counts = summary(cells)
    assert (counts.present, counts.missing, counts.partial, counts.not_due) == (4, 8, 0, 0)
    assert counts.share == 33


def test_in_the_first_year_of_a_campaign_texts_are_not_due():
    campaign = YearSpan(date(2026, 1, 1), date(2030, 12, 31))
    cells = assess(TWELVE, [], [], year=2026, today=YEAR_END, campaign=campaign)
    assert {cell.state for cell in cells} == {ArchiveState.NOT_DUE}
    assert summary(cells).share is None


def test_a_text_counts_once_from_the_year_it_is_filed():
    draft = filed("ZCH", date(2026, 12, 31), stages=frozenset({"DRAFT"}))
    assert one(TWELVE[0], [draft]).have == 1


def test_a_text_adopted_after_the_year_does_not_fill_it():
    later = filed("ZCH", date(2027, 1, 5), stages=frozenset({"DRAFT"}))
    assert one(TWELVE[0], [later], today=date(2027, 2, 1)).state == ArchiveState.MISSING


def test_states_have_words():
    assert [state.label for state in ArchiveState] == ["齐全", "部分", "缺", "未到期"]


# --- what to do first ----------------------------------------------------------------------------


def test_the_three_most_urgent_gaps_are_the_longest_overdue_one_a_category():
    events = [
        ArchiveEvent("HYJ", "meeting:1", "三月会", date(2026, 3, 1)),
        ArchiveEvent("HYJ", "meeting:2", "四月会", date(2026, 4, 1)),
    ]
    cells = assess(
        [THEME, POSTING, MEETING, *TWELVE],
        [],
        events,
        year=2026,
        today=TODAY,
        campaign=YearSpan(date(2025, 1, 1), date(2029, 12, 31)),
    )
    assert [cell.requirement.category for cell in urgent_gaps(cells)] == ["ZCH", "ZDU", "GYU"]
    assert urgent_sentence(cells).startswith(
        "最急的3项：章程草稿缺1件；制度草稿缺1件；公约草稿缺1件"
    )
    few = [cell for cell in cells if cell.requirement.per != Per.TEXT]
    assert urgent_sentence(few) == (
        "最急的2项：会议记录缺“三月会”、“四月会”；村务公开记录缺第一季度、第二季度、第三季度。"
    )
    assert urgent_sentence(few[1:2]) == "最急的是村务公开记录缺第一季度、第二季度、第三季度。"


def test_of_two_due_the_same_day_what_is_wholly_missing_comes_first():
    other = ArchiveRequirement("XCH", "talks", "宣传记录", Per.YEAR)
    records = [filed("XHH", date(2026, 5, 1))]
    cells = assess([THEME, other], records, [], year=2026, today=date(2027, 1, 1))
    assert [cell.state for cell in cells] == [ArchiveState.PARTIAL, ArchiveState.MISSING]
    assert [cell.requirement for cell in urgent_gaps(cells)] == [other, THEME]


def test_nothing_overdue_names_what_comes_next_and_nothing_at_all_says_so():
    assert urgent_sentence([one(THEME)]) == (
        "已到期的都齐了，下一项是主题活动记录（2026年12月31日到期）。"
    )
    assert urgent_sentence([one(MEETING)]) == "还没有要归档的内容。"
    assert urgent_sentence([]) == "还没有要归档的内容。"
    theme = one(THEME, [filed("XHH", date(2026, 5, 1))] * 4, today=date(2027, 1, 1))
    assert urgent_sentence([theme]) == "应归档的都齐了。"


def test_a_long_list_of_gaps_is_counted():
    events = [ArchiveEvent("HYJ", f"meeting:{n}", f"会{n}", date(2026, 3, n)) for n in range(1, 6)]
    assert one(MEETING, (), events).sentence == (
        "会议记录：缺“会1”、“会2”、“会3”等5项，2026年3月11日已到期。"
    )


# --- whatever the facts --------------------------------------------------------------------------

days = st.dates(date(2025, 1, 1), date(2027, 12, 31))
requirements = st.sampled_from([POSTING, THEME, MEETING, GROUP, HONOUR, FIELDS, *TWELVE])
records = st.builds(
    filed,
    st.sampled_from(["GKG", "XHH", "HYJ", "LDZ", "KPS", "ZCH", "ZDU"]),
    days,
    stages=st.frozensets(st.sampled_from(["DRAFT", "CONSULTATION", "FINAL"])),
    filled=st.frozensets(st.sampled_from(["present", "chair"])),
)


@given(requirements, st.lists(records, max_size=8), days)
def test_state_and_pieces_agree(requirement, given_records, today):
    cell: ArchiveCell = one(requirement, given_records, today=today)
    has_gaps = any(not piece.is_met and today > piece.due_on for piece in cell.pieces)
    assert (cell.state in (ArchiveState.MISSING, ArchiveState.PARTIAL)) == has_gaps
    assert not (cell.gaps and cell.state == ArchiveState.NOT_DUE)
    assert cell.sentence.startswith(requirement.name)


@given(
    st.sampled_from([POSTING, THEME, GROUP, *TWELVE]), st.lists(records, max_size=6), records, days
)
def test_one_more_record_never_opens_a_gap(requirement, given_records, more, today):
    before = one(requirement, given_records, today=today)
    after = one(requirement, [*given_records, more], today=today)
    assert len(after.gaps) <= len(before.gaps)


@given(requirements, st.lists(records, max_size=8), days, st.integers(0, 400))
def test_time_alone_never_closes_a_gap(requirement, given_records, today, later):
    before = one(requirement, given_records, today=today)
    after = one(requirement, given_records, today=today + timedelta(days=later))
    assert set(before.gaps) <= set(after.gaps)


@given(st.integers(1, 4), st.integers(2000, 2100))
def test_the_day_after_a_quarter_begins_another(quarter, year):
    following = quarter_end(year, quarter) + timedelta(days=1)
    assert (following.day, following.month % 3) == (1, 1)


def test_what_comes_next_is_the_earliest_of_what_waits():
    def waiting(name, days):
        asked = ArchiveRequirement(name, name, name, Per.YEAR)
        due = date(2026, 7, 1) + timedelta(days=days)
        return ArchiveCell(asked, (ArchivePiece("", 0, 1, due),), date(2026, 7, 1))

    done = ArchiveCell(ArchiveRequirement("甲", "甲", "甲", Per.YEAR), (), date(2026, 7, 1))
    told = urgent_sentence([waiting("乙", 30), done, waiting("丙", 9), waiting("丁", 20)])
    assert told == "已到期的都齐了，下一项是丙（2026年7月10日到期）。"


@pytest.mark.parametrize(
    ("months", "per"), [(None, Per.YEAR), (1, Per.QUARTER), (3, Per.QUARTER), (6, Per.YEAR)]
)
def test_publicity_is_asked_as_often_as_the_law_of_the_place_says(months, per):
    asked = replace(POSTING, per=Per.PUBLICITY)
    assert of_place([asked, THEME], months) == [replace(POSTING, per=per), THEME]
