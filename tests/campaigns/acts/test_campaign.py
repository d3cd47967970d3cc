"""Founding a campaign: document, ladder, history; what may still change, what comes next."""

from datetime import date

import pytest

from campaigns.acts import campaign as campaign_acts
from campaigns.models import BasisDocument, Campaign, Decision, StandardVersion
from campaigns.workflows.campaign import CAMPAIGN
from township.history.models import Entry
from township.workflow import Refused

PLAN = "renkou-zizhi"


def founded(township, office, ladder=""):
    campaign = Campaign(
        township=township, name="先进村创建", purpose="自治", first_year=2026, last_year=2030
    )
    document = BasisDocument(title="关于开展创建的通知", number="示卫发〔2026〕26号")
    return campaign_acts.create(campaign, document, ladder, by=office)


def test_a_campaign_of_ones_own_begins_with_one_empty_standard(township, office):
    campaign = founded(township, office)
    assert campaign.is_draft and campaign.preset == "" and campaign.texts_needed == {}
    assert [row.title for row in campaign.documents.all()] == ["关于开展创建的通知"]
    assert [(row.code, row.name) for row in campaign.standards.all()] == [("S1", "创建标准")]
    assert not campaign.levels.exists() and not campaign.standards.get().versions.exists()
    told = Entry.objects.about(campaign).get()
    assert (told.verb, told.actor) == ("campaign.create", office)
    assert told.summary == "新建活动：先进村创建，依据《关于开展创建的通知》"


def test_a_ladder_brings_levels_standards_and_the_texts_it_asks_for(township, office):
    campaign = founded(township, office, PLAN)
    assert campaign.preset == PLAN and campaign.texts_needed["rule"] == 3
    assert campaign.levels.count() == 4 and not campaign.standards.filter(code="S1").exists()
    assert all(row.versions.exists() for row in campaign.standards.all())
    assert not campaign.targets.exists(), "the villages are the township's own"


def test_a_ladder_that_does_not_exist_founds_nothing(township, office):
    from campaigns.rules.preset import PresetError

    with pytest.raises(PresetError, match="不存在"):
        founded(township, office, "no-such")
    assert not Campaign.objects.exists() and not BasisDocument.objects.exists()


def test_what_is_settled_at_the_start_changes_only_before_it(drafted, running):
    campaign_acts.refuse_started(Campaign(status="draft"))
    with pytest.raises(Refused, match="活动已经启动，这一项不能再改"):
        campaign_acts.refuse_started(running)
    with pytest.raises(Refused, match="这一项不能再改"):
        campaign_acts.refuse_started(Campaign(status="closed"))


def document(**given):
    whole = {
        "title": "补充通知",
        "number": "示卫发〔2026〕30号",
        "dated": date(2026, 3, 1),
        "issuers": ["示范区人民政府"],
        "file_id": 1,
    }
    return BasisDocument(**(whole | given))


def test_what_went_out_of_another_campaign_keeps_nobody(running, township, office):
    StandardVersion.objects.filter(standard__campaign=running).update(issued_on=date(2026, 1, 5))
    own = founded(township, office, PLAN)
    assert list(campaign_acts.against_removal(own)) == []
    StandardVersion.objects.filter(standard__campaign=own).update(issued_on=date(2026, 1, 5))
    assert list(campaign_acts.against_removal(own)) == ["本活动的标准已经下发，不能删除。"]


def test_a_document_that_freezes_at_once_must_be_complete():
    for status in ("draft", "running"):
        campaign_acts.refuse_gaps(Campaign(status=status), document())
    campaign_acts.refuse_gaps(Campaign(status="draft"), document(dated=None, number="示〔〕3号"))
    with pytest.raises(Refused, match="请补齐完整的文号、成文日期"):
        campaign_acts.refuse_gaps(
            Campaign(status="running"), document(dated=None, number="示〔〕3号")
        )
    with pytest.raises(Refused, match="活动已经结束，不能再登记依据文件"):
        campaign_acts.refuse_gaps(Campaign(status="closed"), document())


def states(campaign):
    fresh = Campaign.objects.get(pk=campaign.pk)
    return [step["state"] for step in campaign_acts.steps(fresh)]


def test_the_first_thing_that_is_not_done_comes_next(township, office):
    campaign = founded(township, office)
    steps = campaign_acts.steps(campaign)
    assert [step["label"] for step in steps] == [
        "依据文件",
        "镇里的决定",
        "级别",
        "各村目标",
        "启动活动",
    ]
    assert [step["state"] for step in steps] == ["current", "todo", "todo", "todo", "todo"]


def test_steps_are_done_in_any_order(drafted):
    assert states(drafted) == ["current", "todo", "done", "done", "todo"]
    drafted.documents.update(
        number="示卫发〔2026〕26号", dated="2026-01-05", file=kept_file(), file_name="通知.docx"
    )
    assert states(drafted) == ["done", "current", "done", "done", "todo"]
    Decision.objects.filter(campaign=drafted).update(dated="2026-01-20")
    assert states(drafted) == ["done", "done", "done", "done", "current"]
    drafted.targets.update(withdrawn_on=date(2026, 1, 21))
    assert states(drafted) == ["done", "done", "done", "current", "todo"]
    drafted.documents.all().delete()
    assert states(drafted)[0] == "current"


def kept_file():
    from tests.campaigns.conftest import scan
    from township.files.storing import keep_composed

    return keep_composed(scan().getvalue(), "通知.docx")


def test_a_campaign_that_may_start_starts(running, office):
    assert CAMPAIGN.perform("close", running, by=office).is_closed
