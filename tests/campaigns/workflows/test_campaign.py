"""When a campaign starts and ends."""

import pytest

from campaigns.models import BasisDocument, Campaign, Decision
from campaigns.workflows.campaign import CAMPAIGN
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
