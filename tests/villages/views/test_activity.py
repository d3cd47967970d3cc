"""Activities and training: written down with their themes, photos and numbers."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from tests.hostile import photo
from villages.models import Activity, Attachment

SENT = {
    "kind": "training",
    "title": "支委能力培训",
    "themes": ["learn", "educate"],
    "place": "村活动室",
    "headcount": 12,
    "summary": "学习自治章程。",
}


def today():
    return {"on": timezone.localdate().isoformat()}


def test_today_is_proposed_for_what_is_written_down(client, cadre, village):
    client.force_login(cadre)
    for name in ("activity", "publicity"):
        form = client.get(reverse(f"villages:{name}_create", args=[village.pk])).context["form"]
        assert form["on"].value() == timezone.localdate()
        assert 'data-from-today="0"' in str(form["on"])


def test_a_training_is_recorded_and_changed(client, cadre, village):
    client.force_login(cadre)
    url = reverse("villages:activity_create", args=[village.pk])
    picture = SimpleUploadedFile("培训.jpg", photo())
    answer = client.post(url, SENT | today() | {"files": [picture]})
    row = Activity.objects.get()
    page = client.get(answer.url).text
    assert "自我学习、自我教育" in page and "培训.jpg" in page
    edit = reverse("villages:activity_edit", args=[row.pk])
    again = SimpleUploadedFile("培训.jpg", photo())
    sent = SENT | today() | {"headcount": 15, "read_version": 0, "files": [again]}
    assert client.post(edit, sent).status_code == 302
    row.refresh_from_db()
    assert row.headcount == 15
    assert Attachment.objects.of(row).count() == 1


def test_a_program_among_the_photos_is_refused(client, cadre, village):
    client.force_login(cadre)
    url = reverse("villages:activity_create", args=[village.pk])
    program = SimpleUploadedFile("照片.jpg", b"MZ\x90\0" + b"\0" * 200)
    answer = client.post(url, SENT | today() | {"files": [program]})
    assert answer.status_code == 422 and "程序或脚本" in answer.text
    assert not Activity.objects.exists()


def test_the_future_is_refused(client, cadre, village):
    client.force_login(cadre)
    url = reverse("villages:activity_create", args=[village.pk])
    answer = client.post(url, SENT | {"on": "2199-01-01"})
    assert answer.status_code == 422 and "日期不能在今天之后" in answer.text


def test_a_double_click_is_one_activity(client, cadre, village):
    client.force_login(cadre)
    url = reverse("villages:activity_create", args=[village.pk])
    sent = SENT | today() | {"form_key": "11111111-1111-1111-1111-111111111111"}
    first, second = client.post(url, sent), client.post(url, sent)
    assert first.url == second.url and Activity.objects.count() == 1


def test_other_villages_do_not_see_it(client, cadre, other_cadre, village):
    client.force_login(cadre)
    url = reverse("villages:activity_create", args=[village.pk])
    picture = SimpleUploadedFile("培训.jpg", photo())
    shown = client.post(url, SENT | today() | {"files": [picture]}).url
    kept = Attachment.objects.get().get_absolute_url()
    client.force_login(other_cadre)
    assert client.get(shown).status_code == 404
    assert client.get(kept).status_code == 404


def test_the_sender_is_told_of_numbers_hidden_in_names(client, cadre, village):
    client.force_login(cadre)
    url = reverse("villages:activity_create", args=[village.pk])
    named = ("张三13800001111.jpg", "李四510101197503070011.jpg", "合影.jpg")
    pictures = [SimpleUploadedFile(name, photo()) for name in named]
    page = client.post(url, SENT | today() | {"files": pictures}, follow=True).text
    told = "文件名里的号码已隐去：张三138＊＊＊＊1111.jpg、李四（证件号码已遮盖）.jpg。"
    assert told in page


def test_the_sender_is_told_nothing_where_nothing_was_hidden(client, cadre, village):
    client.force_login(cadre)
    url = reverse("villages:activity_create", args=[village.pk])
    picture = SimpleUploadedFile("合影.jpg", photo())
    page = client.post(url, SENT | today() | {"files": [picture]}, follow=True).text
    assert "已隐去" not in page


def test_another_one_begins_as_an_earlier_one_of_the_village(
    client, cadre, other_cadre, village, other_village
):
    client.force_login(cadre)
    url = reverse("villages:activity_create", args=[village.pk])
    page = client.get(client.post(url, SENT | today()).url).text
    row = Activity.objects.get()
    assert f'href="{url}?like={row.pk}"' in page
    form = client.get(url, {"like": row.pk}).context["form"]
    shown = {name: form[name].value() for name in SENT}
    assert shown == SENT | {"headcount": None}, "how many came is counted anew"
    assert form["on"].value() == timezone.localdate()
    for strange in ("0", "x", "9" * 30, row.pk + 1):
        assert client.get(url, {"like": strange}).context["form"]["title"].value() is None
    client.force_login(other_cadre)
    elsewhere = reverse("villages:activity_create", args=[other_village.pk])
    assert client.get(elsewhere, {"like": row.pk}).context["form"]["title"].value() is None
