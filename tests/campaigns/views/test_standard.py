"""Standards on their pages."""

from decimal import Decimal

from django.urls import reverse

from archives.models import Category
from campaigns.models import StandardVersion
from campaigns.workflows.standard import STANDARD
from tests.campaigns.standards import *  # noqa: F403
from township.history.models import Entry


def test_the_words_of_an_indicator_may_be_corrected_but_not_beyond_the_red_line(signed_in, version):
    indicator = version.indicators.get(code="A1")
    url = reverse("campaigns:indicator_edit", args=[indicator.pk])
    given = {"name": "工作小组健全", "rule": "没有的不得分。", "how_to_check": "看文件。"}
    assert signed_in.post(url, given).status_code == 302
    bad = given | {"name": "计划外出生人数"}
    answer = signed_in.post(url, bad)
    assert answer.status_code == 422 and "不统计、不考核" in answer.text


def test_villages_read_the_standard_in_words(client, running, version, cadre):
    client.force_login(cadre)
    page = client.get(version.get_absolute_url())
    assert page.status_code == 200
    assert "自治章程依法通过" in page.text and "总分90分以上" in page.text
    assert "charter_vote" not in page.text and "ADVANCED" not in page.text
    assert "导入表格" not in page.text


def test_an_issued_version_and_its_indicators_have_no_form(signed_in, version, office):
    STANDARD.perform("issue", version, by=office)
    indicator = version.indicators.first()
    for name, pk in (("standard_version_edit", version.pk), ("indicator_edit", indicator.pk)):
        url = reverse(f"campaigns:{name}", args=[pk])
        shown = signed_in.get(url, follow=True)
        assert shown.redirect_chain[-1][0] == version.get_absolute_url()
        answer = signed_in.post(
            url, {"note": "改", "name": "改", "rule": "改", "how_to_check": "看"}
        )
        assert answer.status_code == 422 and "修订请另起新版" in answer.text
    indicator.refresh_from_db()
    assert indicator.name != "改"


def test_a_new_standard_begins_with_an_empty_first_version(signed_in, drafted):
    url = reverse("campaigns:standard_create", args=[drafted.pk])
    assert signed_in.post(url, {"name": "示范户标准"}).status_code == 302
    standard = drafted.standards.get(name="示范户标准")
    assert standard.code == f"S{drafted.standards.count()}"
    page = signed_in.get(standard.versions.get().get_absolute_url()).text
    assert "还没有指标，请导入或添加。" in page


def test_a_new_version_is_begun_once_the_last_is_issued(signed_in, version, office):
    page = signed_in.get(version.standard.get_absolute_url())
    assert page.context["may_add"] is False
    STANDARD.perform("issue", version, by=office)
    assert signed_in.get(version.standard.get_absolute_url()).context["may_add"] is True
    url = reverse("campaigns:standard_version_create", args=[version.standard_id])
    answer = signed_in.post(url)
    assert answer.url == version.standard.versions.get(number=2).get_absolute_url()
    again = signed_in.post(url)
    assert again.status_code == 422 and "还是草稿" in again.text


def test_evidence_is_told_by_the_name_of_its_category(signed_in, version):
    code = version.indicators.first().evidence[0]
    Category.objects.filter(code=code).update(name="改名的类别")
    assert "改名的类别" in signed_in.get(version.get_absolute_url()).text


def test_the_points_of_all_indicators_are_added_up(signed_in, version):
    page = signed_in.get(version.get_absolute_url())
    assert page.context["points"] == 100 and page.context["faults"] == []


# --- pass marks


def test_pass_marks_of_a_draft_are_set_on_a_page(client, office, drafted):
    version = StandardVersion.objects.get(standard__campaign=drafted, standard__code="QUALIFIED")
    level = drafted.levels.get(code="QUALIFIED")
    client.force_login(office)
    url = reverse("campaigns:pass_marks", args=[version.pk])
    assert url in client.get(version.get_absolute_url()).text
    given = {f"total_{level.pk}": "82.5", f"percent_{level.pk}": "60"}
    assert client.post(url, given).url == version.get_absolute_url()
    (mark,) = version.thresholds.all()
    assert (mark.total, mark.category_percent) == (Decimal("82.5"), 60)
    told = Entry.objects.about(version).first()
    assert told.changes == {"合格村": ["80.0分、0.0%", "82.5分、60%"]}
    assert client.post(url, given | {f"total_{level.pk}": "101"}).status_code == 422
    STANDARD.perform("issue", version, by=office)
    answer = client.post(url, given | {f"total_{level.pk}": "70"})
    assert answer.status_code == 422 and "已经下发" in answer.text
