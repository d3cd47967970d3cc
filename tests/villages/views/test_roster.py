"""Rosters by hand: entered, ended, removed; composition named with its articles."""

import datetime

import pytest
from django.test import override_settings
from django.urls import reverse
from django.utils import timezone

from township.history.models import Entry
from township.workflow import Refused
from villages.acts.roster import enter_seat
from villages.models import AssociationMember, Person, Representative
from villages.models.person import masked
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


def test_a_representative_is_entered_once(client, cadre, village, address, sent):
    client.force_login(cadre)
    assert client.post(address, sent).status_code == 302
    again = client.post(address, sent)
    assert again.status_code == 422 and "已经登记为村（居）民代表" in again.text
    page = client.get(reverse("villages:representatives", args=[village.pk])).text
    assert "138****1234" in page and "13800001234" not in page
    assert Person.objects.count() == 1


def test_a_person_known_is_not_entered_twice(client, cadre, village, address, sent):
    client.force_login(cadre)
    client.post(address, sent)
    members = reverse("villages:members_create", args=[village.pk])
    assert client.post(members, sent | {"until": "", "phone": ""}).status_code == 302
    person = Person.objects.get()
    assert person.phone == "13800001234"
    assert AssociationMember.objects.get().person == person


def test_composition_is_named_with_its_article(client, cadre, village, address, sent):
    client.force_login(cadre)
    client.post(address, sent)
    text = client.get(reverse("villages:representatives", args=[village.pk])).text
    assert "第二十九条" in text and "妇女" in text


def test_an_ended_row_stays_readable(client, cadre, village, address, sent):
    client.force_login(cadre)
    client.post(address, sent | {"since": "2026-01-01"})
    row = Representative.objects.get()
    url = reverse("villages:seat_end", args=["representatives", row.pk])
    early = client.post(url, {"on": "2025-12-31"})
    assert early.status_code == 422 and "不能早于开始日期" in early.text
    assert client.post(url, {"on": "2026-03-31", "reason": "外出"}).status_code == 302
    shelf = reverse("villages:representatives", args=[village.pk])
    assert "张三" not in client.get(shelf).text
    assert "张三" in client.get(shelf + "?past=on").text
    assert Representative.objects.serving(datetime.date(2026, 3, 31)).count() == 1
    assert Representative.objects.serving(datetime.date(2026, 4, 1)).count() == 0


def test_a_mistake_is_removed_with_its_person(client, cadre, address, sent):
    client.force_login(cadre)
    client.post(address, sent)
    url = reverse("villages:seat_remove", args=["representatives", Representative.objects.get().pk])
    assert client.post(url, {"reason": ""}).status_code == 422
    assert client.post(url, {"reason": "登记错了"}).status_code == 302
    assert not Representative.objects.exists() and not Person.objects.exists()
    assert Entry.objects.filter(summary__contains="删去误登").exists()


def test_terms_of_one_person_do_not_overlap(village, cadre):
    person = Person.objects.create(village=village, name="张三", gender="man")
    january, june = datetime.date(2026, 1, 1), datetime.date(2026, 6, 1)
    enter_seat(Representative(village=village, person=person, since=january, until=june), by=cadre)
    with pytest.raises(Refused, match="已经登记为"):
        enter_seat(Representative(village=village, person=person, since=june), by=cadre)
    later = june + datetime.timedelta(days=1)
    enter_seat(Representative(village=village, person=person, since=later), by=cadre)


def test_a_term_lasts_five_years_from_2018_on(village):
    assert usual_end(village, datetime.date(2026, 3, 1)) == datetime.date(2031, 2, 28)
    assert usual_end(village, datetime.date(2024, 2, 29)) == datetime.date(2029, 2, 27)


def test_masking():
    assert masked("13800001234") == "138****1234"
    assert masked("028-87654321") == "028****4321"
    assert masked("87654321") == "****4321"
    assert masked("") == ""


def test_a_new_key_reads_what_the_old_one_wrote_and_a_lost_one_destroys_nothing(village):
    person = Person.objects.create(village=village, name="张三", gender="man", phone="13800001234")
    with override_settings(FIELD_KEY="a key of its own"):
        assert Person.objects.get().phone == "13800001234"
    with override_settings(SECRET_KEY="another key altogether, long enough for anybody"):
        lost = Person.objects.get()
        assert lost.masked_phone == "（密钥不符，读不出）"
        lost.save()
    person.refresh_from_db()
    assert person.phone == "13800001234"


def test_unknown_rosters_are_not_found(client, cadre, village):
    client.force_login(cadre)
    for name in ("import", "roster_blank"):
        assert client.get(reverse(f"villages:{name}", args=[village.pk, "x"])).status_code == 404
    assert client.post(reverse("villages:roster_export", args=[village.pk, "x"])).status_code == 404
    assert client.get(reverse("villages:seat_end", args=["x", 1])).status_code == 404


def test_representatives_go_on_together(client, village, cadre, office):
    person = Person.objects.create(village=village, name="李代表")
    until = timezone.localdate() + datetime.timedelta(days=20)
    row = Representative.objects.create(
        village=village, person=person, since=timezone.localdate(), until=until
    )
    url = reverse("villages:representatives_extend", args=[village.pk])
    client.force_login(office)
    assert client.get(url).status_code == 403
    client.force_login(cadre)
    assert url in client.get(reverse("villages:representatives", args=[village.pk])).text
    sent = {"until": until, "reason": "县里统一安排换届"}
    assert client.post(url, sent).status_code == 422
    assert client.post(url, sent | {"until": until + datetime.timedelta(days=1)}).status_code == 302
    row.refresh_from_db()
    assert row.until == until + datetime.timedelta(days=1)


def test_the_province_says_what_becomes_of_the_list(client, cadre, village, address, sent):
    township = village.township
    township.settings |= {"province": "sichuan"}
    township.save()
    client.force_login(cadre)
    client.post(address, sent)
    text = client.get(reverse("villages:representatives", args=[village.pk])).text
    assert "村民代表名单应当公示" in text and "第十八条第一款" in text
