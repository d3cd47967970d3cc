"""What a record's page says of its scans: how far they are read, what they look like, what to mind;
what is proposed is filled in by a person's saving alone."""

import datetime

import pytest
from django.urls import reverse

from archives.acts.record import enter_record
from archives.models import Record, ScanReading
from tests.archives.readings import line, page
from tests.villages.files import stored
from township.history.models import Entry

LINES = (
    line("万顺村村民代表会议记录", top=200, high=320),
    line("时间：2026年2月3日上午", top=800),
    line("讨论修路。", top=1100),
    line("当场表决。", top=1400),
)


@pytest.fixture
def record(village, cadre, categories):
    row = Record(
        village=village,
        category=categories["HYJ"],
        title="扫描0001",
        on=datetime.date(2026, 3, 5),
    )
    return enter_record(row, [(stored(), "扫描.jpg")], by=cadre)


def read(record, **more):
    file = record.parts.get().files.get().file
    words = [page(*LINES) | {"number": 1}]
    return ScanReading.objects.create(file=file, words=words, **({"state": "read"} | more))


def test_how_far_the_reading_has_come_stands_by_the_file(client, cadre, record):
    client.force_login(cadre)
    assert "识读" not in client.get(record.get_absolute_url()).text
    row = read(record, state="reading", pages_read=4, pages=12)
    assert "正在识读，第5页，共12页" in client.get(record.get_absolute_url()).text
    row.state, row.doubtful = "read", 3
    row.save()
    assert "已识读，3处不确定" in client.get(record.get_absolute_url()).text


def test_what_it_looks_like_is_offered_and_taken_by_saving_alone(client, cadre, record):
    read(record)
    client.force_login(cadre)
    edit = reverse("archives:record_edit", args=[record.pk])
    shown = client.get(record.get_absolute_url()).text
    assert "扫描件像是2026年2月3日的会议记录：“万顺村村民代表会议记录”" in shown
    assert f'href="{edit}?scan=1"' in shown
    form = client.get(f"{edit}?scan=1").context["form"]
    assert form["title"].value() == "万顺村村民代表会议记录"
    assert form["on"].value() == datetime.date(2026, 2, 3)
    record.refresh_from_db()
    assert record.title == "扫描0001", "nothing is taken over by looking"
    sent = {"title": form["title"].value(), "on": "2026-02-03", "responsible": "", "pages": "1"}
    answer = client.post(f"{edit}?scan=1", sent)
    assert answer.status_code == 302, answer.context["form"].errors
    record.refresh_from_db()
    assert (record.title, record.on) == (sent["title"], datetime.date(2026, 2, 3))
    entry = Entry.objects.about(record).first()
    assert {"题名", "日期"} <= set(entry.changes), "the history tells what was changed"
    assert "扫描件像是" not in client.get(record.get_absolute_url()).text


def test_without_having_come_from_the_scan_the_form_is_as_ever(client, cadre, record):
    read(record)
    client.force_login(cadre)
    page_ = client.get(reverse("archives:record_edit", args=[record.pk]))
    assert page_.context["form"]["title"].value() == "扫描0001"
    assert "对照原件" not in page_.text


def test_numbers_are_told_to_who_may_change_the_record_and_nobody_else(
    client, cadre, office, observer, record
):
    read(record, identities=2)
    for user, is_told in ((cadre, True), (office, True), (observer, False)):
        client.force_login(user)
        shown = client.get(record.get_absolute_url()).text
        assert ("像身份证号的2处" in shown) is is_told, user
        assert ("扫描件像是" in shown) is is_told, user
