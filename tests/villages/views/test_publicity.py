"""Publicity is written down once, its photos kept, and the matrix names who has not heard what."""

import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from tests.hostile import photo
from township.history.models import Entry
from township.workflow import Refused
from villages.acts.publicity import record_publicity
from villages.models import Attachment, Publicity


@pytest.fixture
def sent(village):
    return {
        "channel": "yard",
        "contents": ["charter", "law"],
        "groups": [group.pk for group in village.groups.all()[:2]],
        "on": timezone.localdate().isoformat(),
        "place": "一组院坝",
        "headcount": 46,
    }


@pytest.fixture
def address(village):
    return reverse("villages:publicity_create", args=[village.pk])


def test_an_event_with_photos(client, cadre, village, address, sent):
    client.force_login(cadre)
    picture = SimpleUploadedFile("院坝会.jpg", photo())
    answer = client.post(address, sent | {"files": [picture]})
    row = Publicity.objects.get()
    assert answer.url == row.get_absolute_url()
    page = client.get(answer.url).text
    assert "院坝会.jpg" in page and "自治章程、有关法律法规" in page
    kept = Attachment.objects.of(row).get()
    shown = client.get(kept.get_absolute_url())
    assert shown["Content-Type"] == "image/jpeg" and shown["X-Content-Type-Options"] == "nosniff"
    assert b"".join(shown.streaming_content)[:2] == b"\xff\xd8"
    assert Entry.objects.about(row).get().verb == "publicity.record"


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"contents": []}, "至少勾选一项宣传内容"),
        ({"groups": []}, "勾选到达了哪些小组"),
        ({"on": "2199-01-01"}, "日期不能在今天之后"),
        ({"channel": "slogan"}, "标语要写明内容"),
        ({"slogan": "人人参与自治"}, "只有标语才填标语内容"),
    ],
)
def test_what_cannot_be_is_told_and_kept_on_the_form(client, cadre, address, sent, changed, told):
    client.force_login(cadre)
    answer = client.post(address, sent | changed)
    assert answer.status_code == 422 and told in answer.text and "一组院坝" in answer.text
    assert not Publicity.objects.exists()


def test_groups_of_other_villages_cannot_be_chosen(client, cadre, other_village, address, sent):
    client.force_login(cadre)
    foreign = other_village.groups.first()
    assert client.post(address, sent | {"groups": [foreign.pk]}).status_code == 422


def test_a_verb_refuses_a_foreign_group(cadre, village, other_village):
    row = Publicity(village=village, channel="yard", contents=["plan"], place="村委会")
    row.on = datetime.date(2026, 5, 1)
    with pytest.raises(Refused, match="不是本村的"):
        record_publicity(row, [other_village.groups.first()], by=cadre)


def test_a_stale_form_is_a_conflict(client, cadre, address, sent):
    client.force_login(cadre)
    client.post(address, sent)
    row = Publicity.objects.get()
    url = reverse("villages:publicity_edit", args=[row.pk])
    assert client.post(url, sent | {"place": "二组", "read_version": 0}).status_code == 302
    late = client.post(url, sent | {"place": "三组", "read_version": 0})
    assert late.status_code == 409 and "三组" in late.text and "二组" in late.text
    row.refresh_from_db()
    assert row.place == "二组"
    assert Entry.objects.about(row).first().changes["地点"] == ["一组院坝", "二组"]


def test_the_list_filters_by_year_and_channel(client, cadre, village, address, sent):
    client.force_login(cadre)
    client.post(address, sent)
    url = reverse("villages:publicities", args=[village.pk])
    assert "一组院坝" in client.get(url + "?channel=yard").text
    assert "一组院坝" not in client.get(url + "?year=2001").text


def test_the_same_event_of_another_season_keeps_channel_contents_and_groups(
    client, cadre, address, sent
):
    client.force_login(cadre)
    client.post(address, sent)
    form = client.get(address, {"like": Publicity.objects.get().pk}).context["form"]
    assert form["channel"].value() == "yard" and form["contents"].value() == sent["contents"]
    assert list(form["groups"].value()) == sent["groups"]
    assert form["place"].value() == "一组院坝" and not form["note"].value()
    assert form["headcount"].value() is None, "how many came is counted anew"
