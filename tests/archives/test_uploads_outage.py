"""The disk is full or the database gone: 503 in Chinese, nothing half kept, then on as before."""

import time
from functools import partial

import pytest
from django.db import OperationalError, connection
from django.urls import reverse

from archives.models import Upload
from tests.archives.test_uploads import begin, picture, send, where
from township.files.models import StoredFile


@pytest.fixture
def phone(client, cadre, categories):
    client.force_login(cadre)
    client.raise_request_exception = False
    return client


def is_told(answer):
    return answer.status_code == 503 and "系统暂时不能用" in answer.content.decode()


def test_a_lost_database_is_told_before_and_behind_the_door_and_keeps_nothing(phone, village):
    def lost(table, execute, sql, *rest):
        if table in sql:
            raise OperationalError("server closed the connection unexpectedly")
        return execute(sql, *rest)

    content = picture()
    url = begin(phone, village, content)["Location"]
    began = time.monotonic()
    for table in ("township_session", "archives_"):
        with connection.execute_wrapper(partial(lost, table)):
            assert is_told(phone.get(reverse("archives:records")))
            assert is_told(send(phone, url, 0, content))
    assert time.monotonic() - began < 5
    assert Upload.objects.get().offset == 0 and not StoredFile.objects.exists()
    assert send(phone, url, 0, content).status_code == 204
    assert phone.get(reverse("archives:records")).status_code == 200


def test_a_full_disk_is_told_and_the_phone_goes_on_when_there_is_room(phone, village):
    content = picture()
    url = begin(phone, village, content)["Location"]
    assert send(phone, url, 0, content[:50])["Upload-Offset"] == "50"
    grown = Upload.objects.get().path
    aside = grown.rename(grown.with_suffix(".aside"))
    grown.symlink_to("/dev/full")
    assert is_told(send(phone, url, 50, content[50:]))
    assert where(phone, url) == 50 and not StoredFile.objects.exists()
    aside.rename(grown)
    assert send(phone, url, 50, content[50:]).status_code == 204
    assert StoredFile.objects.get().path.read_bytes() == content
