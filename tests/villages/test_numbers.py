"""Numbers on a phone: a keypad, no zero in the way of what is typed, and none put in its place."""

import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from docx import Document

from tests.villages import way
from villages.models import Group, Meeting


def word(words):
    document = Document()
    document.add_paragraph(words)
    stream = io.BytesIO()
    document.save(stream)
    return SimpleUploadedFile("章程.docx", stream.getvalue())


ZERO = re.compile(r'<input type="number"[^>]*value="0"')


@pytest.fixture(autouse=True)
def signed_in(client, cadre):
    client.force_login(cadre)
    return client


def test_a_group_is_told_in_numbers_and_none_is_made_up(client, village):
    address = reverse("villages:group_create", args=[village.pk])
    page = client.get(address).text
    assert not ZERO.search(page) and page.count('inputmode="numeric"') == 3
    answer = client.post(address, {"name": "四组", "households": "", "adults": "9"})
    assert answer.status_code == 422 and "请填写这一项" in answer.text
    client.post(address, {"name": "四组", "households": "5", "adults": "9"})
    group = Group.objects.get(name="四组")
    assert (group.households, group.adults, group.order) == (5, 9, 0)


def test_what_is_left_empty_beside_the_heads_is_none(client, village, cadre):
    meeting = way.meeting(village, cadre)
    address = reverse("villages:meeting_attendance", args=[meeting.pk])
    assert not ZERO.search(client.get(address).text)
    answer = client.post(address, {"total": "600", "present": "400", "read_version": 0})
    assert answer.status_code == 302, answer.text
    assert Meeting.objects.get().excluded == 0


def test_a_counted_vote_needs_no_typed_zero_for_invalid_papers(client, village, cadre):
    version = way.final(village, cadre)
    meeting = way.meeting(village, cadre)
    motion = way.meeting_acts.add_motion(meeting, by=cadre, text_version=version)
    way.attend(meeting, cadre)
    address = reverse("villages:motion_tally", args=[motion.pk])
    assert not ZERO.search(client.get(address).text)


def test_a_word_file_stands_for_the_text_that_was_only_shown(client, village, cadre):
    version = way.draft(village, cadre)
    address = reverse("villages:text_write", args=[version.pk])
    shown = client.get(address).context["form"]["body"].value()
    file = word("第一条　新的全文。")
    answer = client.post(address, {"body": shown.replace("\n", "\r\n"), "word": file})
    assert answer.status_code == 302
    assert "新的全文" in client.get(address).context["form"]["body"].value()
    changed = {"body": "第一条　手写的。", "word": word("第一条　文件里的。")}
    assert "只选一种" in client.post(address, changed).text
