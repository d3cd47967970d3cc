"""Many questions in one query: each answer as if it were asked alone."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from township.crud.counting import at_once, count_of, is_any
from villages.models import Group


def test_as_many_answers_as_questions_in_one_query(
    office, village, other_village, django_assert_num_queries
):
    rows = Group.objects.filter(village=village)
    questions = [count_of(rows), is_any(rows), count_of(rows.none()), is_any(rows.none())]
    with django_assert_num_queries(1):
        assert tuple(at_once(office, questions)) == (3, True, 0, False)


def test_nothing_is_asked_where_there_is_no_question(office, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert at_once(office, []) == []


@settings(max_examples=20, suppress_health_check=list(HealthCheck), deadline=None)
@given(names=st.lists(st.sampled_from(["一组", "二组", "三组", "四组"]), max_size=4))
def test_counts_are_those_of_the_rows(office, village, names):
    rows = [Group.objects.filter(village=village, name=name) for name in names]
    assert list(at_once(office, [count_of(row) for row in rows])) == [row.count() for row in rows]


def test_an_order_or_a_join_changes_no_count(office, village):
    rows = Group.objects.filter(village__groups__name="一组").order_by("-name").distinct()
    assert at_once(office, [count_of(rows)])[0] == rows.count()
