"""A campaign has one report a year."""

import pytest
from django.db import IntegrityError

from campaigns.models import YearReport
from tests.personas import person
from township.access import Role


@pytest.fixture
def other_office(other_township):
    return person("office2", "孙办事", Role.OFFICE, township=other_township)


def test_one_report_a_year(running):
    row = YearReport.objects.create(campaign=running, year=2026)
    assert str(row) == "2026年度创建工作总结"
    with pytest.raises(IntegrityError, match=r"(?i)unique"):
        YearReport.objects.create(campaign=running, year=2026)


def test_another_township_s_report_is_not_reached(running, office, other_office):
    row = YearReport.objects.create(campaign=running, year=2026)
    assert YearReport.objects.for_user(office, "year_report.edit").get() == row
    assert not YearReport.objects.for_user(other_office, "year_report.edit").exists()
