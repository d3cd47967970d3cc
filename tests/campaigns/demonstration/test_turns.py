"""The finished year of the demonstration had its turns, and the product itself tells of each."""

import pytest
from django.db.models import F

from campaigns.demonstration.turns import DUTIES
from campaigns.models import (
    Evaluation,
    Objection,
    Receipt,
    Rectification,
    Score,
    Sheet,
    VetoFinding,
)
from township.remarks.models import Remark
from villages.models import (
    AssociationMember,
    Body,
    Commendation,
    Deliberation,
    Motion,
    OversightOpinion,
    Prereview,
    Village,
)

# The story is told on both databases by other files.
pytestmark = pytest.mark.one_database


def test_the_year_had_its_turns(story):
    lost = Motion.objects.get(status=Motion.Status.FAILED)
    assert lost.text_version.text.title == "龙泉村自治章程"
    assert VetoFinding.objects.get().status == "dismissed"
    objection = Objection.objects.get()
    assert objection.status == "upheld" and objection.evaluation.status == "replaced"
    fresh = Evaluation.objects.get(number=2)
    assert (fresh.village.name, fresh.status) == ("三水村", "final")
    assert fresh.points > objection.evaluation.points
    assert Rectification.objects.get().status == "closed"
    village = Village.objects.get(name="合作村")
    assert [one["name"] for one in village.former] == ["红星村"]
    assert Body.objects.exclude(duty="").count() == 2 * len(DUTIES)
    assert AssociationMember.objects.count() == 32
    assert all(one.name for one in fresh.round.campaign.members.all()[:8])
    assert fresh.round.campaign.plans.get().status == "issued"
    assert Commendation.objects.get(village__name="万顺村").kind == "commendation"


def test_township_villagers_and_the_oversight_committee_were_heard(story):
    sent = Prereview.objects.get()
    assert sent.status == "given" and sent.village.name == "新场社区" and not sent.answer
    talked, said = Deliberation.objects.get(), OversightOpinion.objects.get()
    assert talked.village == said.village and said.posting.posted_on > talked.on


def test_what_was_handed_down_was_signed_for_in_its_year(story):
    signed = Receipt.objects.filter(status=Receipt.Status.SIGNED)
    assert signed
    for receipt in signed.with_subject():
        late = receipt.signed_on - receipt.subject.issued_on
        assert late.days <= 6, receipt


def test_villages_are_weak_in_different_things_and_say_why(story):
    def reasons(kind):
        rows = Score.objects.filter(sheet__kind=kind, sheet__evaluation__round__year=story_year())
        return set(rows.exclude(reason="").values_list("reason", flat=True))

    def weak(name):
        rows = Score.objects.filter(
            sheet__evaluation__village__name=name,
            sheet__kind=Sheet.Kind.EVALUATOR,
            sheet__evaluation__round__year=story_year(),
        )
        short = rows.filter(points__lt=F("indicator__points"))
        return set(short.values_list("indicator__code", flat=True))

    def story_year():
        return Evaluation.objects.earliest("round__year").round.year

    assert len(reasons(Sheet.Kind.EVALUATOR)) >= 8
    assert all(told.startswith("自查：") for told in reasons(Sheet.Kind.SELF))
    found = {name: frozenset(weak(name)) for name in ("万顺村", "治华村", "三水村", "龙泉村")}
    assert len(set(found.values())) == 4 and all(found.values())


def test_a_mark_above_the_systems_proposal_says_what_the_system_does_not_know(story):
    above = Score.objects.filter(points__gt=F("proposed"))
    assert above.filter(sheet__kind=Sheet.Kind.SELF) and above.filter(points=F("indicator__points"))
    assert not above.filter(reason="")


def test_office_and_villages_said_something_to_one_another(story):
    said = Remark.objects.all()
    assert {one.noun for one in said} == {"archives.record", "villages.filing", "campaigns.receipt"}
    assert {one.author.username for one in said} == {
        "office", "cadre-wanshun", "cadre-sanshui", "cadre-longquan",
    }  # fmt: skip
