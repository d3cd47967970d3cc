"""The office sets where alerts go, tries it, and reads what was sent; secrets are never shown."""

from django.urls import reverse

from tests.campaigns.reminders import owed
from tests.sent import *  # noqa: F403
from tests.township.alerts.test_models import line
from township.alerts.couriers import AlertChoice, Courier, Dispatch
from township.alerts.telling import tell
from township.history.models import Entry

ADDRESS = "https://oapi.dingtalk.com/robot/send?access_token=TOKEN-1"
GIVEN = {
    "name": "工作群",
    "way": "dingtalk",
    "is_on": "on",
    "kinds": ["task", "due"],
    "address": ADDRESS,
    "secret": "SEC-1",
    "template": "",
}


def made(client, office, **more):
    client.force_login(office)
    return client.post(reverse("courier_create"), GIVEN | more)


def test_none_stands_there_by_itself(client, office):
    client.force_login(office)
    assert "没有启用的，一条也不发" in client.get(reverse("couriers")).text
    assert not Courier.objects.exists()


def test_the_office_sets_a_robot_and_no_page_shows_its_secret(client, office):
    assert made(client, office).status_code == 302
    courier = Courier.objects.get()
    assert (courier.address, courier.secret, courier.is_on) == (ADDRESS, "SEC-1", True)
    given = GIVEN | {"name": "改名群", "address": "", "secret": ""}
    address = reverse("courier_update", args=[courier.pk])
    page = client.get(address)
    assert "不改的，留空" in page.text
    assert client.post(address, given).status_code == 302
    courier.refresh_from_db()
    assert (courier.name, courier.address, courier.secret) == ("改名群", ADDRESS, "SEC-1")
    client.post(address, given | {"secret": "SEC-2"})
    pages = [client.get(reverse(name)).text for name in ("couriers", "dispatches", "history")]
    pages += [client.get(address).text, str(list(Entry.objects.values_list()))]
    assert not any(word in page for page in pages for word in ("TOKEN-1", "SEC-1", "SEC-2"))
    assert "改名群" in pages[0] and "密钥：已重设" in str(Entry.objects.first().changes_told)


def test_what_cannot_work_is_refused(client, office):
    for more, told in (
        ({"address": "http://10.0.0.1/x"}, "https://"),
        ({"address": "https://10.0.0.1/x"}, "内部网络"),
        ({"address": ""}, "请填地址"),
        ({"way": "sms", "template": "x"}, "不是JSON"),
        ({"way": "hook", "template": '{"a": 1}'}, "{text}"),
    ):
        answer = made(client, office, **more)
        assert answer.status_code == 422 and told in answer.text, more
    assert made(client, office, way="mail", address="").status_code == 302


def test_the_office_tries_it_and_sends_again(client, office, cadre, village):
    made(client, office)
    courier = Courier.objects.get()
    answer = client.post(reverse("courier_test", args=[courier.pk]), follow=True)
    assert "这是一条测试提醒" in answer.text and "待发送" in answer.text
    Dispatch.objects.update(outcome="maybe", fault="可能已经发出")
    page = client.get(reverse("dispatches"))
    assert "可能已发" in page.text and "再发一次" in page.text
    pk = Dispatch.objects.get().pk
    client.post(reverse("dispatch_again", args=[pk]))
    assert Dispatch.objects.get().outcome == "waiting"
    assert client.post(reverse("dispatch_again", args=[pk])).status_code == 409
    assert "没有符合条件的内容" in client.get(reverse("dispatches") + "?outcome=sent").text


def test_another_township_and_a_village_see_nothing_of_it(client, office, cadre, other_township):
    foreign = Courier.objects.create(township=other_township, name="别镇的群", way="wecom")
    client.force_login(office)
    assert "别镇的群" not in client.get(reverse("couriers")).text
    assert client.post(reverse("courier_test", args=[foreign.pk])).status_code == 404
    client.force_login(cadre)
    assert client.get(reverse("couriers")).status_code == 403


def test_a_person_chooses_for_himself(client, cadre, office, village):
    client.force_login(cadre)
    given = {"mail": "13800138000@example.org", "mobile": "13800138000", "kinds": ["due"]}
    address = reverse("alert_choice")
    assert client.post(address, given).status_code == 302
    choice = AlertChoice.objects.get(user=cadre)
    assert (choice.mail, choice.mobile, choice.kinds) == (*list(given.values())[:2], ["due"])
    assert "13800138000@example.org" in client.get(address).text
    assert client.post(address, given | {"mobile": "123"}).status_code == 422
    client.force_login(office)
    assert "13800138000" not in client.get(address).text
    tell([line(cadre, owed(village))])
    assert not Dispatch.objects.exists()
