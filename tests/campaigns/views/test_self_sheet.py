"""The village fills its own sheet."""

from django.urls import reverse

from campaigns.acts.sheet import save_marks
from campaigns.models import Sheet
from tests.campaigns.rounds import *  # noqa: F403
from tests.campaigns.rounds import full_marks

HTMX = {"HTTP_HX_REQUEST": "true"}


def indicator_of(sheet, code):
    return sheet.evaluation.standard_version.indicators.get(code=code)


def test_the_village_evaluates_itself(as_user, cadre, opened, office, village):
    from campaigns.workflows.round import ROUND

    ROUND.perform("start_self", opened, by=office)
    own = Sheet.objects.get(kind="self", evaluation__village=village)
    client = as_user(cadre)
    url = reverse("campaigns:self_mark", args=[own.pk, indicator_of(own, "A1").pk])
    assert client.post(url, {"points": "4", "version": ""}, **HTMX).status_code == 200
    whole, other = reverse("campaigns:self_marks", args=[own.pk]), indicator_of(own, "A2")
    assert client.post(whole, {f"{other.pk}-points": str(other.points)}).status_code == 302
    assert own.scores.get(indicator=other).points == other.points
    save_marks(own, full_marks(own), by=cadre)
    act = reverse("campaigns:self_sheet_act", args=[own.pk, "submit_self"])
    assert client.post(act, {}).status_code == 302
    assert Sheet.objects.get(pk=own.pk).status == "submitted"


def test_an_evaluators_sheet_is_not_reached_as_the_villages(as_user, cadre, scoring, village):
    sheet = Sheet.objects.of_evaluators().get(evaluation__village=village)
    client = as_user(cadre)
    indicator = indicator_of(sheet, "A1")
    for name, args in (
        ("self_sheet", [sheet.pk]),
        ("self_mark", [sheet.pk, indicator.pk]),
        ("self_sheet_act", [sheet.pk, "submit"]),
        ("take_self_proposals", [sheet.pk]),
    ):
        url = reverse(f"campaigns:{name}", args=args)
        assert client.post(url, {"points": "4"}).status_code in (404, 405), name


def test_a_neighbours_sheet_is_out_of_reach(as_user, cadre, scoring, other_village):
    own = Sheet.objects.get(kind="self", evaluation__village=other_village)
    client = as_user(cadre)
    assert client.get(reverse("campaigns:self_sheet", args=[own.pk])).status_code == 404
    assert "三水村" not in client.get(reverse("campaigns:self_sheets")).text
