"""Targets: set freely while drafting, changed only with reason and document afterwards."""

import pytest
from django.utils import timezone

from campaigns.acts import target as target_acts
from campaigns.models import Target, TargetChange
from township.history.models import Entry
from township.workflow import Refused
from villages.models import Village

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


# --- where a target may stand


@pytest.fixture
def rungs(drafted):
    """治华村 works for the lowest level by 2027 and the next by 2028; nothing else is set."""
    drafted.targets.all().delete()
    village = Village.objects.get(township=drafted.township, name="治华村")
    for code, year in (("QUALIFIED", 2027), ("ADVANCED", 2028)):
        drafted.targets.create(
            village=village, level=drafted.levels.get(code=code), due_year=year, rationale="定"
        )
    return drafted


def faults(campaign, year, code=None, village="治华村", but=None):
    level = code and campaign.levels.get(code=code)
    where = Village.objects.get(township=campaign.township, name=village)
    return list(target_acts.target_faults(campaign, year, level, where, but=but))


@pytest.mark.parametrize(
    ("code", "year", "told"),
    [
        ("MODEL_CITY", 2028, []),
        ("MODEL_CITY", 2027, ["治华村的“区级先进村”定在2028年，高一级的不能更早。"]),
        ("QUALIFIED", 2028, []),
        ("QUALIFIED", 2029, ["治华村的“区级先进村”定在2028年，低一级的不能更晚。"]),
        ("ADVANCED", 2026, ["治华村的“合格村”定在2027年，高一级的不能更早。"]),
        ("QUALIFIED", 2025, ["完成年度要在2026年至2030年之间。"]),
        ("MODEL_CITY", 2031, ["完成年度要在2026年至2030年之间。"]),
    ],
)
def test_higher_levels_are_due_no_earlier_and_lower_ones_no_later(rungs, code, year, told):
    assert faults(rungs, year, code) == told


def test_a_target_does_not_stand_in_its_own_way_and_others_do(rungs):
    own = target_of(rungs, "治华村", "ADVANCED")
    assert faults(rungs, 2026, "ADVANCED", but=own) == [
        "治华村的“合格村”定在2027年，高一级的不能更早。"
    ]
    lower = target_of(rungs, "治华村", "QUALIFIED")
    assert faults(rungs, 2026, "QUALIFIED", but=lower) == []
    assert faults(rungs, 2026, "ADVANCED", but=lower) == []


def test_neighbours_and_withdrawn_targets_bar_nothing(rungs):
    assert faults(rungs, 2026, "MODEL_CITY", village="三水村") == []
    rungs.targets.update(withdrawn_on="2026-05-01")
    assert faults(rungs, 2026, "MODEL_CITY") == []


def test_without_a_level_only_the_year_is_asked(rungs):
    village = Village.objects.get(township=rungs.township, name="治华村")
    level = rungs.levels.get(code="MODEL_CITY")
    for given in ({}, {"level": level}, {"village": village}):
        assert list(target_acts.target_faults(rungs, 2026, **given)) == []


def test_no_target_is_set_once_the_campaign_has_ended(rungs, office):
    rungs.status = "closed"
    row = Target(
        campaign=rungs,
        village=Village.objects.get(township=rungs.township, name="三水村"),
        level=rungs.levels.get(code="QUALIFIED"),
        due_year=2027,
        rationale="定",
    )
    with pytest.raises(Refused) as refused:
        target_acts.set_target(row, by=office)
    assert refused.value.reasons == ["活动已经结束，不能再设或调整目标。"]
    rungs.status = "draft"
    target_acts.set_target(row, by=office)
    assert Entry.objects.about(row).get().summary == f"设定目标：{row}（定）"


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"reason": " "}, "请写明调整的理由。"),
        ({"document": " "}, "请写明调整所依据的文件或会议。"),
        ({"kind": KIND.RESTORED}, "这个目标没有撤销过。"),
        ({"kind": KIND.ROLLED, "due_year": 2027}, "完成年度和要求都没有变，不用调整。"),
    ],
)
def test_a_change_wants_reason_and_document(rungs, office, given, told):
    row = target_of(rungs, "治华村", "QUALIFIED")
    fields = {"kind": KIND.MOVED, "due_year": 2026, "reason": "换届", "document": "纪要"} | given
    with pytest.raises(Refused) as refused:
        target_acts.change(row, fields.pop("kind"), by=office, **fields)
    assert refused.value.reasons == [told]
    assert not TargetChange.objects.exists()


def test_each_change_is_a_new_version_with_old_and_new(rungs, office):
    row = target_of(rungs, "治华村", "QUALIFIED")
    given = {"reason": "提前", "document": "纪要", "by": office}
    made = target_acts.change(row, KIND.MOVED, due_year=2026, **given)
    assert (made.old_year, made.new_year, made.new_commitment) == (2027, 2026, "firm")
    fresh = target_of(rungs, "治华村", "QUALIFIED")
    assert (fresh.version, fresh.due_year) == (row.version + 1, 2026)
    entry = Entry.objects.about(fresh).first()
    firm = Target.Commitment.FIRM.label
    assert entry.changes == {"完成年度": [2027, 2026], "要求": [firm, firm]}


def test_withdrawing_asks_nothing_of_the_ladder(rungs, office):
    Target.objects.filter(level__code="QUALIFIED").update(due_year=2029)
    row = target_of(rungs, "治华村", "QUALIFIED")
    target_acts.change(row, KIND.WITHDRAWN, reason="并村", document="区文", by=office)
    row.refresh_from_db()
    assert row.withdrawn_on == timezone.localdate()


def test_a_cadre_does_not_set_the_target_of_the_own_village(running, both, office):
    target = target_of(running, "万顺村", "ADVANCED")
    for act in (
        lambda: target_acts.set_target(target, by=both),
        lambda: target_acts.change(target, KIND.WITHDRAWN, reason="并村", document="区文", by=both),
        lambda: target_acts.roll_forward(
            [target_of(running, "治华村", "QUALIFIED"), target],
            to_year=2028,
            reason="未达",
            document="纪要",
            by=both,
        ),
    ):
        with pytest.raises(Refused, match="万顺村的干部，不能办理本村的事项"):
            act()
    assert not TargetChange.objects.exists()
    other = target_of(running, "合作村", "QUALIFIED")
    target_acts.change(other, KIND.WITHDRAWN, reason="并村", document="区文", by=both)
