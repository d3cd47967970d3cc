"""The office writes a year's report, leaders read it; nobody else."""

import pytest
from django.urls import reverse

from campaigns.models import YearReport
from tests.personas import person
from township.access import Role


@pytest.fixture
def other_office(other_township):
    return person("office2", "孙办事", Role.OFFICE, township=other_township)


@pytest.fixture
def row(running):
    return YearReport.objects.create(campaign=running, year=running.years[0])


def test_the_office_begins_it_writes_and_prints(running, office, client):
    client.force_login(office)
    years = client.get(reverse("campaigns:year_reports", args=[running.pk])).text
    year = running.years[0]
    begin = reverse("campaigns:year_report_begin", args=[running.pk, year])
    assert begin in years
    answer = client.post(begin)
    row = YearReport.objects.get()
    assert answer.url == reverse("campaigns:year_report_edit", args=[row.pk])
    client.post(answer.url, {"practice": "抓组织。", "problems": "", "plans": "抓公开。"})
    page = client.get(row.get_absolute_url()).text
    assert "抓组织。" in page and "修改文字" in page and "全年文书" in page
    word = client.get(row.get_absolute_url(), {"format": "docx"})
    assert word.status_code == 200 and word.content[:2] == b"PK"
    assert begin not in client.get(reverse("campaigns:year_reports", args=[running.pk])).text


def test_a_leader_reads_and_does_not_write(row, leader, client):
    client.force_login(leader)
    page = client.get(row.get_absolute_url())
    assert page.status_code == 200 and "修改文字" not in page.text
    assert client.get(reverse("campaigns:year_report_edit", args=[row.pk])).status_code == 403


def test_villages_and_other_townships_find_nothing(row, cadre, other_office, client):
    for user, status in ((cadre, 403), (other_office, 404)):
        client.force_login(user)
        for name in ("year_report", "year_bundle"):
            assert client.get(reverse(f"campaigns:{name}", args=[row.pk])).status_code == status
