"""The report of a year is begun once, and only of a year that has come."""

import pytest
from django.urls import reverse

from campaigns.acts.year_report import begin
from campaigns.models import YearReport
from township.history.models import Entry
from township.workflow import Refused


def test_it_is_begun_once_and_told_once(running, office):
    year = running.years[0]
    row = begin(running, year, by=office)
    assert begin(running, year, by=office) == row
    assert Entry.objects.filter(verb="year_report.create").count() == 1


def test_no_year_that_is_none_of_the_campaign_or_has_not_come(running, office):
    for year in (running.years[0] - 1, running.years[-1] + 1, running.years[-1]):
        with pytest.raises(Refused, match=f"{year}年"):
            begin(running, year, by=office)
    assert not YearReport.objects.exists()


def test_one_begun_by_mistake_is_taken_out_and_told(running, office, leader, client):
    row = begin(running, running.years[0], by=office)
    address = reverse("campaigns:year_report_remove", args=[row.pk])
    client.force_login(leader)
    assert client.post(address).status_code == 403
    client.force_login(office)
    assert "一起删除" in client.get(address).text
    assert client.post(address).url == reverse("campaigns:year_reports", args=[running.pk])
    assert not YearReport.objects.exists()
    assert Entry.objects.get(verb="year_report.remove").summary == f"删除：{row}"
    assert begin(running, row.year, by=office).pk
