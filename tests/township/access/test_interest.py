"""Who is a cadre of the village, or holds his post elsewhere, does not decide about it."""

from tests.personas import cadre_of
from township.access import Role, is_within_reach
from township.access.interest import against_deciding, is_of_own_village, of_own_village
from villages.models import Village


def test_nobody_decides_about_the_own_village(both, village, other_village):
    assert list(against_deciding(village, both)) == [
        "王办事是万顺村的干部，不能办理本村的事项，请由另一个人办理。"
    ]
    assert not list(against_deciding(other_village, both))
    assert list(Village.objects.filter(of_own_village("pk")(both))) == [village]


def test_a_village_merged_into_the_own_one_is_an_own_one(both, village, other_village):
    Village.objects.filter(pk=other_village.pk).update(merged_into=village)
    assert is_of_own_village(other_village.pk, both)


def test_who_is_no_cadre_is_not_looked_up(office, village, django_assert_num_queries):
    office.current_memberships  # noqa: B018  loaded once a request
    with django_assert_num_queries(0):
        assert not is_of_own_village(village.pk, office)
        assert not is_of_own_village(None, office)


def test_what_is_held_in_one_township_is_not_held_in_another(
    foreign_village, village, other_township
):
    user = cadre_of(village, "two-places", "双任职")
    user.memberships.create(role=Role.OFFICE, township=other_township)
    user = type(user).objects.get(pk=user.pk)
    assert user.may("village.edit") and is_within_reach(foreign_village, user, "village.edit")
    assert not is_within_reach(village, user, "village.edit")
    assert user.roles_in(village.township_id) == {Role.CADRE}
    assert user.township == village.township
    assert user.township_for("village.edit") == other_township
    assert user.township_for("text.edit") == village.township
    assert user.township_for("reward.approve") is None
