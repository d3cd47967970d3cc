"""Hostile files on the pages that read what they are given: refused soon, in words, and gone."""

import os

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests.hostile import HOSTILE
from tests.villages.way import CHARTER
from villages.models import Person, Text

SAMPLES = {label: (name, build, told) for label, name, build, told in HOSTILE}
SECONDS = 3


def seconds():
    """Time that this process and its ended children have worked; a busy machine does not count."""
    return sum(os.times()[:4])


def sent(label):
    name, build, told = SAMPLES[label]
    return SimpleUploadedFile(name, build()), told


@pytest.mark.parametrize("label", ["bomb by ratio", "locked OOXML", "macro part"])
def test_a_hostile_word_file_is_refused_on_the_page_of_a_text(client, cadre, village, label):
    client.force_login(cadre)
    address = reverse("villages:text_create", args=[village.pk])
    given = {"kind": "charter", "title": "万顺村自治章程"}
    word, told = sent(label)
    begun = seconds()
    answer = client.post(address, given | {"word": word})
    assert seconds() - begun < SECONDS
    assert answer.status_code == 422 and told in answer.text
    assert not Text.objects.exists()
    assert client.post(address, given | {"body": CHARTER}).status_code == 302


@pytest.mark.parametrize("label", ["Excel 4 macros", "locked xls", "bomb by ratio"])
def test_a_hostile_workbook_is_refused_on_the_page_of_a_roster(client, cadre, village, label):
    client.force_login(cadre)
    address = reverse("villages:import", args=[village.pk, "representatives"])
    sheet, told = sent(label)
    begun = seconds()
    answer = client.post(address, {"sheet": sheet})
    assert seconds() - begun < SECONDS
    assert answer.status_code == 422 and told in answer.text
    assert not Person.objects.exists()
    assert client.get(address).status_code == 200
