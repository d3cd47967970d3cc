"""How long a request may be, told before anything is read from it."""

import io
import re

import pytest
from django.conf import settings
from django.forms import FileField
from django.urls import reverse

from township.access import request_limit_of
from township.access.checks import patterns
from township.crud.forms import UserFormMixin
from township.web.arriving import PIECE_TYPE
from township.web.marks import CUT, HEAD_ONLY, MAY_SEND, TOO_LONG

MB = 1024 * 1024


class Unread(io.BytesIO):
    def read(self, size=-1):
        raise AssertionError("something was read from a body that is refused")


def sent(client, url, announced, **marks):
    """The answer to a POST whose body must not be touched."""
    marks = {"CONTENT_LENGTH": str(announced), "wsgi.input": Unread()} | marks
    return client.generic("POST", url, b"", "multipart/form-data; boundary=b", **marks)


def test_what_was_cut_off_is_refused_in_words(client, db):
    answer = sent(client, reverse("login"), 100, **{CUT: True})
    assert answer.status_code == 400
    assert "没有收全，什么也没有保存" in answer.text and "再提交一次" in answer.text


def test_a_stranger_sends_little(client, db):
    answer = sent(client, reverse("login"), 300 * MB)
    assert answer.status_code == 413
    assert "不能超过2MB" in answer.text and "重新登录" in answer.text


def test_an_ended_session_is_told_to_the_script_that_keeps_the_form(client, village):
    url = reverse("villages:activity_create", args=[village.pk])
    assert sent(client, url, 50 * MB, HTTP_X_SENT_BY="form").status_code == 401
    piece = reverse("upload", args=["none"])
    assert sent(client, piece, 30 * MB, CONTENT_TYPE=PIECE_TYPE).status_code == 401


def test_a_page_without_files_is_sent_little(client, cadre, village):
    client.force_login(cadre)
    answer = sent(client, reverse("villages:query_create", args=[village.pk]), 3 * MB)
    assert answer.status_code == 413 and "不能超过2MB" in answer.text


def test_files_have_the_limit_of_uploads(client, cadre, village):
    client.force_login(cadre)
    url = reverse("villages:activity_create", args=[village.pk])
    answer = sent(client, url, settings.FILES_REQUEST + 1)
    assert answer.status_code == 413 and "不能超过210MB" in answer.text
    head = sent(client, url, 50 * MB, **{HEAD_ONLY: True})
    assert int(head[MAY_SEND]) == settings.FILES_REQUEST > settings.UPLOAD_LIMIT


def test_who_may_not_use_the_page_sends_little(client, observer, village):
    client.force_login(observer)
    url = reverse("villages:activity_create", args=[village.pk])
    assert sent(client, url, 50 * MB, **{HEAD_ONLY: True}).status_code == 413


def test_an_address_that_is_not_there_is_sent_little(client, cadre):
    client.force_login(cadre)
    assert sent(client, "/nowhere/", 3 * MB).status_code == 413


def test_a_stranger_sends_little_at_every_door(client, village):
    """Also where a page takes files of whoever is signed in, and of packages of 2 GB."""
    asked = 0
    for path, pattern in patterns():
        url = re.sub(r"<(?:\w+:)?\w+>", "1", path)
        answer = sent(client, f"/{url}", settings.SMALL_REQUEST + 1)
        assert answer.status_code == 413 and "没有登录" in answer.text, (url, pattern)
        asked += 1
    assert asked > 200


def test_a_body_that_would_fill_the_disk_is_refused_before_it_comes(
    client, cadre, village, settings
):
    client.force_login(cadre)
    settings.DISK_FLOOR = 10**15
    url = reverse("villages:activity_create", args=[village.pk])
    for marks in ({}, {HEAD_ONLY: True}):
        answer = sent(client, url, 50 * MB, **marks)
        assert answer.status_code == 503 and "磁盘快满了" in answer.text and MAY_SEND not in answer
    client.post(url, {"title": "只有文字"})
    assert client.get(url).status_code == 200


def test_chunks_that_grew_too_long_are_refused(client, db):
    assert sent(client, reverse("login"), 0, **{TOO_LONG: True}).status_code == 413


def test_pieces_and_packages_have_their_own_limits():
    limits = {pattern.name: request_limit_of(pattern.callback) for _, pattern in patterns()}
    assert limits["upload"] == settings.FILES_REQUEST
    assert limits["intake"] > 2 * 1024 * MB
    assert limits["login"] == limits["query_create"] == settings.SMALL_REQUEST


def below(kind):
    for one in kind.__subclasses__():
        yield one
        yield from below(one)


@pytest.mark.parametrize("mixin", [UserFormMixin])
def test_every_form_with_files_has_a_page_that_may_be_sent_them(mixin):
    shown = set()
    for _, pattern in patterns():
        view = getattr(pattern.callback, "view_class", None)
        if request_limit_of(pattern.callback) > settings.SMALL_REQUEST and view:
            shown |= {view.form_class, *view.forms.values()}
    asking = {
        form
        for form in below(mixin)
        if any(isinstance(field, FileField) for field in form.base_fields.values())
    }
    assert len(asking) > 10
    for form in asking - shown:
        assert set(below(form)) & shown, (
            f"{form.__name__} takes files, no page of it may be sent them"
        )


def test_an_address_with_a_sign_that_no_text_has_is_answered_in_words(client, office):
    client.force_login(office)
    answer = client.get("/history/", {"q": "a\x00b"})
    assert answer.status_code == 400 and "首页" in answer.text
