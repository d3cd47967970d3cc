"""When a version of a standard is handed down."""

import pytest

from campaigns.acts import standard as standard_acts
from campaigns.models import Indicator, Threshold
from campaigns.workflows.standard import STANDARD, faults_of
from tests.campaigns.standards import *  # noqa: F403
from tests.campaigns.standards import asked, confirm, exported, upload
from township.workflow import Refused


def test_a_new_version_never_alters_the_old(signed_in, version, office):
    STANDARD.perform("issue", version, by=office)
    old = asked(version)
    fresh = standard_acts.draft(version.standard, by=office)
    assert asked(fresh).indicators == old.indicators
    with pytest.raises(Refused, match="还是草稿"):
        standard_acts.draft(version.standard, by=office)
    book = exported(signed_in, fresh)
    book["指标"]["E2"], book["指标"]["E3"] = "5", "3"
    confirm(signed_in, upload(signed_in, fresh, book))
    assert asked(fresh).indicator("A1").points == 5
    assert asked(version) == old


def test_issuing_goes_to_every_village(version, office):
    STANDARD.perform("issue", version, by=office)
    assert version.receipts.count() == 6
    assert set(version.receipts.values_list("status", flat=True)) == {"pending"}


def test_an_unfinished_standard_is_not_issued(version, office):
    Indicator.objects.filter(version=version, code="A1").delete()
    with pytest.raises(Refused, match="合计96"):
        STANDARD.perform("issue", version, by=office)
    Threshold.objects.filter(version=version).delete()
    with pytest.raises(Refused, match="没有规定任何级别的达标分数"):
        STANDARD.perform("issue", version, by=office)


def test_an_empty_standard_says_what_it_lacks(drafted, office):
    standard = drafted.standards.create(code="S9", name="新标准")
    fresh = standard_acts.draft(standard, by=office)
    assert faults_of(fresh) == ["还没有指标，请导入或添加。"]


def test_every_level_it_judges_wants_its_threshold(version, office):
    assert faults_of(version) == []
    level = version.standard.levels.first()
    if version.thresholds.count() > 1:
        Threshold.objects.filter(version=version, level=level).delete()
    assert f"没有规定“{level}”的达标分数。" in faults_of(version)


def test_a_figure_that_is_no_points_is_told_as_a_fault(version, office):
    Indicator.objects.filter(version=version, code="A1").update(
        deductions=[{"key": "x", "label": "y", "step": "0"}]
    )
    (told,) = faults_of(version)
    with pytest.raises(Refused) as refused:
        STANDARD.perform("issue", version, by=office)
    assert refused.value.reasons == [told]


def test_after_the_campaign_nothing_is_handed_down(version, office, drafted):
    type(drafted).objects.update(status="closed")
    version.refresh_from_db()
    with pytest.raises(Refused) as refused:
        STANDARD.perform("issue", version, by=office)
    assert refused.value.reasons == ["活动已经结束，不能再下发标准。"]


def test_where_a_leader_signs_a_standard_waits_for_him(drafted, office, leader):
    drafted.township.settings |= {"sign_standard": True}
    drafted.township.save()
    version = drafted.standards.first().versions.get()
    row = STANDARD.perform("issue", version, by=office)
    assert row.status == "to_sign" and not row.is_issued and not row.receipts.exists()
    with pytest.raises(Refused, match="已经送领导签发"):
        standard_acts.set_pass_marks(row, {}, by=office)
    with pytest.raises(Refused, match="在等领导签发"):
        standard_acts.draft(row.standard, by=office)
    row = STANDARD.perform("sign_issue", row, by=leader)
    assert row.is_issued and row.receipts.exists() and row.signed_by == leader
