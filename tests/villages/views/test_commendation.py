"""Commendation and sanction: never a person, never money, a sanction with notice and remedy."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone

from tests.hostile import photo
from villages.models import Attachment, Commendation, Person


@pytest.fixture
def sent():
    return {
        "kind": "commendation",
        "authority": "village",
        "on": timezone.localdate().isoformat(),
        "organisation": "三组会员小组",
        "basis_clause": "自治章程第二十六条",
        "measure": "通报表扬。",
    }


@pytest.fixture
def address(village):
    return reverse("villages:commendation_create", args=[village.pk])


SANCTION = {
    "kind": "sanction",
    "measure": "批评教育。",
    "noticed_on": "2026-01-01",
    "notice": "当面告知，听取了申辩。",
    "remedy": "可以向村民代表会议申诉。",
}


def test_a_commendation_is_written_once(client, cadre, address, sent):
    client.force_login(cadre)
    answer = client.post(address, sent)
    assert "三组会员小组" in client.get(answer.url).text
    with pytest.raises(DatabaseError), transaction.atomic():
        Commendation.objects.update(measure="改")
    with pytest.raises(DatabaseError), transaction.atomic():
        Commendation.objects.all().delete()


def test_a_sanction_with_all_its_steps(client, cadre, address, sent):
    client.force_login(cadre)
    assert client.post(address, sent | SANCTION).status_code == 302


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"noticed_on": ""}, "请写明告知日期和情况"),
        ({"notice": ""}, "请写明告知日期和情况"),
        ({"remedy": ""}, "要写明申诉途径"),
        ({"noticed_on": timezone.localdate().replace(year=2099).isoformat()}, "不能晚于决定日期"),
        ({"measure": "罚款200元。"}, "不能设定罚款或收费"),
        ({"measure": "交纳违约金。"}, "不能设定罚款或收费"),
    ],
)
def test_a_sanction_lacks_a_step(client, cadre, address, sent, changed, told):
    client.force_login(cadre)
    answer = client.post(address, sent | SANCTION | changed)
    assert answer.status_code == 422 and told in answer.text
    assert not Commendation.objects.exists()


def test_persons_are_not_named(client, cadre, village, address, sent):
    Person.objects.create(village=village, name="张三丰", gender="man")
    client.force_login(cadre)
    answer = client.post(address, sent | {"measure": "表扬张三丰家庭。"})
    assert answer.status_code == 422 and "不写个人姓名" in answer.text


def test_it_is_about_somebody(client, cadre, address, sent):
    client.force_login(cadre)
    answer = client.post(address, sent | {"organisation": ""})
    assert answer.status_code == 422 and "涉及的户数" in answer.text
    assert client.post(address, sent | {"organisation": "", "number": 3}).status_code == 302


def test_only_who_keeps_it_sees_it(
    client, cadre, office, leader, observer, evaluator, address, sent, village
):
    client.force_login(cadre)
    picture = SimpleUploadedFile("决定书.jpg", photo())
    url = client.post(address, sent | {"files": [picture]}).url
    kept = Attachment.objects.get().get_absolute_url()
    for user, status in ((office, 200), (leader, 200), (observer, 403), (evaluator, 403)):
        client.force_login(user)
        assert client.get(url).status_code == status
    client.force_login(observer)
    assert client.get(kept).status_code == 404
    assert "表彰惩处" not in client.get(village.get_absolute_url()).text
