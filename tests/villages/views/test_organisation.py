"""Bodies of a village: who takes a post, who follows, how a body was chosen, what is lacking."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from villages.acts.organisation import body_of, seat
from villages.models import Person, Selection, Term
from villages.rules.bodies import PostKind

JANUARY = datetime.date(2026, 1, 1)


@pytest.fixture
def people(village):
    group = village.groups.first()
    names = ("张书记", "李主任", "王专干", "赵支委", "钱会长", "孙组长")
    return [
        Person.objects.create(village=village, name=name, gender="man", group=group)
        for name in names
    ]


def facts(**changed):
    today = timezone.localdate()
    usual = {
        "held_on": today,
        "way": Selection.Way.SECRET,
        "place": "村活动室",
        "chair": "张书记",
        "recorder": "王专干",
        "total": 40,
        "present": 35,
    }
    return usual | changed


def test_the_overview_names_what_is_lacking_and_who_holds_two_posts(
    client, village, cadre, people, asking
):
    client.force_login(cadre)
    url = reverse("villages:organisation", args=[village.pk])
    assert "组长空缺" in client.get(url).text
    seat(body_of(village, "party_branch"), PostKind.SECRETARY, people[0], since=JANUARY, by=cadre)
    seat(body_of(village, "committee"), PostKind.DIRECTOR, people[0], since=JANUARY, by=cadre)
    seat(body_of(village, "working_group"), PostKind.HEAD, people[0], since=JANUARY, by=cadre)
    text = client.get(url).text
    assert "组长张书记，是村党组织书记" in text
    assert "法律允许" in text and "一人担任几个岗位" in text


def test_the_committee_is_held_to_its_number_and_a_woman(client, village, cadre, people):
    client.force_login(cadre)
    url = reverse("villages:body", args=[village.pk, "committee"])
    assert "组成核对" not in client.get(url).text
    seat(body_of(village, "committee"), PostKind.DIRECTOR, people[0], since=JANUARY, by=cadre)
    text = client.get(url).text
    assert "成员1人，由主任、副主任和委员共3至7人组成" in text
    assert "应当有妇女成员，现有0人" in text and "第八条" in text


def test_the_staff_is_called_as_the_township_says(client, village, cadre, people, asking):
    village.township.settings["staff_title"] = "人口家庭专干"
    village.township.save(update_fields=["settings"])
    client.force_login(cadre)
    seat(body_of(village, "working_group"), PostKind.STAFF, people[0], since=JANUARY, by=cadre)
    text = client.get(reverse("villages:organisation", args=[village.pk])).text
    assert "人口家庭专干1人，其中兼任协会干部0人" in text and "卫生健康（计生）专干" not in text
    body = reverse("villages:body", args=[village.pk, "working_group"])
    assert "人口家庭专干" in client.get(body).text
    found = client.get(reverse("search"), {"q": "人口家庭"}).text
    assert people[0].name in found


def test_terms_and_duties_by_form(client, village, cadre, people):
    client.force_login(cadre)
    seat_url = reverse("villages:body_seat", args=[village.pk, "committee"])
    sent = {"post": "director", "person": people[1].pk, "since": "2026-01-01"}
    assert client.post(seat_url, sent).status_code == 302
    again = client.post(seat_url, sent)
    assert again.status_code == 422 and "已经担任" in again.text
    term = Term.objects.get()
    end_url = reverse("villages:term_end", args=[term.pk])
    sent = {"on": "2026-05-01", "reason": "任满"}
    village.township.settings = {"province": "sichuan"}
    village.township.save(update_fields=["settings"])
    told = client.get(end_url).text
    assert "五日内报镇政府" in told and "四川省村民委员会选举条例第四十五条" in told
    assert client.post(end_url, sent).status_code == 422
    assert client.post(end_url, sent | {"ended_as": "renewed"}).status_code == 302
    duty_url = reverse("villages:body_duty", args=[village.pk, "committee"])
    assert client.post(duty_url, {"duty": "办理公共事务"}).status_code == 302
    page = client.get(reverse("villages:body", args=[village.pk, "committee"])).text
    assert "办理公共事务" in page and "历任" in page and "2026年5月1日" in page
    assert "换届" in page


def test_a_body_goes_on_together(client, village, cadre, people):
    client.force_login(cadre)
    body = body_of(village, "committee")
    page = reverse("villages:body", args=[village.pk, "committee"])
    seat(body, PostKind.DIRECTOR, people[1], since=JANUARY, by=cadre)
    assert "延长任期" not in client.get(page).text
    Term.objects.update(until=datetime.date(2026, 12, 31))
    assert "延长任期" in client.get(page).text
    url = reverse("villages:body_extend", args=[village.pk, "committee"])
    sent = {"until": "2027-03-31", "reason": "县里统一安排换届"}
    assert client.post(url, sent | {"until": "2026-12-31"}).status_code == 422
    assert client.post(url, sent).url == page
    assert Term.objects.get().until == datetime.date(2027, 3, 31)


@pytest.mark.parametrize("name", ["body_seat", "body_duty", "body_elect", "body_extend"])
def test_the_office_reads_but_does_not_write(client, office, other_cadre, village, name):
    url = reverse(f"villages:{name}", args=[village.pk, "committee"])
    client.force_login(office)
    assert client.get(url).status_code == 403
    client.force_login(other_cadre)
    assert client.get(url).status_code == 404


def test_unknown_bodies_are_not_found(client, cadre, village):
    client.force_login(cadre)
    assert client.get(reverse("villages:body", args=[village.pk, "kingdom"])).status_code == 404
