"""Targets: set freely while drafting, changed only with reason and document afterwards."""

import pytest

from campaigns.acts import target as target_acts
from campaigns.models import TargetChange
from township.workflow import Refused

KIND = TargetChange.Kind


def target_of(campaign, village, level):
    return campaign.targets.get(village__name=village, level__code=level)


def test_running_targets_are_withdrawn_not_deleted(running, office):
    target = target_of(running, "合作村", "QUALIFIED")
    with pytest.raises(Refused, match="不能删除"):
        target_acts.remove_draft(target, by=office)
    target_acts.change(target, KIND.WITHDRAWN, reason="村并入龙泉村", document="区文", by=office)
    assert target not in running.targets.in_force()
    assert not target.changes.get().is_moved
    with pytest.raises(Refused, match="已经撤销"):
        target_acts.change(target, KIND.MOVED, due_year=2029, reason="改", document="文", by=office)
    target_acts.change(target, KIND.RESTORED, reason="未并", document="区文", by=office)
    assert target in running.targets.in_force()


def test_a_change_that_changes_nothing_is_refused(running, office):
    target = target_of(running, "合作村", "QUALIFIED")
    with pytest.raises(Refused, match="没有变"):
        target_acts.change(
            target, KIND.MOVED, due_year=target.due_year, reason="无", document="无", by=office
        )


def test_a_lower_level_may_not_move_behind_a_higher_one(running, office):
    target = target_of(running, "治华村", "ADVANCED")
    lower = target_of(running, "治华村", "QUALIFIED")
    target_acts.change(target, KIND.MOVED, due_year=2028, reason="提前", document="纪要", by=office)
    with pytest.raises(Refused, match="低一级的不能更晚"):
        target_acts.change(lower, KIND.MOVED, due_year=2029, reason="晚", document="文", by=office)


def test_rolling_forward_is_all_or_nothing(running, office):
    first = target_of(running, "万顺村", "ADVANCED")
    second = target_of(running, "治华村", "QUALIFIED")
    with pytest.raises(Refused):
        target_acts.roll_forward(
            [first, second], to_year=2031, reason="未达", document="纪要", by=office
        )
    assert not TargetChange.objects.exists()
    target_acts.roll_forward(
        [first, second], to_year=2027, reason="未达", document="纪要", by=office
    )
    assert {change.new_year for change in TargetChange.objects.all()} == {2027}
    assert TargetChange.objects.filter(kind=KIND.ROLLED).count() == 2
