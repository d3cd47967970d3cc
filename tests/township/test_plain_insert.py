"""Rows written at once are those that Django would have written one by one."""

import datetime

import pytest
from django.utils import timezone

from township.history.models import Chain, Entry
from township.plain_insert import insert_rows

pytestmark = pytest.mark.django_db
SHANGHAI = datetime.timezone(datetime.timedelta(hours=8))


def test_every_kind_of_value_comes_back_as_it_would_from_django(office):
    chain, other = Chain.objects.create(), Chain.objects.create()
    moments = [
        timezone.now(),
        datetime.datetime(2026, 1, 1, 0, 30, tzinfo=SHANGHAI),
        datetime.datetime(2026, 3, 5, tzinfo=datetime.UTC),
    ]
    rows = [
        {
            "chain_id": chain.pk,
            "number": number,
            "at": at,
            "actor_id": office.pk if number % 2 else None,
            "actor_name": "王'办事\"",
            "verb": "x.y",
            "noun": "villages.village",
            "object_id": 7,
            "village_id": None if number % 2 else 3,
            "summary": "100%的“村”\n第二行 %s ?",
            "changes": {"得分": [None, "3.5"], "佐证": [[], [1, 2]], "是": [True, "𠮷"]},
            "left": {} if number else {"villages.Village": {"7": "a"}},
            "previous_hash": "0",
            "hash": "1",
        }
        for number, at in enumerate(moments)
    ]
    insert_rows(Entry, rows)
    Entry.objects.bulk_create(Entry(**row | {"chain_id": other.pk}) for row in rows)
    found = Entry.objects.order_by("number")
    assert list(found.filter(chain=chain).values(*rows[0])) == rows
    told = [name for name in rows[0] if name != "chain_id"]
    assert list(found.filter(chain=chain).values(*told)) == list(
        found.filter(chain=other).values(*told)
    )


def test_no_row_is_no_question(django_assert_num_queries):
    with django_assert_num_queries(0):
        insert_rows(Entry, [])
