"""A veto is found on one page and decided on another."""

from datetime import date

import pytest
from django.urls import reverse

from archives.acts.record import file_fact
from campaigns.models import Evaluation, VetoFinding
from tests.campaigns.rounds import *  # noqa: F403


def test_it_is_found_on_a_page_and_decided_on_another(as_user, scoring, evaluator, office, village):
    evaluation = Evaluation.objects.get(village=village)
    client = as_user(evaluator)
    url = reverse("campaigns:veto_create", args=[evaluation.pk])
    assert client.get(url).status_code == 200
    veto = evaluation.standard_version.vetoes.first()
    answer = client.post(url, {"veto": veto.pk, "fact": "没有章程"})
    assert answer.status_code == 302, answer.content.decode()
    finding = VetoFinding.objects.get()
    act = reverse("campaigns:veto_act", args=[finding.pk, "confirm"])
    assert "请由另一人核实" in client.get(act).content.decode()
    assert as_user(office).post(act, {}).status_code == 302
    assert VetoFinding.objects.get().confirmed_by == office


@pytest.fixture
def evaluation(scoring, village):
    return Evaluation.objects.get(village=village)


def test_it_wants_a_fact_and_a_case_of_the_own_standard(
    as_user, evaluator, evaluation, other_village
):
    client = as_user(evaluator)
    url = reverse("campaigns:veto_create", args=[evaluation.pk])
    own = evaluation.standard_version.vetoes.first()
    other = Evaluation.objects.get(village=other_village).standard_version.vetoes.first()
    assert other.pk != own.pk
    for given in ({"veto": own.pk, "fact": " "}, {"veto": other.pk, "fact": "没有章程"}):
        assert client.post(url, given).status_code == 422
    assert not VetoFinding.objects.exists()


def test_only_the_villages_records_may_be_cited(
    as_user, evaluator, cadre, evaluation, other_village
):
    foreign = file_fact(
        other_village,
        "GKG",
        source="posting:9",
        title="邻村的记录",
        on=date(2025, 6, 1),
        by=cadre,
        parts=[],
    )
    url = reverse("campaigns:veto_create", args=[evaluation.pk])
    client = as_user(evaluator)
    assert "邻村的记录" not in client.get(url).text
    veto = evaluation.standard_version.vetoes.first()
    answer = client.post(url, {"veto": veto.pk, "fact": "没有章程", "cited": foreign.pk})
    assert answer.status_code == 422


def test_a_cadre_reads_no_finding(as_user, evaluator, cadre, evaluation):
    veto = evaluation.standard_version.vetoes.first()
    finding = VetoFinding.objects.create(
        evaluation=evaluation, veto=veto, fact="没有章程", found_by=evaluator
    )
    assert as_user(cadre).get(finding.get_absolute_url()).status_code == 403
    page = as_user(evaluator).get(finding.get_absolute_url()).text
    assert "没有章程" in page and veto.rule in page
