"""Whose village it is: cadres of today, of one village or of several."""

from django.utils import timezone

from campaigns.queries.interest import against_judging, own_villages, villages_of
from tests.personas import cadre_of
from township.users.stand_in import StandIn


def test_a_cadres_villages_and_nobody_elses(cadre, other_cadre, evaluator, village, other_village):
    other_village.cadres.add(cadre.memberships.get())
    found = own_villages([cadre, other_cadre, evaluator])
    assert found[cadre.pk] == {village.pk, other_village.pk} == villages_of(cadre)
    assert found[other_cadre.pk] == {other_village.pk}
    assert found[evaluator.pk] == set()


def test_who_stands_in_for_a_cadre_has_that_village_while_it_lasts(
    cadre, other_cadre, village, other_village
):
    today = timezone.localdate()
    lent = StandIn.objects.create(
        user=other_cadre,
        post=cadre.memberships.get(),
        since=today,
        until=today,
        document_number="示委〔2026〕1号",
    )
    found = own_villages([cadre, other_cadre])
    assert found[other_cadre.pk] == {other_village.pk, village.pk}
    assert found[cadre.pk] == {village.pk}
    assert own_villages([cadre])[other_cadre.pk] == set()
    lent.delete()
    assert villages_of(other_cadre) == {other_village.pk}


def test_who_speaks_for_no_village_is_not_looked_up(evaluator, django_assert_num_queries):
    evaluator.current_memberships  # noqa: B018  loaded once a request
    with django_assert_num_queries(0):
        assert villages_of(evaluator) == set()


def test_nobody_judges_the_own_village(village, other_village):
    user = cadre_of(village, "dual", "孙专干")
    assert list(against_judging(village, user)) == ["孙专干是万顺村的干部，不能考评本村。"]
    assert not list(against_judging(other_village, user))
