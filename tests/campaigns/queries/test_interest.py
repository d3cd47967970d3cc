"""Whose village it is: cadres of today, of one village or of several."""

from campaigns.queries.interest import against_judging, own_villages, villages_of
from tests.personas import cadre_of


def test_a_cadres_villages_and_nobody_elses(cadre, other_cadre, evaluator, village, other_village):
    other_village.cadres.add(cadre.memberships.get())
    found = own_villages([cadre, other_cadre, evaluator])
    assert found[cadre.pk] == {village.pk, other_village.pk} == villages_of(cadre)
    assert found[other_cadre.pk] == {other_village.pk}
    assert found[evaluator.pk] == set()


def test_who_speaks_for_no_village_is_not_looked_up(evaluator, django_assert_num_queries):
    evaluator.current_memberships  # noqa: B018  loaded once a request
    with django_assert_num_queries(0):
        assert villages_of(evaluator) == set()


def test_nobody_judges_the_own_village(village, other_village):
    user = cadre_of(village, "dual", "孙专干")
    assert list(against_judging(village, user)) == ["孙专干是万顺村的干部，不能考评本村。"]
    assert not list(against_judging(other_village, user))
