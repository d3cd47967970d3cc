"""The leading group, and what every village still owes."""

import io

import openpyxl
import pytest
from django.urls import reverse

from campaigns.models import (
    LeadingMember,
)
from tests.campaigns.assignments import *  # noqa: F403
from tests.campaigns.assignments import issued


def test_gap_report_tells_what_is_behind_and_why(client, running, assignment, office, cadre):
    issued(assignment, office)
    client.force_login(office)
    url = reverse("campaigns:gaps", args=[running.pk])
    page = client.get(url, {"year": "2026"}).text
    assert "还没有生效的自治章程。" in page
    assert "有1份下发的文件还没有签收。" in page
    client.force_login(cadre)
    own = client.get(url, {"year": "2026"}).text
    assert "万顺村" in own and "三水村" not in own


def test_the_leading_group_stands_above_the_working_groups(client, running, office, cadre):
    address = reverse("campaigns:leading", args=[running.pk])
    client.force_login(office)
    page = client.get(address).text
    assert "各村（社区）工作小组" in page and "三水村" in page and "空缺" in page
    client.force_login(cadre)
    own = client.get(address).text
    assert "万顺村" in own and "三水村" not in own


def exported(client, campaign, year):
    url = reverse("campaigns:gaps_export", args=[campaign.pk])
    book = openpyxl.load_workbook(io.BytesIO(client.get(url, {"year": year}).getvalue()))
    return list(book["差距"].iter_rows(min_row=2, values_only=True))


def test_the_gap_report_goes_out_as_a_workbook(client, running, assignment, office, cadre):
    issued(assignment, office)
    client.force_login(office)
    address = reverse("campaigns:gaps_export", args=[running.pk])
    assert address in client.get(reverse("campaigns:gaps", args=[running.pk])).text
    lines = exported(client, running, "2026")
    assert "还没有生效的自治章程。" in {line[3] for line in lines}
    assert {"万顺村", "三水村"} <= {line[0] for line in lines}
    client.force_login(cadre)
    assert {line[0] for line in exported(client, running, "2026")} == {"万顺村"}
    assert client.get(address, {"year": "abc"}).status_code == 200


@pytest.mark.parametrize("year", ["abc", "99999", "1200", "２０２６"])
def test_a_nonsense_year_shows_a_year_of_the_campaign(client, running, office, year):
    client.force_login(office)
    assert (
        client.get(reverse("campaigns:gaps", args=[running.pk]), {"year": year}).status_code == 200
    )


def test_the_leading_group_keeps_its_former_members(client, office, drafted, cadre):
    client.force_login(office)
    head = LeadingMember.objects.get(campaign=drafted, body="group", post="组长")
    edit = reverse("campaigns:leading_edit", args=[head.pk])
    given = {
        "body": "group",
        "post": "组长",
        "holder": "镇长",
        "name": "李国平",
        "since": "2024-01-01",
        "until": "2025-06-30",
        "order": "1",
    }
    assert client.post(edit, given | {"until": "2023-01-01"}).status_code == 422
    assert client.post(edit, given).status_code == 302
    add = reverse("campaigns:leading_create", args=[drafted.pk])
    fresh = given | {"name": "陈明", "since": "2025-07-01", "until": ""}
    assert client.post(add, fresh).status_code == 302
    client.force_login(cadre)
    page = client.get(reverse("campaigns:leading", args=[drafted.pk])).text
    assert "陈明" in page and "以往成员" in page and "李国平，到2025年6月30日" in page
    assert "添加成员" not in page
