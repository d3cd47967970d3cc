"""A veto takes two people, and then stays."""

from campaigns.models import Evaluation, Veto, VetoFinding
from tests.campaigns.database import FROZEN, refused
from tests.campaigns.rounds import *  # noqa: F403


def test_a_veto_takes_two_people_and_then_stays(scoring, evaluator, office):
    row = Evaluation.objects.first()
    veto = Veto.objects.filter(version=row.standard_version).first()
    VetoFinding.objects.create(evaluation=row, veto=veto, fact="没有章程", found_by=evaluator)
    findings = VetoFinding.objects
    with refused("vetofinding_two_people"):
        findings.update(confirmed_by=evaluator)
    with refused("vetofinding_confirmed_by"):
        findings.update(status="confirmed")
    findings.update(status="confirmed", confirmed_by=office)
    with refused(FROZEN):
        findings.update(fact="有章程")
