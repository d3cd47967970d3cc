"""Where everybody finds the committee: entered by the village, told to everybody."""

from django.test import Client
from django.urls import reverse

from township.history.models import Entry
from township.personal.models import OpenPhone
from villages.models import Village

GIVEN = {"contact_place": "万顺村2组党群服务中心", "contact_phone": "0830-2345999"}


def address(village):
    return reverse("villages:contact_edit", args=[village.pk])


def test_the_village_enters_it_and_everybody_reads_it(village, cadre, client):
    client.force_login(cadre)
    assert "公开页面上看不到找谁问" in client.get(village.get_absolute_url()).text
    assert client.post(address(village), GIVEN | {"contact_hours": ""}).status_code == 302
    assert OpenPhone.objects.get().digits == "08302345999"
    entry = Entry.objects.about(village).first()
    assert entry.verb == "contact.edit" and entry.changes["办公地点"][1] == GIVEN["contact_place"]
    page = Client().get(reverse("villages:open", args=[village.pk])).text
    assert GIVEN["contact_place"] in page and ">0830-2345999</a>" in page


def test_what_is_no_number_and_other_villages_are_refused(village, other_village, cadre, client):
    client.force_login(cadre)
    assert client.post(address(village), GIVEN | {"contact_phone": "一二三"}).status_code == 422
    assert client.get(address(other_village)).status_code == 404
    assert not Village.objects.exclude(contact_place="").exists()
