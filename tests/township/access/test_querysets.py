"""What a person reaches is looked up once for a request."""

import pytest

from township.access.querysets import own_villages
from township.users.models import User
from villages.models import Village


def test_the_villages_of_a_cadre_are_asked_once(cadre, village, django_assert_num_queries):
    user = User.objects.get(pk=cadre.pk)
    with django_assert_num_queries(2):  # posts, villages
        assert own_villages(user) == [village.pk]
    with django_assert_num_queries(0):
        assert own_villages(user) == [village.pk]


def test_villages_merged_into_the_own_are_reached(cadre, village, other_village, community):
    Village.objects.filter(pk=other_village.pk).update(merged_into=village)
    user = User.objects.get(pk=cadre.pk)
    assert sorted(own_villages(user)) == [village.pk, other_village.pk]
    rows = Village.objects.for_user(user, "text.edit")
    assert set(rows) == {village, other_village}


@pytest.mark.parametrize("name", ["office", "evaluator", "district", "admin"])
def test_who_is_no_cadre_has_none_and_nothing_is_asked(
    request, name, village, django_assert_num_queries
):
    user = User.objects.get(pk=request.getfixturevalue(name).pk)
    assert user.roles
    with django_assert_num_queries(0):
        assert own_villages(user) == []
