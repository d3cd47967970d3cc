"""People: as little as is needed, found by name and group, phones masked."""

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from tests.villages.rosters import person
from villages.models import Person
from villages.models.encrypted import Sealed
from villages.models.person import masked


@pytest.mark.parametrize(
    ("phone", "shown"),
    [
        ("13800001234", "138****1234"),
        ("028-87654321", "028****4321"),
        ("87654321", "****4321"),
        ("123456789", "123****6789"),
        ("", ""),
        (None, ""),
        (Sealed("gAAA"), "（密钥不符，读不出）"),
    ],
)
def test_a_phone_is_masked(phone, shown):
    assert masked(phone) == shown


@pytest.mark.parametrize("phone", ["123", "1380000123a", "138000012345"])
def test_a_wrong_phone_is_refused(village, phone):
    with pytest.raises(ValidationError, match="电话要写成"):
        Person(village=village, name="张三", gender="man", phone=phone).full_clean()


@pytest.mark.parametrize(
    ("month", "ok"), [("1975-03", True), ("1975-13", False), ("1875-03", False)]
)
def test_a_month_of_birth(village, month, ok):
    row = Person(village=village, name="张三", gender="man", birth_month=month)
    if ok:
        return row.full_clean()
    with pytest.raises(ValidationError, match="要写成1975-03这样"):
        row.full_clean()


def test_people_are_found_by_name_and_group(village, other_village):
    first, second, _ = village.groups.all()
    here, there = person(village, group=first), person(village, group=second)
    person(other_village)
    person(village, "李四")
    assert set(Person.objects.named(village, "张三")) == {here, there}
    assert list(Person.objects.named(village, "张三", second)) == [there]


def test_who_is_a_woman(village):
    assert person(village, gender="woman").is_woman and not person(village).is_woman


def test_nobody_is_born_after_today(village):
    somebody = Person(village=village, name="张三", gender="man", birth_month="2099-05")
    with pytest.raises(ValidationError, match="在今天之后"):
        somebody.full_clean()
    somebody.birth_month = f"{timezone.localdate():%Y-%m}"
    somebody.full_clean()
