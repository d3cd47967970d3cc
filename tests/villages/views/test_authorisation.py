"""What the villagers' meeting lent to the representatives, by form."""

import pytest
from django.urls import reverse

from tests.villages import way
from villages.models import Authorisation


@pytest.fixture
def as_cadre(client, cadre):
    client.force_login(cadre)
    return client


def test_an_authorisation_lets_representatives_vote_a_rule(as_cadre, village, cadre):
    charter = way.adopted(village, cadre)
    rule = way.final(village, cadre, kind="rule", title="服务制度", based_on=charter)
    meeting = way.meeting(village, cadre, kind="village_reps")
    address = reverse("villages:motion_create", args=[meeting.pk])
    given = {"text_version": rule.pk, "method": "show_of_hands"}
    answer = as_cadre.post(address, given)
    assert "没有村民会议的授权记录" in answer.content.decode()
    answer = as_cadre.post(
        reverse("villages:authorisation_create", args=[village.pk]),
        {
            "granted_on": way.days_ago(60),
            "matters": ["rule"],
            "since": way.days_ago(60),
            "until": way.days_ago(-300),
        },
    )
    assert answer.status_code == 302
    assert Authorisation.objects.get().matters == ["rule"]
    assert as_cadre.post(address, given).status_code == 302
    assert as_cadre.get(answer.url).status_code == 200


def test_charters_cannot_be_lent_in_a_village(as_cadre, village):
    answer = as_cadre.post(
        reverse("villages:authorisation_create", args=[village.pk]),
        {
            "granted_on": way.days_ago(60),
            "matters": ["charter"],
            "since": way.days_ago(60),
            "until": way.days_ago(-300),
        },
    )
    assert answer.status_code == 422


def test_the_form_says_how_the_province_has_it_lent(as_cadre, village):
    address = reverse("villages:authorisation_create", args=[village.pk])
    assert "书面征求村民意见" not in as_cadre.get(address).text
    village.township.settings |= {"province": "shanghai"}
    village.township.save()
    text = as_cadre.get(address).text
    assert "书面征求村民意见" in text and "第十六条第二款" in text


def test_what_the_province_wants_of_it_is_told_and_marked_where_it_lacks(as_cadre, village):
    """四川办法第十七条、山东办法第二十三条第二款：范围写明，公告，报备案。"""
    listed = reverse("villages:authorisations", args=[village.pk])
    day = way.days_ago(60)
    given = {"granted_on": day, "matters": ["rule"], "since": day, "until": way.days_ago(-300)}
    as_cadre.post(reverse("villages:authorisation_create", args=[village.pk]), given)
    lacking = as_cadre.get(listed).text.count(">缺<")
    village.township.settings |= {"province": "sichuan"}
    village.township.save()
    form = as_cadre.get(reverse("villages:authorisation_create", args=[village.pk])).text
    assert "应当报镇备案（四川省" in form and "第十七条" in form
    assert as_cadre.get(listed).text.count("缺") >= lacking + 3
    row = Authorisation.objects.get()
    row.scope, row.posted_on, row.filed_on = "三项制度", day, day
    row.save()
    assert "应当" not in as_cadre.get(listed).text
    assert as_cadre.get(listed).text.count("缺") == 1
