"""A veto is found on one page and decided on another."""

from django.urls import reverse

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
