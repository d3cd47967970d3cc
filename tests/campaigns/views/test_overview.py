"""工作一览: who leads the township or works for it reads it; it goes out as a workbook."""

import io

import openpyxl
import pytest
from django.urls import reverse

URL = reverse("campaigns:overview")


@pytest.mark.parametrize("role", ["leader", "office", "observer"])
def test_it_tells_villages_what_is_late_and_what_is_owed(running, request, client, role):
    client.force_login(request.getfixturevalue(role))
    page = client.get(URL).text
    told = "没有逾期的备案、责令改正和整改"
    for word in ("各村（社区）进展", "万顺村", "逾期事项", "奖励待办", told):
        assert word in page, word


def test_a_village_does_not_read_how_others_stand(running, cadre, client):
    client.force_login(cadre)
    assert client.get(URL).status_code == 403


def test_a_township_without_a_campaign_is_told_what_comes(township, leader, client):
    client.force_login(leader)
    assert "还没有创建活动" in client.get(URL).text
    assert client.get(URL, {"format": "xlsx"}).status_code == 200


def test_the_year_asked_for_is_shown_within_the_years_of_the_campaign(running, leader, client):
    client.force_login(leader)
    first, last = running.years[0], running.years[-1]
    for asked, shown in ((first, first), (1999, first), (2099, last), ("²", None)):
        page = client.get(URL, {"year": asked}).text
        assert shown is None or f"，{shown}年。" in page


def test_the_workbook_holds_every_village_with_all_its_reasons(running, leader, client):
    client.force_login(leader)
    content = client.get(URL, {"format": "xlsx"}).getvalue()
    book = openpyxl.load_workbook(io.BytesIO(content))
    assert book.sheetnames[:3] == ["各村进展", "逾期事项", "奖励待办"]
    (row,) = [row for row in book["各村进展"].values if row[0] == "万顺村"]
    assert row[1] in ("进行中", "有风险", "本年没有目标") and "章程" in row[-1]
