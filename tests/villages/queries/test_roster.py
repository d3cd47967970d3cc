"""How long a representative's term runs, and what contradicts itself in a row of a roster."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.villages.rosters import in_post, person, representative
from villages.models import AssociationMember, Candidate, Representative, Selection
from villages.queries.roster import (
    KnownSeats,
    is_unused,
    overlap,
    seat_faults,
    usual_end,
    usual_start,
)

JANUARY, JUNE, NEXT = date(2026, 1, 1), date(2026, 6, 1), date(2027, 1, 1)
TODAY = date(2026, 7, 1)
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("since", "end"),
    [
        (date(2026, 3, 1), date(2031, 2, 28)),
        (date(2024, 2, 29), date(2029, 2, 27)),
        (date(2012, 3, 1), date(2015, 2, 28)),
    ],
)
def test_a_term_lasts_as_long_as_a_committee_s_by_the_law_of_its_day(village, since, end):
    assert usual_end(village, since) == end


def test_a_term_begins_with_the_first_of_the_serving_committee(village, other_village):
    assert usual_start(village, TODAY) == TODAY
    in_post(village, "committee", "director", person(village), since=date(2020, 1, 1), until=JUNE)
    in_post(village, "association", "president", person(village), since=date(2019, 1, 1))
    in_post(other_village, "committee", "director", person(other_village), since=date(2018, 1, 1))
    assert usual_start(village, TODAY) == TODAY
    for since in (JUNE, JANUARY):
        in_post(village, "committee", "committee_member", person(village), since=since)
    assert usual_start(village, TODAY) == JANUARY


def seat(village, who, since=JANUARY, until=None, **more):
    return Representative(village=village, person=who, since=since, until=until, **more)


def test_a_sound_row_has_no_fault(village):
    row = seat(village, person(village), until=JANUARY, group=village.groups.first())
    assert list(seat_faults(row)) == []


def test_the_end_is_not_before_the_beginning(village):
    assert list(seat_faults(seat(village, person(village), until=JANUARY - DAY))) == [
        "结束日期不能早于开始日期。"
    ]


def test_a_remark_tells_nothing_of_births_or_health(village):
    (told,) = seat_faults(seat(village, person(village), note="三组组长，已结扎"))
    assert told == "备注里的“结扎”属于生育、健康情况，本系统不登记，请删去这几个字。"
    assert not list(seat_faults(seat(village, person(village), note="残疾人联络员")))


def test_person_and_group_are_the_village_s_own(village, other_village):
    row = seat(village, person(other_village), group=other_village.groups.first())
    assert list(seat_faults(row)) == ["张三不是万顺村登记的人员。", "一组不是万顺村的小组。"]


@pytest.mark.parametrize(
    ("since", "until", "is_free"),
    [
        (NEXT, None, False),
        (JUNE, None, False),
        (JUNE + DAY, None, True),
        (date(2025, 1, 1), JANUARY, False),
        (date(2025, 1, 1), JANUARY - DAY, True),
        (date(2025, 1, 1), None, False),
    ],
)
def test_two_terms_of_one_person_do_not_overlap(village, since, until, is_free):
    who = person(village)
    seat(village, who, until=None if since == NEXT else JUNE).save()
    faults = list(seat_faults(seat(village, who, since, until)))
    assert faults == ([] if is_free else ["张三在这段时间里已经登记为村（居）民代表。"])


def test_a_row_does_not_overlap_itself_nor_the_other_roster(village):
    who = person(village)
    row = seat(village, who)
    row.save()
    assert list(seat_faults(row)) == []
    assert list(seat_faults(AssociationMember(village=village, person=who, since=JANUARY))) == []


def test_a_person_is_unused_until_something_refers_to_them(village):
    stranger = person(village)
    assert is_unused(stranger)
    assert not is_unused(representative(village, 1))
    member, holder, stood = (person(village, name) for name in ("会员", "主任", "候选人"))
    AssociationMember.objects.create(village=village, person=member, since=JANUARY)
    term = in_post(village, "committee", "director", holder)
    selection = Selection.objects.create(
        body=term.body, held_on=JANUARY, way="secret", total=9, present=9
    )
    Candidate.objects.create(selection=selection, person=stood, post="director")
    assert not any(is_unused(one) for one in (member, holder, stood))
    assert is_unused(stranger)


DAYS = st.integers(0, 12).map(lambda days: JANUARY + days * DAY)
TERMS = st.builds(
    lambda since, until: Representative(since=since, until=until), DAYS, DAYS | st.none()
)


@given(TERMS, TERMS)
def test_two_rows_overlap_where_one_day_lies_in_both(one, other):
    days = [JANUARY + n * DAY for n in range(14)]

    def has(row, day):
        return row.since <= day and (row.until is None or day <= row.until)

    valid = all(row.until is None or row.since <= row.until for row in (one, other))
    if valid:
        assert overlap(one, other) == any(has(one, day) and has(other, day) for day in days)
    assert overlap(one, other) == overlap(other, one)


def test_known_seats_answers_as_the_tables_do(village, other_village):
    first, second = village.groups.all()[:2]
    one = seat(village, person(village, group=first), group=first)
    two = seat(village, person(village, group=second), until=JUNE, group=second)
    for row in (one, two, seat(other_village, person(other_village))):
        row.save()
    known = KnownSeats(village, Representative)
    assert {row.group for row in known.people("张三", None)} == {first, second}
    assert [row.group for row in known.people("张三", second)] == [second]
    assert known.serving("张三", first, TODAY) == [one] == known.serving("张三", None, TODAY)
    assert known.serving("张三", second, TODAY) == [] == known.people("李四", None)
    assert len(known.serving("张三", None, JUNE)) == 2


def test_known_seats_takes_up_what_a_sheet_brings(village):
    known = KnownSeats(village, Representative)
    new = seat(village, person(village, "李四"))
    known.add(new)
    known.add(new)
    again = seat(village, new.person, since=JUNE)
    assert known.others(again) == [new] and known.others(new) == []
    assert known.people("李四", None) == [new.person]
    assert list(seat_faults(again, known.others(again))) == [
        "李四在这段时间里已经登记为村（居）民代表。"
    ]


@pytest.mark.parametrize(
    ("born", "since", "told"),
    [
        ("2008-06", date(2026, 5, 31), True),
        ("2008-06", date(2026, 6, 1), False),
        ("2008-05", date(2026, 6, 1), False),
        ("2008-07", date(2026, 6, 30), True),
        ("", date(2026, 6, 1), False),
    ],
)
def test_a_representative_is_eighteen_on_the_first_day(village, born, since, told):
    """Only the month is kept: who turns eighteen in it passes."""
    one = Representative(village=village, person=person(village), since=since)
    one.person.birth_month = born
    assert any("不满18周岁" in sentence for sentence in seat_faults(one, [])) is told
    member = AssociationMember(village=village, person=one.person, since=since)
    assert not any("18周岁" in sentence for sentence in seat_faults(member, []))
