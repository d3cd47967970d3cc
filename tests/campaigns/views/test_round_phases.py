"""Phases that warn: who has not evaluated itself, what ends, until when one may object."""

import pytest
from django.urls import reverse

from campaigns.acts import sheet as sheet_acts
from campaigns.forms.round import RoundForm
from campaigns.models import Round, Sheet
from campaigns.workflows.round import ROUND
from campaigns.workflows.sheet import SHEET
from tests.campaigns.rounds import *  # noqa: F403
from tests.campaigns.rounds import full_marks, teams
from tests.personas import cadre_of
from township.workflow import Refused


@pytest.fixture
def in_self(opened, office, evaluator):
    teams(opened, [evaluator], office)
    return ROUND.perform("start_self", opened, by=office)


def address(round, act):
    return reverse("campaigns:round_act", args=[round.pk, act])


def test_scoring_names_who_has_not_evaluated_itself_and_asks(client, in_self, office, village):
    client.force_login(office)
    page = client.get(address(in_self, "start_scoring")).content.decode()
    assert "2个村还没有提交自评" in page and "万顺村" in page and "截止" in page
    client.post(address(in_self, "start_scoring"), {"is_self_closed": "yes"})
    row = Round.objects.get(pk=in_self.pk)
    assert row.status == "scoring" and row.is_self_closed


def test_a_closed_self_evaluation_takes_nothing_more_an_open_one_does(
    client, in_self, office, cadre, village
):
    own = Sheet.objects.get(kind="self", evaluation__village=village)
    row = ROUND.perform("start_scoring", in_self, by=office, is_self_closed=True)
    with pytest.raises(Refused, match="不再收自评"):
        sheet_acts.save_marks(own, full_marks(own), by=cadre)
    client.force_login(cadre)
    home = reverse("home")
    assert "逐项自评" not in client.get(home).content.decode()
    row = ROUND.perform("stop_scoring", row, by=office, reason="还要等")
    assert not row.is_self_closed
    ROUND.perform("start_scoring", row, by=office)
    assert "逐项自评" in client.get(home).content.decode()
    sheet_acts.save_marks(own, full_marks(own), by=cadre)


def test_with_all_in_nothing_is_asked(client, in_self, office, cadre, other_village):
    other_cadre = cadre_of(other_village, "cadre-b", "李专干")
    for sheet in Sheet.objects.filter(kind="self").select_related("evaluation"):
        by = other_cadre if sheet.evaluation.village == other_village else cadre
        sheet_acts.save_marks(sheet, full_marks(sheet), by=by)
        SHEET.perform("submit_self", sheet, by=by)
    client.force_login(office)
    page = client.get(address(in_self, "start_scoring")).content.decode()
    assert "各村的自评都已经提交" in page and "is_self_closed" not in page


def test_the_village_is_told_of_its_result_and_until_when_to_object(client, announced, cadre):
    client.force_login(cadre)
    page = client.get(reverse("home")).content.decode()
    assert "结果公示" in page and "有异议的，在公示期内提出" in page


def test_closing_a_campaign_names_what_is_not_finished(client, opened, office):
    client.force_login(office)
    page = client.get(reverse("campaigns:campaign_act", args=[opened.campaign_id, "close"]))
    assert "还没有办完：2025年度考评（准备）" in page.content.decode()


def test_the_year_of_a_cancelled_round_is_offered_again(opened, office):
    def years():
        form = RoundForm(user=office, given={"campaign": opened.campaign})
        return [year for year, _ in form.fields["year"].choices]

    assert opened.year not in years()
    ROUND.perform("cancel", opened, by=office, reason="标准下错")
    assert opened.year in years()
