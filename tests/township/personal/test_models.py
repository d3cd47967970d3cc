"""A number is open in one township until it is taken back, and the history tells both."""

import pytest

from tests.campaigns.database import refused
from township.history.models import Entry
from township.personal.models import OpenPhone, open_phones, take_back

NUMBER = "02887654321"


@pytest.fixture
def open_phone(township, cadre):
    open_phones([NUMBER], township, by=cadre, where="新建公示公开")
    return OpenPhone.objects.get()


def test_who_said_it_first_when_and_where_is_kept(open_phone, township, cadre, office):
    open_phones([NUMBER, NUMBER], township, by=office, where="别处")
    (kept,) = OpenPhone.objects.all()
    assert kept == open_phone
    assert (kept.said_by, kept.said_where, bool(kept.said_at)) == (cadre, "新建公示公开", True)
    assert Entry.objects.about(kept).count() == 1


def test_each_township_has_its_own(open_phone, township, other_township, office):
    assert OpenPhone.objects.among([NUMBER, "13800001111"], township) == {NUMBER}
    assert OpenPhone.objects.among([NUMBER], other_township) == set()
    assert OpenPhone.objects.among([NUMBER], None) == set()
    open_phones([NUMBER], other_township, by=office, where="别处")
    take_back(open_phone, by=office)
    assert OpenPhone.objects.among([NUMBER], township) == set()
    assert OpenPhone.objects.among([NUMBER], other_township) == {NUMBER}


def test_a_number_set_by_a_township_is_open_there_only(township, other_township):
    township.settings = {"office_phone": "028-87654321"}
    assert OpenPhone.objects.among([NUMBER], township) == {NUMBER}
    assert OpenPhone.objects.among([NUMBER], other_township) == set()


def test_the_database_keeps_one_row_a_number(open_phone, cadre):
    twice = {"digits": NUMBER, "said_by": cadre, "said_where": "别处"}
    assert refused(lambda: OpenPhone.objects.create(township=open_phone.township, **twice))


def test_taking_back_is_told_to_the_township(open_phone, office, observer, township):
    pk = open_phone.pk
    take_back(open_phone, by=office)
    opened, taken = Entry.objects.filter(noun="township.openphone", object_id=pk).order_by("pk")
    assert taken.summary == "收回公开的办公电话028****4321（新建公示公开）"
    assert (taken.actor, taken.chain.township) == (office, township)
    for reader in (office, observer):
        assert {opened, taken} <= set(Entry.objects.for_user(reader, "history.view"))
