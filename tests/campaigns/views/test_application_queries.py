"""The page that says who may apply asks for six villages as often as for sixty."""

import pytest
from django.urls import reverse

from tests.campaigns.applications import *  # noqa: F403
from tests.campaigns.queries.test_application import more_villages


@pytest.mark.parametrize("count", [5, 59])
def test_the_page_costs_the_same(
    count, evaluation, running, office, client, django_assert_max_num_queries
):
    more_villages(evaluation, count)
    client.force_login(office)
    url = reverse("campaigns:proposals", args=[running.pk])
    client.get(url)
    with django_assert_max_num_queries(18):
        assert client.get(url).status_code == 200
