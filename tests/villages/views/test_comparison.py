"""Two versions beside each other: what changed, and against which version."""

import pytest
from django.urls import reverse

from tests.villages import way
from villages.acts import text as text_acts


@pytest.fixture
def versions(village, cadre):
    first = way.adopted(village, cadre)
    second = text_acts.revise(first, by=cadre)
    changed = way.CHARTER.replace("同等的服务", "更好的服务") + "第五条　新增一条。"
    text_acts.write(second, changed, by=cadre)
    return first, second


def compared(client, user, version, **query):
    client.force_login(user)
    return client.get(reverse("villages:text_compare", args=[version.pk]), query)


def test_the_version_before_is_compared_and_what_is_equal_is_left_out(client, cadre, versions):
    first, second = versions
    context = compared(client, cadre, second).context
    assert (context["old"], context["new"]) == (first, second)
    assert [(pair["label"], pair["change"]) for pair in context["pairs"]] == [
        ("第三条", "replace"),
        ("第五条", "insert"),
    ]
    assert dict(context["counts"]) == {"未变": 5, "新增": 1, "删去": 0, "修改": 1}


def test_the_other_version_may_be_named_either_way_round(client, cadre, versions):
    first, second = versions
    context = compared(client, cadre, first, **{"with": second.pk}).context
    assert (context["old"], context["new"]) == (first, second)
    assert compared(client, cadre, second, **{"with": "x"}).context["other"] == first


def test_a_single_version_has_nothing_beside_it(client, village, cadre):
    answer = compared(client, cadre, way.draft(village, cadre))
    assert answer.status_code == 200 and answer.context["other"] is None


def test_out_of_reach_is_not_compared(client, versions, other_cadre):
    assert compared(client, other_cadre, versions[1]).status_code == 404
