"""What is shown and kept of a person: little, masked, and erased on request."""

import pytest
from django.urls import reverse
from django.utils import timezone

from township.history.models import Entry
from villages.models import Person
from villages.queries.roster import usual_end

SENT = {"name": "张三", "gender": "man", "households": 12, "phone": "13800001234"}


@pytest.fixture
def address(village):
    return reverse("villages:representatives_create", args=[village.pk])


@pytest.fixture
def sent(village):
    today = timezone.localdate()
    return SENT | {
        "group": village.groups.first().pk,
        "since": today.isoformat(),
        "until": usual_end(village, today).isoformat(),
    }


def test_history_never_holds_a_phone(client, cadre, village, address, sent):
    client.force_login(cadre)
    client.post(address, sent)
    person = Person.objects.get()
    url = reverse("villages:person_edit", args=[person.pk])
    given = {"name": "张三", "gender": "man", "phone": "13900005678", "read_version": 0}
    assert client.post(url, given).status_code == 302
    person.refresh_from_db()
    assert person.phone == "13900005678"
    entries = Entry.objects.all()
    assert not any("1390000" in str(e.changes) + e.summary for e in entries)
    assert "139****5678" in client.get(person.get_absolute_url()).text


@pytest.mark.parametrize("phone", ["123", "1380000123a", "138000012345"])
def test_a_wrong_phone_is_told(client, cadre, address, sent, phone):
    client.force_login(cadre)
    answer = client.post(address, sent | {"phone": phone})
    assert answer.status_code == 422 and "电话要写成" in answer.text


@pytest.mark.parametrize(
    ("written", "kept"), [("1975年3月", "1975-03"), ("1975.03", "1975-03"), ("", "")]
)
def test_a_month_of_birth_is_read_as_people_write_it(client, cadre, address, sent, written, kept):
    client.force_login(cadre)
    assert client.post(address, sent | {"birth_month": written}).status_code == 302
    assert Person.objects.get().birth_month == kept


@pytest.mark.parametrize(
    ("written", "told"), [("75年3月", "年份要写四位"), ("2099年5月", "在今天之后")]
)
def test_a_month_of_birth_that_cannot_be_is_told(client, cadre, address, sent, written, told):
    client.force_login(cadre)
    answer = client.post(address, sent | {"birth_month": written})
    assert answer.status_code == 422 and told in answer.text


def test_a_person_may_have_what_is_kept_erased(client, cadre, village, address, sent):
    client.force_login(cadre)
    client.post(address, sent | {"birth_month": "1975-03"})
    person = Person.objects.get()
    url = reverse("villages:person_erase", args=[person.pk])
    assert client.post(url, {"reason": "本人要求"}).url == person.get_absolute_url()
    person.refresh_from_db()
    assert (person.name, person.phone, person.birth_month) == ("张三", "", "")
    unknown = Person.objects.create(village=village, name="李四", gender="man")
    url = reverse("villages:person_erase", args=[unknown.pk])
    shelf = reverse("villages:people", args=[village.pk])
    assert client.post(url, {"reason": "本人要求"}).url == shelf
    assert not Person.objects.filter(name="李四").exists()
