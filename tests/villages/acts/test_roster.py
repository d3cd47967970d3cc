"""Taking people onto a roster and off it; what a person may have erased."""

from datetime import date, timedelta

import pytest

from tests.villages.rosters import in_post, person
from township.history.models import Entry
from township.workflow import Refused
from villages.acts.roster import (
    end_seat,
    enter_seat,
    enter_seats,
    erase_person,
    forget_person,
    remove_seat,
)
from villages.models import AssociationMember, Person, Representative

JANUARY, JUNE = date(2026, 1, 1), date(2026, 6, 1)
DAY = timedelta(days=1)


def row(village, who=None, since=JANUARY, **more):
    return Representative(village=village, person=who, since=since, **more)


@pytest.fixture
def seat(village, cadre):
    return enter_seat(row(village, person(village)), by=cadre)


def summaries():
    return [entry.summary for entry in Entry.objects.order_by("number")]


def test_a_new_person_is_kept_with_the_row(village, cadre):
    new = Person(village=village, name="张三", gender="man", phone="13800001234")
    seat = enter_seat(row(village), by=cadre, person=new)
    assert Representative.objects.get().person == Person.objects.get() == seat.person
    assert summaries() == ["登记村（居）民代表：张三"]


def test_a_row_that_is_there_is_changed(seat, cadre):
    seat.households = 12
    enter_seat(seat, by=cadre)
    assert Representative.objects.get().households == 12
    assert summaries()[-1] == "修改村（居）民代表：张三"


def test_many_rows_are_written_as_one_is(seat, village, cadre):
    seat.households, seat.person.name = 7, "张三丰"
    new = Person(village=village, name="李四", gender="woman", phone="13800001234")
    enter_seats([seat, row(village, new)], by=cadre)
    known, other = Representative.objects.order_by("pk")
    assert (known.households, known.person.name) == (7, "张三丰")
    assert (other.person.name, other.person.phone) == ("李四", "13800001234")
    assert summaries()[1:] == ["登记村（居）民代表：李四", "修改村（居）民代表：张三丰"]


def test_many_rows_cost_as_many_queries_as_a_few(village, cadre, django_assert_max_num_queries):
    rows = [row(village, Person(village=village, name=f"张{n}", gender="man")) for n in range(400)]
    with django_assert_max_num_queries(30):
        enter_seats(rows, by=cadre)
    assert Representative.objects.count() == Person.objects.count() == 400


def test_a_village_that_is_no_more_takes_no_row(village, cadre):
    village.closed_on = JANUARY
    new = Person(village=village, name="李四", gender="woman")
    with pytest.raises(Refused, match="撤并"):
        enter_seats([row(village, new)], by=cadre)
    assert not Person.objects.exists() and not summaries()


def test_a_refused_row_leaves_no_person(village, cadre):
    new = Person(village=village, name="张三", gender="man")
    with pytest.raises(Refused, match="结束日期不能早于开始日期"):
        enter_seat(row(village, until=JANUARY - DAY), by=cadre, person=new)
    assert not Person.objects.exists() and not summaries()


def test_terms_of_one_person_do_not_overlap(seat, village, cadre):
    end_seat(seat, on=JUNE, by=cadre)
    with pytest.raises(Refused, match="已经登记为"):
        enter_seat(row(village, seat.person, JUNE), by=cadre)
    enter_seat(row(village, seat.person, JUNE + DAY), by=cadre)


@pytest.mark.parametrize(
    ("reason", "told"),
    [("", "张三不再是村（居）民代表"), ("外出", "张三不再是村（居）民代表（理由：外出）")],
)
def test_a_row_ends_on_its_last_day(seat, cadre, reason, told):
    end_seat(seat, on=JUNE, by=cadre, reason=reason)
    ended = Representative.objects.get()
    assert (ended.until, ended.version) == (JUNE, 1)
    assert summaries()[-1] == told


def test_a_row_may_end_on_its_first_day_and_not_before(seat, cadre):
    with pytest.raises(Refused, match="结束日期不能早于开始日期"):
        end_seat(seat, on=JANUARY - DAY, by=cadre)
    assert end_seat(seat, on=JANUARY, by=cadre).until == JANUARY


def test_a_mistake_goes_with_a_person_whom_nothing_else_needs(seat, cadre):
    remove_seat(seat, by=cadre, reason="登记错了")
    assert not Representative.objects.exists() and not Person.objects.exists()
    assert summaries()[1:] == [
        "删去误登的村（居）民代表：张三（登记错了）",
        "删除人员信息：张三",
    ]


def test_a_mistake_leaves_a_person_who_is_needed(seat, village, cadre):
    in_post(village, "committee", "director", seat.person)
    remove_seat(seat, by=cadre, reason="登记错了")
    assert Person.objects.get() and not Representative.objects.exists()
    assert summaries()[-1].startswith("删去误登的")


def test_a_person_is_forgotten_only_when_unused(seat, village, cadre):
    assert forget_person(seat.person, by=cadre) is False
    stranger = person(village, "李四")
    assert forget_person(stranger, by=cadre) is True
    assert [one.name for one in Person.objects.all()] == ["张三"]


def test_on_request_a_person_without_rows_is_gone(village, cadre):
    assert erase_person(person(village), by=cadre, reason="本人要求") is True
    assert not Person.objects.exists()
    assert summaries()[0] == "清除个人信息：张三（理由：本人要求）"


def test_on_request_only_the_name_stays_of_who_held_a_post(village, cadre):
    given = {"birth_month": "1975-03", "political": "party", "education": "junior"}
    who = person(village, phone="13800001234", **given)
    AssociationMember.objects.create(village=village, person=who, since=JANUARY)
    assert erase_person(who, by=cadre, reason="本人要求") is False
    kept = Person.objects.get()
    assert (kept.name, kept.gender, kept.version) == ("张三", "man", 1)
    assert (kept.birth_month, kept.political, kept.education, kept.phone) == ("", "", "", "")
    assert summaries() == ["清除个人信息：张三（理由：本人要求）"]
