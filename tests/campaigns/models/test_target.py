"""Targets and their changes: what the database refuses."""

import pytest

from campaigns.acts import target as target_acts
from campaigns.models import Target, TargetChange
from tests.campaigns.database import FROZEN, refused

KIND = TargetChange.Kind


def target_of(campaign, village, level):
    return campaign.targets.get(village__name=village, level__code=level)


def test_history_of_changes_cannot_be_rewritten(running, office):
    target = target_of(running, "三水村", "ADVANCED")
    target_acts.change(target, KIND.MOVED, due_year=2028, reason="换届", document="纪要", by=office)
    with refused(FROZEN):
        TargetChange.objects.update(reason="没有理由")
    with refused(FROZEN):
        TargetChange.objects.all().delete()


def test_a_village_works_for_a_level_once(drafted):
    row = drafted.targets.first()
    with refused():
        drafted.targets.create(village=row.village, level=row.level, due_year=2030, rationale="又")


def test_targets_of_a_campaign_that_ended_are_frozen(running):
    type(running).objects.update(status="closed")
    with refused(FROZEN):
        Target.objects.update(due_year=2030)


def test_what_was_withdrawn_is_in_force_no_more(drafted):
    row = drafted.targets.first()
    Target.objects.filter(pk=row.pk).update(withdrawn_on="2026-05-01")
    assert row not in Target.objects.in_force() and Target.objects.in_force().count() == 7


@pytest.mark.parametrize(
    ("new", "is_moved"),
    [((2026, "firm"), False), ((2027, "firm"), True), ((2026, "stretch"), True)],
)
def test_year_or_commitment_became_another(new, is_moved):
    row = TargetChange(old_year=2026, old_commitment="firm")
    row.new_year, row.new_commitment = new
    assert row.is_moved is is_moved


def test_a_cadre_reaches_the_own_villages_targets_and_changes(running, cadre, office):
    for village in ("万顺村", "三水村"):
        target = target_of(running, village, "ADVANCED")
        target_acts.change(
            target, KIND.MOVED, due_year=2029, reason="换届", document="纪要", by=office
        )
    targets = Target.objects.for_user(cadre, "target.view")
    assert {row.village.name for row in targets} == {"万顺村"}
    (change,) = TargetChange.objects.for_user(cadre, "target.view")
    assert change.target.village.name == "万顺村"
