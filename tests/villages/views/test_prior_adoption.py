"""补录既有文本: one form for the cadre and the office, and everywhere it says what it is."""

import io

import pytest
from django.urls import reverse

from tests.hostile import photo
from tests.villages import way
from villages.models import Attachment, PriorAdoption, TextVersion


def send(client, village, **more):
    address = reverse("villages:prior_text_create", args=[village.pk])
    told = {"kind": "charter", "title": "万顺村自治章程", "on": "2021-06-01", "body": way.CHARTER}
    return client.post(address, told | more)


@pytest.mark.parametrize("who", ["cadre", "office"])
def test_one_form_makes_a_text_in_force(client, request, village, who):
    client.force_login(request.getfixturevalue(who))
    assert send(client, village).status_code == 302
    version = TextVersion.objects.get()
    shown = client.get(version.get_absolute_url()).content.decode()
    assert "怎么通过的（补录）" in shown and "系统没有判断" in shown and "没有查到" in shown
    assert f"{request.getfixturevalue(who)}" in shown
    assert "审查人" not in shown and "办到哪一步" not in shown
    for name in ("texts", "texts_in_force"):
        shown = client.get(reverse(f"villages:{name}", args=[village.pk])).content.decode()
        assert "（补录）" in shown


def test_figures_are_judged_and_shown(client, cadre, village):
    client.force_login(cadre)
    counts = {"total": 600, "present": 400, "yes": 380, "no": 10, "abstain": 10}
    send(client, village, meeting_kind="villagers", mode="person", **counts)
    shown = client.get(TextVersion.objects.get().get_absolute_url()).content.decode()
    assert "通过：" in shown and "村民委员会组织法" in shown and "应到600，实到400" in shown


def test_contradictions_come_back_with_the_form(client, cadre, village):
    client.force_login(cadre)
    answer = send(client, village, meeting_kind="villagers", total=5, present=9, yes=9, no=0)
    assert answer.status_code == 422 and "实到数9大于应到数5" in answer.content.decode()
    assert not PriorAdoption.objects.exists()
    assert send(client, village, body="").status_code == 422


def test_a_wrong_day_is_corrected_where_it_stands(client, cadre, village):
    client.force_login(cadre)
    send(client, village)
    version = TextVersion.objects.get()
    address = reverse("villages:prior_correct", args=[version.entered_later.pk])
    assert address in client.get(version.get_absolute_url()).content.decode()
    assert client.get(address).status_code == 200


def test_the_paper_says_so(client, cadre, village):
    client.force_login(cadre)
    send(client, village)
    address = reverse("villages:text_paper", args=[TextVersion.objects.get().pk])
    assert "补录：张专干" in client.get(address).content.decode()


def test_the_scan_may_come_later_on_the_page_of_the_text(client, cadre, leader, village):
    client.force_login(cadre)
    send(client, village, body="", proof="原件存村委会档案柜")
    version = TextVersion.objects.get()
    address = reverse("villages:prior_papers", args=[version.entered_later.pk])
    shown = client.get(version.get_absolute_url()).content.decode()
    assert address in shown and "只登记了原件在哪里" in shown and "校验值" not in shown
    scan = io.BytesIO(photo())
    scan.name = "章程.jpg"
    assert client.post(address, {}).status_code == 422
    assert client.post(address, {"files": scan}).status_code == 302
    assert Attachment.objects.of(version.entered_later).get().file_name == "章程.jpg"
    shown = client.get(version.get_absolute_url()).content.decode()
    assert "章程.jpg" in shown and "只登记了原件在哪里" not in shown
    client.force_login(leader)
    assert address not in client.get(version.get_absolute_url()).content.decode()
    assert client.get(address).status_code in (403, 404)
