"""The bell, the list, and a line that leads to its thing."""

from django.urls import reverse

from tests.campaigns.reminders import owed
from tests.township.alerts.test_models import line
from township.alerts.models import Alert
from township.alerts.telling import tell


def test_the_bell_tells_how_many_and_the_page_which(client, village, cadre):
    client.force_login(cadre)
    page = client.get("/alerts/")
    assert "还没有提醒" in page.text and "bell-count" not in page.text
    row = owed(village)
    tell([line(cadre, row, title="第一件"), line(cadre, row, key="b", title="第二件", kind="due")])
    page = client.get("/alerts/")
    assert page.text.count("未读</") >= 2 and "2<span" in page.text
    assert [one.title for one in page.context["object_list"]] == ["第二件", "第一件"]
    first = Alert.objects.get(title="第二件")
    answer = client.post(reverse("alert_open", args=[first.pk]))
    assert answer.status_code == 302 and answer.url == row.get_absolute_url()
    page = client.get("/alerts/")
    # Unread first, then the newest.
    assert [one.title for one in page.context["object_list"]] == ["第一件", "第二件"]
    assert "1<span" in page.text
    page = client.get("/alerts/?kind=due&is_read=yes")
    assert [one.title for one in page.context["object_list"]] == ["第二件"]
    assert "没有符合条件的内容" in client.get("/alerts/?kind=failed").text
    client.post(f"{reverse('alerts_read')}?kind=due&is_read=no")
    assert "1<span" in client.get("/alerts/").text
    client.post(reverse("alerts_read"))
    assert "bell-count" not in client.get("/alerts/").text


def test_nobody_reads_or_marks_what_is_told_to_others(client, village, cadre, office):
    tell([line(cadre, owed(village), title="给村里的")])
    client.force_login(office)
    assert "给村里的" not in client.get("/alerts/").text
    pk = Alert.objects.get().pk
    assert client.post(reverse("alert_open", args=[pk])).status_code == 404
    client.post(reverse("alerts_read"))
    assert not Alert.objects.get().is_read


def test_opening_by_a_link_marks_nothing(client, village, cadre):
    tell([line(cadre, owed(village))])
    client.force_login(cadre)
    assert client.get(reverse("alert_open", args=[Alert.objects.get().pk])).status_code == 405
    assert not Alert.objects.get().is_read
