"""When a campaign starts and ends."""

from html import unescape

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from campaigns.models import Authority, BasisDocument, Campaign, Decision, PlanVersion, Target
from campaigns.workflows.campaign import CAMPAIGN, against_start
from tests.campaigns.conftest import scan
from township.files.storing import keep_composed
from township.workflow import Refused


def test_a_campaign_of_ones_own_making_cannot_start(drafted, office):
    BasisDocument.objects.filter(campaign=drafted).update(
        issuers=["清河镇人民政府"], number="清府发〔2026〕1号", dated="2026-01-05"
    )
    reasons = dict(CAMPAIGN.available(drafted, office, with_refused=True))
    told = "".join(next(iter(reasons.values())))
    assert "原件扫描件" in told and "决定" in told


def test_start_needs_document_decision_levels_and_targets(township, office):
    campaign = Campaign.objects.create(
        township=township, name="空活动", purpose="无", first_year=2026, last_year=2028
    )
    with pytest.raises(Refused) as refused:
        CAMPAIGN.perform("start", campaign, by=office)
    told = "".join(refused.value.reasons)
    assert all(word in told for word in ("依据文件", "决定", "级别", "目标"))


def test_a_document_without_the_year_in_its_number_blocks_the_start(drafted, office):
    assert "完整的文号" in drafted.documents.get().gaps
    Decision.objects.filter(campaign=drafted).update(dated="2026-01-20")
    with pytest.raises(Refused, match="完整的文号"):
        CAMPAIGN.perform("start", drafted, by=office)


def reasons_of(campaign):
    return list(against_start(Campaign.objects.get(pk=campaign.pk), None))


@pytest.fixture
def complete(drafted):
    """Everything a start asks for."""
    file = keep_composed(scan().getvalue(), "通知.docx")
    BasisDocument.objects.update(
        number="示卫发〔2026〕26号", dated="2026-01-05", file=file, file_name="通知.docx"
    )
    Decision.objects.update(dated="2026-01-20")
    assert reasons_of(drafted) == []
    return drafted


def test_the_document_of_the_township_alone_is_no_basis_and_one_with_others_is(complete):
    name = complete.township.name
    document = complete.documents.get()
    BasisDocument.objects.update(issuers=[f"{name}人民政府", f"{name}党委"])
    assert reasons_of(complete) == [
        f"依据文件{document}是镇里自己发的，必须有上级机关的文件作依据。"
    ]
    BasisDocument.objects.update(issuers=[f"{name}人民政府", "清江区人民政府"])
    assert reasons_of(complete) == []


def test_every_document_must_be_whole(complete):
    BasisDocument.objects.create(campaign=complete, title="补充通知", number="1号")
    assert reasons_of(complete) == ["依据文件《补充通知》还缺发文机关、成文日期、原件扫描件。"]


def test_the_township_decides_on_a_day(complete):
    Decision.objects.update(dated=None)
    told = ["还没有登记镇里决定开展活动的日期和内容。"]
    assert reasons_of(complete) == told
    Decision.objects.all().delete()
    assert reasons_of(complete) == told


def test_no_level_is_named_by_the_township(complete):
    level = complete.levels.first()
    Authority.objects.filter(pk=level.named_by_id).update(tier="township")
    told = reasons_of(complete)
    assert f"“{level}”的命名机关{level.named_by}是镇里的机关，不能命名。" in told


def test_a_target_that_was_withdrawn_starts_nothing(complete, office):
    Target.objects.update(withdrawn_on="2026-02-01")
    assert reasons_of(complete) == ["还没有给任何村设创建目标。"]
    Target.objects.filter(pk=complete.targets.first().pk).update(withdrawn_on=None)
    assert CAMPAIGN.perform("start", complete, by=office).is_running


def test_it_ends_once_and_only_when_it_ran(running, office, leader):
    with pytest.raises(PermissionDenied):
        CAMPAIGN.perform("close", running, by=leader)
    assert CAMPAIGN.perform("close", running, by=office).is_closed
    for act in ("start", "close"):
        with pytest.raises(Refused, match="结束"):
            CAMPAIGN.perform(act, running, by=office)


def test_the_page_that_refuses_leads_to_what_lacks(client, office, drafted):
    client.force_login(office)
    page = unescape(client.get(reverse("campaigns:campaign_act", args=[drafted.pk, "start"])).text)
    assert "现在还不能启动活动" in page
    asked = [*against_start(drafted, office)]
    assert len(asked) == 2
    for reason in asked:
        assert f'{reason}　<a class="text-nowrap" href="{reason.url}">去办理' in page
        assert client.get(reason.url).status_code == 200


def test_whoever_may_not_go_there_is_shown_no_way(client, leader, drafted):
    client.force_login(leader)
    page = client.get(reverse("campaigns:campaign_act", args=[drafted.pk, "start"])).text
    assert "去办理" not in page


WHY = {"reason": "启动早了"}


def test_a_start_is_taken_back_until_something_followed(running, office):
    row = CAMPAIGN.perform("recall_start", running, by=office, **WHY)
    assert row.is_draft
    BasisDocument.objects.filter(campaign=row).update(title="改过的标题")  # open again
    CAMPAIGN.perform("start", row, by=office)
    PlanVersion.objects.create(campaign=row, number=9, text="方案", status="issued")
    with pytest.raises(Refused, match="方案已经下发"):
        CAMPAIGN.perform("recall_start", row, by=office, **WHY)


def test_an_end_is_taken_back_until_the_years_are_over(running, office, time_machine):
    row = CAMPAIGN.perform("close", running, by=office)
    assert CAMPAIGN.perform("recall_close", row, by=office, **WHY).is_running
    CAMPAIGN.perform("close", row, by=office)
    time_machine.move_to(f"{running.last_year + 1}-01-02")
    with pytest.raises(Refused, match="已经到期"):
        CAMPAIGN.perform("recall_close", row, by=office, **WHY)
