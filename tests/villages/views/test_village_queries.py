"""The list and the page of a village cost the same number of queries for six villages or 600."""

import datetime

import pytest
from django.urls import reverse

from villages.models import Figures, Group, Person, Representative, Village

LIST = 9
PAGE = 32


def grow(township, number):
    """Villages with groups and figures until there are `number`."""
    have = Village.objects.count()
    villages = Village.objects.bulk_create(
        Village(township=township, name=f"第{n}村", fonds_code=f"{n:04}", order=n)
        for n in range(have, number)
    )
    Group.objects.bulk_create(
        Group(village=village, name=f"{n}组", order=n) for village in villages for n in range(5)
    )
    Figures.objects.bulk_create(
        Figures(village=village, year=2026, population=900, households=300, adults=700)
        for village in villages
    )


def queries(client, url, count):
    client.get(url)  # the session's own queries
    with count() as captured:
        assert client.get(url).status_code == 200
    return len(captured)


@pytest.fixture
def count(django_assert_max_num_queries):
    return lambda: django_assert_max_num_queries(100)


def test_list_and_page_do_not_grow(client, office, township, village, other_village, count):
    client.force_login(office)
    urls = [reverse("villages:villages"), village.get_absolute_url()]
    grow(township, 6)
    few = [queries(client, url, count) for url in urls]
    grow(township, 600)
    people = Person.objects.bulk_create(
        Person(village=village, name=f"代表{n}", gender="woman") for n in range(50)
    )
    Representative.objects.bulk_create(
        Representative(village=village, person=one, since=datetime.date(2026, 1, 1))
        for one in people
    )
    many = [queries(client, url, count) for url in urls]
    assert few == many
    assert many[0] <= LIST and many[1] <= PAGE


def test_roster_list_does_not_grow(client, office, village, count):
    client.force_login(office)
    url = reverse("villages:representatives", args=[village.pk])
    group = village.groups.first()

    def add(number):
        people = Person.objects.bulk_create(
            Person(village=village, name=f"代表{n}", gender="man", group=group)
            for n in range(number)
        )
        Representative.objects.bulk_create(
            Representative(
                village=village, person=one, group=group, since=datetime.date(2026, 1, 1)
            )
            for one in people
        )

    add(3)
    few = queries(client, url, count)
    add(45)
    assert queries(client, url, count) == few
