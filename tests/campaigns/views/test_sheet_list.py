"""Lists of score sheets: whose they are, how far each is, and what their filters leave."""

from django.urls import reverse

from campaigns.models import Sheet
from tests.campaigns.rounds import *  # noqa: F403


def rows_of(client, name, **asked):
    return list(client.get(reverse(f"campaigns:{name}"), asked).context["object_list"])


def test_the_list_says_how_far_the_sheet_is(as_user, cadre, scoring, village):
    (sheet,) = rows_of(as_user(cadre), "self_sheets")
    assert (sheet.done, sheet.most) == (0, 26)


def test_the_office_fills_no_villages_sheet(as_user, office, scoring):
    assert as_user(office).get(reverse("campaigns:self_sheets")).status_code == 403


def test_an_evaluator_is_listed_what_is_assigned_to_himself(as_user, scoring, evaluator):
    listed = rows_of(as_user(evaluator), "sheets")
    assert listed and {sheet.scorer for sheet in listed} == {evaluator}
    assert {sheet.kind for sheet in listed} == {Sheet.Kind.EVALUATOR}


def test_filters_leave_the_village_and_the_state_that_are_asked(as_user, scoring, evaluator):
    client = as_user(evaluator)
    first = rows_of(client, "sheets")[0]
    asked = first.evaluation.village
    left = rows_of(client, "sheets", village=asked.pk)
    assert left and {sheet.evaluation.village for sheet in left} == {asked}
    assert rows_of(client, "sheets", year=scoring.year - 1) == []
    assert rows_of(client, "sheets", status=Sheet.Status.SUBMITTED) == []


def test_what_is_still_open_comes_first(as_user, scoring, evaluator):
    client = as_user(evaluator)
    first, *others = rows_of(client, "sheets")
    Sheet.objects.filter(pk=first.pk).update(status=Sheet.Status.SUBMITTED)
    assert rows_of(client, "sheets") == [*others, first]
