"""Standards on their pages."""

from django.urls import reverse

from tests.campaigns.standards import *  # noqa: F403


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
