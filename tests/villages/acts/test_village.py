"""A village entered by mistake goes; one that has done anything stays."""

import pytest
from django.urls import reverse

from archives.acts.record import file_fact
from archives.papers.part import NewPart
from tests.villages import way
from township.history.models import Entry
from villages.acts import village as village_acts
from villages.models import Group, Village

pytestmark = pytest.mark.django_db


@pytest.fixture
def mistaken(township):
    village = Village.objects.create(township=township, name="录错村", fonds_code="J999")
    Group.objects.create(village=village, name="一组")
    return village


def test_a_village_without_history_is_removed(client, office, mistaken):
    client.force_login(office)
    url = reverse("villages:village_remove", args=[mistaken.pk])
    assert url in client.get(mistaken.get_absolute_url()).text
    assert client.post(url).url == reverse("villages:villages")
    assert not Village.objects.filter(name="录错村").exists()
    assert Entry.objects.filter(summary="删除没有任何办理记录的录错村", actor=office).exists()


def test_a_village_with_a_text_stays(client, office, village, cadre):
    way.draft(village, cadre)
    client.force_login(office)
    url = reverse("villages:village_remove", args=[village.pk])
    assert "不能删除" in client.get(url).text
    assert url not in client.get(village.get_absolute_url()).text
    assert client.post(url).status_code == 422 and Village.objects.filter(pk=village.pk).exists()


def test_what_an_app_above_keeps_is_history_too(mistaken, office):
    part = NewPart("记录", b"x", "记录.txt")
    day = way.days_ago(3)
    file_fact(mistaken, "XCH", source="", title="宣传", on=day, by=office, parts=[part])
    (told,) = village_acts.against_removal(mistaken)
    assert told.startswith("录错村已经有") and "撤村、并村的" in told
