"""The page of a village's year: sealing, papers, handing over."""

import io

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from archives.acts.seal import hand_over_year, seal_year
from archives.models import FixityRun
from tests.archives import steps
from township.workflow import Refused

pytestmark = pytest.mark.usefixtures("categories", "late_november")


@pytest.fixture
def year(village, cadre, office):
    """2026 of a village with a text, a meeting, a vote and a posting, all sealed."""
    version, _ = steps.adopt(village, cadre)
    steps.accept(version, cadre, office)
    posting = steps.post(village, cadre)
    steps.POSTING.perform("take_down", posting, by=cadre, on=steps.days_ago(1))
    outcome = seal_year(village, 2026, by=cadre)
    assert outcome.done == 4 and not outcome.refused
    return 2026


def test_the_catalogue_has_the_columns_of_the_standard(client, village, cadre, year):
    client.force_login(cadre)
    url = reverse("archives:handover_paper", args=[village.pk, year, "catalogue-Y"])
    sheet = load_workbook(io.BytesIO(client.get(url, {"format": "xlsx"}).content)).active
    rows = [[cell for cell in row if cell] for row in sheet.iter_rows(values_only=True)]
    header = ["序号", "档号", "文号", "责任者", "题名", "日期", "密级", "页数", "备注"]
    assert header in [[str(cell) for cell in row] for row in rows]
    for name in ("catalogue-D30", "list", "labels"):
        url = reverse("archives:handover_paper", args=[village.pk, year, name])
        assert client.get(url).status_code == 200
        for form in ("pdf", "docx"):
            assert client.get(url, {"format": form}).status_code == 200
    url = reverse("archives:handover_paper", args=[village.pk, year, "nothing"])
    assert client.get(url).status_code == 404


def test_the_page_leads_through_the_year(client, village, cadre, office):
    steps.post(village, cadre)
    client.force_login(cadre)
    url = reverse("archives:handover", args=[village.pk, 2026])
    assert "还有1件在整理中" in client.get(url).content.decode()
    page = client.post(
        reverse("archives:seal_year", args=[village.pk, 2026]), follow=True
    ).content.decode()
    assert "没有归档" in page and "撤下日期" in page


def test_handing_over_needs_everything_sealed_and_sound(client, village, cadre, office, year):
    client.force_login(office)
    url = reverse("archives:hand_over_year", args=[village.pk, year])
    page = client.post(url, follow=True).content.decode()
    assert "已移交4件" in page
    assert FixityRun.objects.filter(occasion="hand_over", is_passed=True).count() == 1
    with pytest.raises(Refused, match="没有可以移交"):
        hand_over_year(village, year, by=office)
