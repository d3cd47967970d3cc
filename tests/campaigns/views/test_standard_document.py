"""A preset's own standard says so everywhere, until the official paper is registered."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from campaigns.models import StandardDocument, StandardVersion
from campaigns.models.standard import PROPOSED
from campaigns.queries.standard import citations, definition
from campaigns.sheets.standard import write_book
from campaigns.workflows.standard import STANDARD
from tests.campaigns.conftest import scan
from township.history.models import Entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def version(drafted):
    return StandardVersion.objects.get(standard__campaign=drafted, standard__code="ADVANCED")


def register(client, version, number="江府发〔2026〕8号", **given):
    file = SimpleUploadedFile("标准.docx", scan(f"标准{number}").read())
    whole = {
        "title": "先进村标准",
        "number": number,
        "dated": "2026-02-01",
        "issuer": "江南区人民政府",
        "upload": file,
    }
    url = reverse("campaigns:standard_document_create", args=[version.pk])
    return client.post(url, whole | given)


def test_page_dialog_and_workbook_say_that_it_is_a_proposal(client, office, version, tmp_path):
    client.force_login(office)
    assert PROPOSED in client.get(version.get_absolute_url()).text
    act = reverse("campaigns:standard_act", args=[version.pk, "issue"])
    assert PROPOSED in client.get(act).text
    path = tmp_path / "book.xlsx"
    path.write_bytes(write_book(definition(version), {}, version.proposed))
    assert load_workbook(path)["说明"]["A2"].value == PROPOSED
    assert citations([version.pk]) == {version.pk: f"{version}（{PROPOSED}）"}


def test_the_official_paper_ends_it_also_after_issuing(client, office, version):
    version = STANDARD.perform("issue", version, by=office)
    client.force_login(office)
    assert register(client, version, upload="").status_code == 422
    assert register(client, version).status_code == 302
    page = client.get(version.get_absolute_url()).text
    assert PROPOSED not in page and "江府发〔2026〕8号" in page and "换一份标准文件" in page
    assert citations([version.pk])[version.pk].endswith("（江府发〔2026〕8号）")
    assert "登记标准文件" in Entry.objects.about(version).first().summary


def test_another_paper_takes_its_place_and_the_first_is_kept(client, office, version):
    client.force_login(office)
    register(client, version)
    register(client, version, "江府发〔2026〕9号")
    page = client.get(version.get_absolute_url()).text
    assert "以前登记：《先进村标准》（江府发〔2026〕8号）" in page
    assert "代替《先进村标准》（江府发〔2026〕8号）" in Entry.objects.about(version).first().summary
    for document in StandardDocument.objects.all():
        url = reverse("campaigns:standard_document_file", args=[document.pk])
        answer = client.get(url)
        assert answer.status_code == 200 and b"".join(answer.streaming_content)


def test_who_only_reads_is_not_asked_for_it(client, cadre, version):
    client.force_login(cadre)
    page = client.get(version.get_absolute_url()).text
    assert PROPOSED in page and "登记标准文件</a>" not in page
    assert register(client, version).status_code == 403


def test_a_standard_of_the_townships_own_is_no_proposal_of_ours(version):
    StandardVersion.objects.filter(pk=version.pk).update(is_proposal=False)
    assert StandardVersion.objects.get(pk=version.pk).proposed == ""


def test_the_number_of_a_standard_fits_its_day(client, office, version):
    client.force_login(office)
    answer = register(client, version, number="江卫发〔2025〕8号")
    assert answer.status_code == 422 and "请核对" in answer.text
    assert not StandardDocument.objects.exists()
