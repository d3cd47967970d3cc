"""A selection by form and on paper."""

import pytest
from django.urls import reverse
from django.utils import timezone

from villages.models import Person, Selection


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


def test_a_cadre_records_a_selection_in_the_browser_form(client, village, cadre, people):
    client.force_login(cadre)
    url = reverse("villages:body_elect", args=[village.pk, "supervision"])
    assert client.get(url).status_code == 200
    today = timezone.localdate().isoformat()
    sent = facts(held_on=today, term_until="2031-11-22") | {
        "person-1": people[0].pk,
        "post-1": "head",
        "votes-1": 30,
        "elected-1": "on",
        "person-2": people[1].pk,
    }
    wrong = client.post(url, sent)
    assert wrong.status_code == 422 and "请给李主任选岗位" in wrong.text
    answer = client.post(url, sent | {"post-2": "supervisor", "votes-2": 5})
    selection = Selection.objects.get()
    assert answer.url == selection.get_absolute_url()
    page = client.get(answer.url).text
    assert "张书记" in page and "未当选" in page
    paper = client.get(reverse("villages:selection_paper", args=[selection.pk]))
    assert paper.status_code == 200 and "村活动室" in paper.text
    pdf = client.get(reverse("villages:selection_paper", args=[selection.pk]) + "?format=docx")
    assert pdf.status_code == 200
