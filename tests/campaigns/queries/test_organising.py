"""Who orders and names in a campaign, by its documents and the organs behind them."""

from datetime import date

import pytest
from django.utils import timezone

from campaigns.models import Authority, BasisDocument, Campaign, Honour
from campaigns.queries import organising
from campaigns.rules.organising import Standing, standing
from campaigns.workflows.campaign import against_start
from tests.campaigns.conftest import scan
from township.files.storing import keep_composed

pytestmark = pytest.mark.django_db


def issue(campaign, *issuers, dated="2026-01-05"):
    campaign.documents.all().delete()
    file = keep_composed(scan().getvalue(), "通知.docx")
    return BasisDocument.objects.create(
        campaign=campaign,
        title="通知",
        number=f"示发〔{dated[:4]}〕1号",
        dated=dated,
        issuers=list(issuers),
        file=file,
        file_name="通知.docx",
    )


@pytest.mark.parametrize(
    ("dated", "is_refused"), [("2022-04-01", True), ("2022-03-31", False), ("2026-01-05", True)]
)
def test_a_campaign_of_district_departments_does_not_start(drafted, dated, is_refused):
    issue(drafted, "示例区卫生健康委员会", "示例区计划生育协会", dated=dated)
    told = [one for one in against_start(drafted, None) if "第四条" in one]
    assert bool(told) == is_refused
    assert organising.order_faults(drafted) == told


def test_how_an_organ_is_registered_counts_before_its_name(drafted):
    issue(drafted, "示例区先进办")
    assert organising.order_faults(drafted)
    Authority.objects.create(
        township=drafted.township, name="示例区先进办", tier="district", kind="party"
    )
    assert organising.order_faults(drafted) == []


def test_a_former_name_is_the_same_organ(drafted):
    issue(drafted, "示例县人民政府")
    Authority.objects.filter(name="示例区人民政府").update(kind="department")
    (told,) = organising.order_faults(drafted)
    assert "由示例县人民政府发文" in told


def test_an_approval_counts_when_it_is_whole(drafted):
    issue(drafted, "清江省司法厅")
    (told,) = organising.order_faults(drafted)
    assert "须经批准" in told
    approval = BasisDocument.objects.create(
        campaign=drafted, title="批复", number="省办〔2025〕1号", issuers=["省委"], is_approval=True
    )
    assert organising.order_faults(drafted) == [told], "no day, no scan"
    file = keep_composed(scan().getvalue(), "批复.docx")
    BasisDocument.objects.filter(pk=approval.pk).update(dated="2025-12-01", file=file)
    assert organising.order_faults(drafted) == []
    assert organising.begun_on(drafted) == date(2026, 1, 5), "an approval orders nothing"


def test_what_began_before_goes_on_and_is_told_so(client, office, drafted):
    Authority.objects.filter(name="示例区人民政府").update(kind="department")
    issue(drafted, "示例区人民政府", dated="2021-03-01")
    organ = Authority.objects.get(name="示例区人民政府")
    assert organising.naming_faults(drafted, [organ], date(2026, 5, 1)) == {organ.pk: ""}
    assert organising.is_earlier(drafted)
    client.force_login(office)
    page = client.get(drafted.get_absolute_url()).text
    assert "在2022年4月以前开始，照当时的文件继续办理" in page
    issue(drafted, "示例区人民政府")
    assert not organising.is_earlier(drafted)
    assert "不得命名" in organising.naming_faults(drafted, [organ], date(2026, 5, 1))[organ.pk]
    page = client.get(drafted.get_absolute_url()).text
    assert "继续办理" not in page and page.count("2022年4月起不得命名") == 2


def test_one_that_began_before_and_may_still_be_held_needs_no_word(drafted):
    issue(drafted, "示例区人民政府", dated="2021-03-01")
    drafted.levels.update(named_by=Authority.objects.get(name="示例区人民政府"))
    assert not organising.is_earlier(drafted)


def test_a_campaign_began_with_the_first_of_its_documents(drafted):
    row = issue(drafted, "示例区人民政府", dated="2021-03-01")
    drafted.documents.create(title="补充通知", dated="2023-01-01", issuers=row.issuers)
    assert organising.begun_on(drafted) == date(2021, 3, 1)


def named(campaign, organ, written="", **told):
    honour = Honour(
        level=campaign.levels.first(),
        issuer=organ,
        issuer_name=written,
        awarded_on=date(2026, 5, 1),
        **told,
    )
    return organising.honour_fault(honour)


def test_an_organ_under_its_own_name_is_what_it_is_registered_as(drafted):
    organ = Authority.objects.create(
        township=drafted.township, name="示例区先进办", tier="district", kind="party"
    )
    assert named(drafted, organ) == named(drafted, organ, "示例区先进办") == ""
    assert "不得命名" in named(drafted, organ, "示例区卫生健康委员会")


def test_what_needs_approval_is_believed_of_a_time_before_the_system_alone(drafted):
    organ = Authority.objects.create(
        township=drafted.township, name="清江省司法厅", tier="province", kind="department"
    )
    assert named(drafted, organ)
    assert named(drafted, organ, entered_at=timezone.now()) == ""


def test_without_a_document_the_first_year_tells(drafted):
    drafted.documents.all().delete()
    assert organising.begun_on(Campaign.objects.get(pk=drafted.pk)) == date(2026, 1, 1)


def test_the_organs_offered_are_those_that_the_rule_lets(township):
    for tier in Authority.Tier.values:
        for kind in Authority.Kind.values:
            name = f"{tier}{kind}"
            Authority.objects.create(township=township, name=name, tier=tier, kind=kind)
    for on in (None, date(2022, 3, 31), date(2022, 4, 1)):
        offered = {(one.tier, one.kind) for one in Authority.objects.naming(on)}
        assert offered == {
            (one.tier, one.kind)
            for one in Authority.objects.all()
            if standing(one.tier, one.kind, on) is not Standing.MAY_NOT
        }
