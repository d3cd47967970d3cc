"""The list of open numbers in the township's settings, and taking one back."""

import pytest
from django.urls import reverse

from tests.personas import person
from township.access import Role
from township.history.models import Entry
from township.personal.models import OpenPhone, open_phones

LIST = "/settings/phones/"


@pytest.fixture
def kept(township, cadre):
    open_phones(["02887654321"], township, by=cadre, where="新建公示公开")
    open_phones(["13900002222"], township, by=cadre, where="修改公示：防汛")
    return OpenPhone.objects.get(digits="02887654321")


def test_the_list_tells_who_when_and_where(client, office, kept, cadre):
    client.force_login(office)
    page = client.get(LIST).text
    for told in ("02887654321", "13900002222", str(cadre), "新建公示公开", "修改公示：防汛"):
        assert told in page
    assert reverse("open_phone_take_back", args=[kept.pk]) in page
    assert f'href="{LIST}"' in client.get(reverse("settings")).text


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("028-8765 4321", {"02887654321"}),
        ("8765", {"02887654321"}),
        ("防汛", {"13900002222"}),
        ("没有的", set()),
    ],
)
def test_a_number_is_found_as_it_is_written(client, office, kept, asked, found):
    client.force_login(office)
    answer = client.get(LIST, {"q": asked})
    assert {one.digits for one in answer.context["object_list"]} == found


def test_it_is_found_by_who_said_it(client, office, kept, cadre):
    client.force_login(office)
    answer = client.get(LIST, {"q": cadre.full_name})
    assert len(answer.context["object_list"]) == 2


def test_who_only_reads_is_offered_nothing(client, observer, kept):
    client.force_login(observer)
    address = reverse("open_phone_take_back", args=[kept.pk])
    assert address not in client.get(LIST).text
    assert client.post(address).status_code == 403 and OpenPhone.objects.count() == 2


def test_a_number_is_taken_back_after_asking(client, office, kept):
    client.force_login(office)
    address = reverse("open_phone_take_back", args=[kept.pk])
    page = client.get(address).text
    assert "收回02887654321" in page and "新建公示公开" in page
    assert OpenPhone.objects.count() == 2
    answer = client.post(address, follow=True)
    assert answer.redirect_chain == [(LIST, 302)] and "已收回" in answer.text
    assert [one.digits for one in OpenPhone.objects.all()] == ["13900002222"]
    assert Entry.objects.get(verb="phone.take_back").object_id == kept.pk
    assert client.get(address).status_code == 404


def test_another_township_neither_sees_nor_takes_it(client, other_township, kept):
    stranger = person("bieyuan", "别员", Role.OFFICE, township=other_township)
    client.force_login(stranger)
    assert "02887654321" not in client.get(LIST).text
    assert client.post(reverse("open_phone_take_back", args=[kept.pk])).status_code == 404
