"""Who belongs to a meeting of representatives on its day, and as what."""

import pytest

from tests.villages import way
from tests.villages.rosters import in_post, person, representative
from villages.models import Attendance
from villages.queries.roll import Entitled, entitled

Capacity = Attendance.Capacity


@pytest.fixture
def meeting(village, cadre):
    """Held five days ago."""
    return way.meeting(village, cadre, kind="village_reps")


def names(meeting):
    return [one.person.name for one in entitled(meeting)]


def test_representatives_and_the_committee_belong_and_who_is_both_counts_once(meeting, village):
    first, both = representative(village, 1), representative(village, 2)
    member = person(village, "委员甲")
    for one in (both, member):
        in_post(village, "committee", "committee_member", one)
    found = {one.person: one.capacity for one in entitled(meeting)}
    assert found == {
        first: Capacity.REPRESENTATIVE,
        both: Capacity.BOTH,
        member: Capacity.COMMITTEE,
    }


def test_two_posts_in_the_committee_make_nobody_a_representative(meeting, village):
    representative(village, 1)
    member = person(village, "委员甲")
    in_post(village, "committee", "director", member)
    in_post(village, "committee", "committee_member", member)
    found = {one.person: one.capacity for one in entitled(meeting)}
    assert found[member] == Capacity.COMMITTEE


def test_both_ends_of_a_term_belong_to_it(meeting, village):
    day = way.days_ago(5)
    representative(village, 1, until=day)
    representative(village, 2, until=way.days_ago(6))
    representative(village, 3, since=day)
    representative(village, 4, since=way.days_ago(4))
    in_post(village, "committee", "director", person(village, "主任甲"), until=day)
    in_post(village, "committee", "director", person(village, "主任乙"), until=way.days_ago(6))
    assert names(meeting) == ["主任甲", "代表01", "代表03"]


def test_other_bodies_and_other_villages_do_not_belong(meeting, village, other_village):
    representative(village, 1)
    in_post(village, "association", "president", person(village, "会长甲"))
    representative(other_village, 2)
    in_post(other_village, "committee", "director", person(other_village, "主任乙"))
    assert names(meeting) == ["代表01"]


def test_they_come_by_group_and_name_those_without_a_group_first(meeting, village):
    representative(village, 2)
    representative(village, 1)
    third = village.groups.last()
    early = representative(village, 0)
    early.group = third
    early.save()
    in_post(village, "committee", "director", person(village, "主任甲"))
    assert names(meeting) == ["主任甲", "代表01", "代表02", "代表00"]


def test_without_representatives_there_is_no_roll(meeting, village):
    in_post(village, "committee", "director", person(village, "主任甲"))
    assert entitled(meeting) == []


def test_a_meeting_of_everybody_has_no_roll(village, cadre):
    representative(village, 1)
    assert entitled(way.meeting(village, cadre)) == []


@pytest.mark.parametrize(
    ("capacity", "is_representative"),
    [(Capacity.REPRESENTATIVE, True), (Capacity.BOTH, True), (Capacity.COMMITTEE, False)],
)
def test_who_speaks_for_households(village, capacity, is_representative):
    woman, man = person(village, gender="woman"), person(village, "李四")
    assert Entitled(woman, capacity).is_representative is is_representative
    assert Entitled(woman, capacity).is_woman and not Entitled(man, capacity).is_woman


def test_who_has_no_group_comes_before_a_group_of_order_one(meeting, village):
    village.groups.filter(name="一组").update(order=1)
    representative(village, 0)
    in_post(village, "committee", "director", person(village, "书记"))
    assert names(meeting) == ["书记", "代表00"]
