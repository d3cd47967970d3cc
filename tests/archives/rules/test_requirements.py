"""What a cell of the shelf says: there, partly there, missing, or not yet due; and since when."""

from datetime import date, timedelta

import pytest

from archives.rules.requirements import (
    ArchiveCell,
    ArchiveCounts,
    ArchivePiece,
    ArchiveRequirement,
    ArchiveState,
    Per,
    listed,
)

TODAY = date(2026, 7, 1)
PAST, COMING = TODAY - timedelta(days=1), TODAY + timedelta(days=30)
ASKED = ArchiveRequirement("GKG", "quarter", "季度村务公开", Per.QUARTER)


def cell(*pieces, **more):
    return ArchiveCell(ASKED, pieces, TODAY, **more)


def piece(have=0, need=1, due=PAST, name="第一季度"):
    return ArchivePiece(name, have, need, due)


@pytest.mark.parametrize(
    ("pieces", "state"),
    [
        ([piece()], ArchiveState.MISSING),
        ([piece(1)], ArchiveState.PRESENT),
        ([piece(1), piece()], ArchiveState.PARTIAL),
        ([piece(1, 2)], ArchiveState.PARTIAL),
        ([piece(due=COMING)], ArchiveState.NOT_DUE),
        ([piece(1), piece(due=COMING)], ArchiveState.PRESENT),
        ([piece(1, due=COMING), piece(due=COMING)], ArchiveState.NOT_DUE),
        ([piece(1, due=COMING)], ArchiveState.PRESENT),
        ([piece(), piece(1, due=COMING)], ArchiveState.MISSING),
        ([], ArchiveState.NOT_DUE),
    ],
)
def test_the_state_of_a_cell(pieces, state):
    assert cell(*pieces).state == state


def test_the_day_itself_is_in_time():
    today = cell(piece(due=TODAY))
    assert (today.gaps, len(today.waiting), today.state) == ((), 1, ArchiveState.NOT_DUE)
    late = cell(piece(due=PAST))
    assert (len(late.gaps), late.waiting) == (1, ())


def test_have_and_need_are_summed():
    one = cell(piece(1, 2), piece(3, 3))
    assert (one.have, one.need) == (4, 5)


def test_a_piece_is_met_from_its_number_on():
    assert [piece(n, 2).is_met for n in (1, 2, 3)] == [False, True, True]


def test_the_day_that_counts_is_the_oldest_gap_else_the_next_to_come():
    older = PAST - timedelta(days=90)
    assert cell(piece(), piece(due=older), piece(due=COMING)).due_on == older
    later = COMING + timedelta(days=9)
    assert cell(piece(1), piece(due=later), piece(due=COMING)).due_on == COMING
    assert cell(piece(1)).due_on is None


@pytest.mark.parametrize(
    ("one", "sentence"),
    [
        (cell(piece()), "季度村务公开：缺第一季度，2026年6月30日已到期。"),
        (cell(piece(due=COMING)), "季度村务公开：还差第一季度，2026年7月31日到期。"),
        (cell(piece(1)), "季度村务公开：齐全。"),
        (cell(), "季度村务公开：目前没有需要归档的事项。"),
        (cell(is_outside=True), "季度村务公开：不在创建期内。"),
        (cell(piece(1, 3, name="")), "季度村务公开：缺2件，2026年6月30日已到期。"),
    ],
)
def test_a_cell_says_it_in_a_sentence(one, sentence):
    assert one.sentence == sentence


def test_long_lists_are_cut():
    names = [piece(name=f"第{n}季度") for n in "一二三四"]
    assert listed(names[:3]) == "第一季度、第二季度、第三季度"
    assert listed(names) == "第一季度、第二季度、第三季度等4项"
    assert listed([piece(name=""), piece(name="会")], most=2) == "1件、会"


@pytest.mark.parametrize(
    ("counts", "share"),
    [
        (ArchiveCounts(1, 1, 1, 9), 33),
        (ArchiveCounts(2, 0, 1, 0), 66),
        (ArchiveCounts(3, 0, 0, 0), 100),
        (ArchiveCounts(0, 1, 0, 0), 0),
        (ArchiveCounts(0, 0, 0, 5), None),
    ],
)
def test_the_share_is_of_what_is_due_rounded_down(counts, share):
    assert counts.share == share


def test_states_have_words():
    assert [state.label for state in ArchiveState] == ["齐全", "部分", "缺", "未到期"]


def test_what_was_due_yesterday_has_some_only_of_what_was_due():
    """A piece whose day is today does not make a shelf with a gap partly there."""
    assert cell(piece(), piece(1, due=TODAY)).state == ArchiveState.MISSING
    assert cell(piece(1, due=TODAY), piece(due=COMING)).state == ArchiveState.NOT_DUE
