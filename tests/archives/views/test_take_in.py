"""Old archives on screen: sent, looked at, begun; for the office only."""

import pytest
from django.urls import reverse

from archives.models import TakeIn
from tests.archives.old_archives import catalogue, line, package, pdf

pytestmark = pytest.mark.usefixtures("categories")


@pytest.fixture
def sent(client, village, office):
    client.force_login(office)
    files = {"2019/1.pdf": pdf(1), "多的.pdf": pdf(2)}
    rows = catalogue([line(1), line(2)])
    address = reverse("archives:take_ins", args=[village.pk])
    return client.post(address, {"package": package(files), "catalogue": rows})


def test_the_preview_tells_line_by_line(client, sent, village):
    assert sent.status_code == 302
    shown = client.get(sent.url).content.decode()
    assert "对得上" in shown and "压缩包里没有“2019/2.pdf”" in shown and "多的.pdf" in shown
    assert "开始收1件" in shown
    assert (
        TakeIn.objects.get().name
        in client.get(reverse("archives:take_ins", args=[village.pk])).content.decode()
    )


def test_it_is_begun_and_told(client, sent):
    take_in = TakeIn.objects.get()
    address = reverse("archives:take_in_start", args=[take_in.pk])
    assert client.post(address, {}).status_code == 302
    assert (
        "目录2行" in client.get(take_in.get_absolute_url(), HTTP_HX_REQUEST="true").content.decode()
    )


def test_a_cadre_takes_nothing_in(client, cadre, village):
    client.force_login(cadre)
    assert client.get(reverse("archives:take_ins", args=[village.pk])).status_code == 403


def test_whoever_sent_it_is_told_of_numbers_in_names(client, village, office):
    client.force_login(office)
    rows = catalogue([line(1, 文件名="李四13800001111.pdf")])
    sent = {"package": package({"李四13800001111.pdf": pdf(1)}), "catalogue": rows}
    shown = client.post(reverse("archives:take_ins", args=[village.pk]), sent, follow=True).text
    assert "文件名里的号码已隐去：李四138****1111.pdf。" in shown
