"""Founding a campaign on its basis document, and starting it."""

import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from campaigns.models import BasisDocument, Campaign, Decision
from campaigns.rules import preset
from campaigns.workflows.campaign import CAMPAIGN
from tests.campaigns.conftest import scan

NEW = "/campaigns/new/"


def filled(**changes):
    given = {
        "name": "村民自治创建活动",
        "short_name": "自治创建",
        "purpose": "村里的事村民议、村民定。",
        "first_year": "2026",
        "last_year": "2030",
        "ladder": "renkou-zizhi",
        "document_title": "关于开展创建活动的通知",
        "number": "示卫发〔2026〕26号",
        "dated": "2026-01-05",
        "issuers": "中共清江区委\n清江区人民政府",
        "upload": SimpleUploadedFile("通知.docx", scan().read()),
    }
    given.update(changes)
    return {name: value for name, value in given.items() if value is not None}


def test_office_founds_a_campaign_with_its_document(client, office):
    client.force_login(office)
    answer = client.post(NEW, filled())
    campaign = Campaign.objects.get()
    asks_for_organs = reverse("campaigns:organ_names", args=[campaign.pk])
    assert (answer.status_code, answer.url) == (302, asks_for_organs)
    document = campaign.documents.get()
    assert document.issuers == ["中共清江区委", "清江区人民政府"]
    assert document.gaps == []
    assert [level.code for level in campaign.levels.all()][:2] == ["QUALIFIED", "ADVANCED"]
    page = client.get(campaign.get_absolute_url())
    assert page.status_code == 200 and "示卫发〔2026〕26号" in page.text
    file = client.get(reverse("campaigns:document_file", args=[document.pk]))
    assert file.getvalue()[:2] == b"PK"


def test_who_chooses_a_preset_reads_what_it_brings(client, office):
    client.force_login(office)
    page = client.get(NEW).text
    for name in preset.names():
        found = preset.load(name)
        assert found.basis.title in page and found.levels[-1].name in page
        assert f"创建期{found.campaign.years}年" in page


@pytest.mark.parametrize("missing", ["upload", "number", "issuers", "document_title", "dated"])
def test_no_campaign_without_a_complete_document(client, office, missing):
    client.force_login(office)
    answer = client.post(NEW, filled(**{missing: None}))
    assert answer.status_code == 422
    assert "村民自治创建活动" in answer.text, "input is kept"
    assert not Campaign.objects.exists()


def test_years_the_wrong_way_round_are_refused(client, office):
    client.force_login(office)
    answer = client.post(NEW, filled(first_year="2030", last_year="2026"))
    assert answer.status_code == 422 and "末年不能早于首年" in answer.text


def test_an_empty_upload_is_refused_with_its_name(client, office):
    client.force_login(office)
    broken = SimpleUploadedFile("通知.pdf", b"not a pdf at all")
    answer = client.post(NEW, filled(upload=broken))
    assert answer.status_code == 422 and "通知.pdf" in answer.text


def test_once_running_the_document_is_frozen_in_page_and_database(client, running, office):
    client.force_login(office)
    document = running.documents.get()
    url = reverse("campaigns:document_edit", args=[document.pk])
    assert client.get(url).status_code == 302
    with transaction.atomic(), pytest.raises(IntegrityError):
        BasisDocument.objects.filter(pk=document.pk).update(number="改〔2026〕1号")


def test_cadre_reads_but_does_not_edit(client, running, cadre):
    client.force_login(cadre)
    page = client.get(running.get_absolute_url())
    assert page.status_code == 200
    assert "补充或修改" not in page.text and "设定目标" not in page.text
    assert client.get(NEW).status_code == 403


def test_another_township_sees_nothing(client, running, other_township, db):
    from tests.personas import person
    from township.access import Role

    stranger = person("office2", "外镇", Role.OFFICE, township=other_township)
    client.force_login(stranger)
    assert client.get(running.get_absolute_url()).status_code == 404
    assert "村民自治" not in client.get("/campaigns/").text


def test_the_decision_is_written_once_and_corrected(client, drafted, office):
    client.force_login(office)
    url = reverse("campaigns:decision", args=[drafted.pk])
    given = {"body": "镇党委、镇政府", "dated": "2026-01-20", "text": "同意开展"}
    assert client.post(url, given).status_code == 302
    assert client.post(url, given | {"text": "同意在全镇开展"}).status_code == 302
    assert Decision.objects.get(campaign=drafted).text == "同意在全镇开展"


def test_who_only_reads_goes_straight_to_the_one_campaign(client, running, cadre, office):
    client.force_login(cadre)
    assert client.get("/campaigns/").url == running.get_absolute_url()
    client.force_login(office)
    assert client.get("/campaigns/").status_code == 200


def test_a_closed_campaign_is_at_rest(client, running, office):
    CAMPAIGN.perform("close", running, by=office)
    client.force_login(office)
    page = client.get(running.get_absolute_url()).text
    assert "结束" in page and "设定目标" not in page
    with transaction.atomic(), pytest.raises(IntegrityError):
        running.targets.update(due_year=2030)


def test_years_that_leave_a_target_outside_are_refused(client, drafted, office):
    client.force_login(office)
    url = reverse("campaigns:campaign_edit", args=[drafted.pk])
    given = {"name": "创建", "purpose": "自治", "first_year": "2026", "last_year": "2028"}
    answer = client.post(url, given)
    assert answer.status_code == 422 and "不在这个期间内" in answer.text
    assert client.post(url, given | {"last_year": "2031"}).status_code == 302


def test_a_document_added_later_must_be_complete(client, running, office):
    client.force_login(office)
    url = reverse("campaigns:document_create", args=[running.pk])
    given = {"title": "补充通知", "number": "示卫发〔2026〕3号", "issuers": "示例区人民政府"}
    answer = client.post(url, given)
    assert answer.status_code == 422 and "成文日期、原件扫描件" in answer.text
    file = SimpleUploadedFile("补充.docx", scan("补充").read())
    answer = client.post(url, given | {"dated": "2026-02-01", "upload": file})
    assert answer.status_code == 302 and running.documents.count() == 2


def test_the_decision_of_a_running_campaign_stays(client, running, office):
    client.force_login(office)
    url = reverse("campaigns:decision", args=[running.pk])
    given = {"body": "镇党委", "dated": "2026-01-20", "text": "改一改"}
    assert client.post(url, given).status_code == 422
    with transaction.atomic(), pytest.raises(IntegrityError):
        Decision.objects.filter(campaign=running).update(text="改一改")


@pytest.mark.parametrize(
    ("issuers", "kept"),
    [
        ("甲局\n甲局、\n 乙局 ；", ["甲局", "乙局"]),
        ("甲" * 60, ["甲" * 60]),
        ("甲" * 61, None),
        (" \n、", None),
    ],
)
def test_issuers_are_lines_of_sixty_signs_each_once(client, office, issuers, kept):
    client.force_login(office)
    answer = client.post(NEW, filled(issuers=issuers))
    assert answer.status_code == (302 if kept else 422)
    if kept:
        assert Campaign.objects.get().documents.get().issuers == kept


@pytest.mark.parametrize(("day", "told"), [(1, "不能在今天之后"), (0, "")])
def test_no_document_is_of_tomorrow(client, office, day, told):
    client.force_login(office)
    on = timezone.localdate() + datetime.timedelta(days=day)
    answer = client.post(NEW, filled(dated=on.isoformat()))
    assert answer.status_code == (422 if told else 302) and told in answer.text


def test_a_ladder_of_ones_own_begins_empty(client, office):
    client.force_login(office)
    assert client.post(NEW, filled(ladder="blank")).status_code == 302
    assert not Campaign.objects.get().levels.exists()
