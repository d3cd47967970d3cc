"""A standard goes out as a workbook and comes back over a preview."""

import pytest
from django.urls import reverse

from campaigns.models import StandardVersion
from tests.campaigns.standards import *  # noqa: F403
from tests.campaigns.standards import asked, confirm, exported, upload
from township.history.models import Entry


def test_what_was_exported_comes_back_unchanged(signed_in, version):
    entries = Entry.objects.count()
    page = upload(signed_in, version, exported(signed_in, version))
    assert "没有改动" in page.text
    assert confirm(signed_in, page).status_code == 302
    assert Entry.objects.count() == entries


def test_changes_are_shown_before_they_are_written(signed_in, version):
    book = exported(signed_in, version)
    sheet = book["指标"]
    sheet["D2"], sheet["E2"], sheet["E3"] = "工作小组健全", "5", "3"
    before = asked(version)
    page = upload(signed_in, version, book)
    assert "工作小组健全" in page.text and "将改动3处" in page.text
    assert asked(version) == before, "a preview writes nothing"
    assert confirm(signed_in, page).status_code == 302
    assert asked(version).indicator("A1").points == 5
    assert asked(version).indicator("A1").deductions == before.indicator("A1").deductions
    assert "改动3处" in Entry.objects.about(version).first().summary


@pytest.mark.parametrize(
    ("content", "name"), [(b"PK\x03\x04broken", "坏.xlsx"), (b"a,b\n1,2\n", "表.csv")]
)
def test_what_is_no_workbook_is_refused_by_name(signed_in, version, content, name):
    page = upload(signed_in, version, content, name)
    assert page.status_code == 422 and name in page.text


def test_a_preview_of_another_version_is_refused(signed_in, version, drafted):
    other = StandardVersion.objects.get(standard__campaign=drafted, standard__code="QUALIFIED")
    page = upload(signed_in, version, exported(signed_in, version))
    query = page.request["QUERY_STRING"]
    url = reverse("campaigns:standard_preview", args=[other.pk])
    answer = signed_in.get(f"{url}?{query}")
    assert answer.status_code == 409 and "预览已经过期" in answer.text
