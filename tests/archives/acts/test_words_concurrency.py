"""Two workers index the same record at once: neither meets the other, no word is lost."""

import datetime

import pytest

from archives.acts import words as words_acts
from archives.acts.category import load_categories
from archives.acts.record import file_fact
from archives.models import PartFile, search_index
from archives.queries.search import Wanted, find
from tests.archives.parts import part_of
from tests.campaigns.workflows.test_application_concurrency import together

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_words_of_both_files_are_found(township, village, cadre, plan):
    load_categories(township, plan.archive_categories)
    words = ("修路", "种树", "架桥")
    parts = [part_of(one, one.encode(), f"{n}.txt", key=f"k{n}") for n, one in enumerate(words)]
    day = datetime.date(2026, 3, 5)
    given = {"title": "记录", "on": day, "by": cadre, "parts": parts}
    record = file_fact(village, "HYJ", source="meeting:1", **given)
    files = [row.file for row in PartFile.objects.filter(part__record=record)]
    together(*(lambda file=file: words_acts.read(file) for file in files))
    for one in words:
        assert find(cadre, Wanted(words=one)).ids == [record.pk], one
    again = [lambda: search_index.put([(record.pk, ["民会"]), (record.pk + 1, ["民会"])])] * 4
    assert together(*again) == [None] * 4
    found = search_index.matching(search_index.exactly("民会"), 10)
    assert found[:2] == [record.pk + 1, record.pk]
