"""Campaign pages cost the same for six villages and for sixty."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from campaigns.acts import assignment as assignment_acts
from tests.personas import make_village


def cost(client, url):
    client.get(url)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    return len(queries)


@pytest.mark.parametrize("name", ["campaign", "targets", "gaps", "leading", "standards"])
def test_pages_do_not_grow_with_the_villages(client, running, office, name):
    client.force_login(office)
    url = reverse(f"campaigns:{name}", args=[running.pk])
    few = cost(client, url)
    level = running.levels.get(code="QUALIFIED")
    for number in range(54):
        village = make_village(running.township, f"新{number}村", f"K{number:03}")
        running.targets.create(village=village, level=level, due_year=2026, rationale="试")
    assert cost(client, url) == few <= 40


def test_an_assignment_page_does_not_grow_with_the_villages(client, running, office):
    client.force_login(office)
    first = assignment_acts.compose(running, 2026, by=office)
    few = cost(client, first.get_absolute_url())
    for number in range(54):
        make_village(running.township, f"新{number}村", f"K{number:03}")
    second = assignment_acts.compose(running, 2027, by=office)
    assert cost(client, second.get_absolute_url()) == few <= 25
