"""What the acceptance team notes on its page, and the papers of its decision."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from campaigns.models import Acceptance, AcceptanceCheck
from campaigns.workflows.application import APPLICATION
from tests.campaigns.applications import *  # noqa: F403
from tests.campaigns.applications import TODAY, decision
from tests.campaigns.conftest import scan


@pytest.fixture
def signed_in(sent, district, client):
    client.force_login(district)
    return client


def noted(client, application, **given):
    url = reverse("campaigns:check_create", args=[application.pk])
    return client.post(url, {"code": "A1", "method": "visiting", "score": "4.0"} | given)


def test_the_form_tells_full_points_and_the_townships(signed_in, sent):
    page = signed_in.get(reverse("campaigns:check_create", args=[sent.pk])).text
    assert "A1　组织健全（满分4.0，镇评4.0）" in page


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"score": "4.1"}, "“组织健全”满分4.0分，不能打4.1分。"),
        ({"score": "3.9"}, "扣了分的，请写明问题。"),
        ({"score": "-0.1", "problem": "x"}, "得分不能小于0"),
        ({"code": "Z9"}, "请从列出的选项里选"),
    ],
)
def test_what_cannot_be_is_refused_on_the_form(signed_in, sent, given, told):
    answer = noted(signed_in, sent, **given)
    assert answer.status_code == 422 and told in answer.text
    assert not AcceptanceCheck.objects.exists()


def test_a_finding_is_noted_shown_and_taken_out(signed_in, sent):
    assert noted(signed_in, sent, score="3.5", problem="缺照片").status_code == 302
    check = AcceptanceCheck.objects.get()
    assert "缺照片" in signed_in.get(sent.get_absolute_url()).text
    url = reverse("campaigns:check_remove", args=[check.pk])
    assert "得分3.5" in signed_in.get(url).text
    assert signed_in.post(url).url == sent.get_absolute_url()
    assert not AcceptanceCheck.objects.exists()


def test_leader_and_cadre_decide_nothing(sent, leader, cadre, office, client):
    for user, status in ((leader, 403), (cadre, 403), (office, 200)):
        client.force_login(user)
        url = reverse("campaigns:check_create", args=[sent.pk])
        assert client.get(url).status_code == status


def test_before_it_is_sent_there_is_nothing_to_check(application, office, client):
    client.force_login(office)
    answer = client.get(reverse("campaigns:check_create", args=[application.pk]))
    assert answer.status_code == 409 and "现在不是区级验收阶段" in answer.text


def test_the_districts_document_is_there_when_it_was_sent_in(sent, district, office, client):
    APPLICATION.perform("return_by_district", sent, by=district, **decision(problems="缺照片"))
    client.force_login(office)
    url = reverse("campaigns:acceptance_file", args=[Acceptance.objects.get().pk])
    answer = client.get(url)
    assert answer.status_code == 409 and "没有上传区级文件" in answer.text


def test_the_office_enters_the_districts_decision_with_its_scan(sent, office, client):
    client.force_login(office)
    given = decision(
        visited_on=TODAY().isoformat(),
        document_number="示卫发[2026]61号",
        upload=SimpleUploadedFile("结论.docx", scan("区级结论").getvalue()),
    )
    url = reverse("campaigns:application_act", args=[sent.pk, "enter_accept"])
    assert client.post(url, given).status_code == 302
    row = Acceptance.objects.get()
    assert (row.document_number, row.is_entered_for_district) == ("示卫发〔2026〕61号", True)
    file = client.get(reverse("campaigns:acceptance_file", args=[row.pk]))
    assert b"".join(file.streaming_content)[:2] == b"PK"
