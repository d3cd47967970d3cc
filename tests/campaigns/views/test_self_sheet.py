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
    save_marks(own, full_marks(own), by=cadre)
    act = reverse("campaigns:self_sheet_act", args=[own.pk, "submit_self"])
    assert client.post(act, {}).status_code == 302
    assert Sheet.objects.get(pk=own.pk).status == "submitted"
