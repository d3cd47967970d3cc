"""A request is read as UTF-8, whatever it says: no table of its own, no fault before the answer."""

import io

import pytest
from django.core.handlers.wsgi import WSGIRequest
from django.test import RequestFactory

from township.web.front import environ_of
from township.web.whole import Whole
from township.web.written import in_utf8

FORM = "application/x-www-form-urlencoded"
TABLES = ["utf-16", "UTF8", "gbk", "idna", "rot13", "nonsense", '"utf-16"', ""]


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        (f"{FORM}; charset=utf-16", FORM),
        ("multipart/form-data; boundary=x", "multipart/form-data; boundary=x"),
        ('multipart/form-data; charset=gbk; boundary="a b"', 'multipart/form-data; boundary="a b"'),
        ("multipart/form-data;Boundary=x;charset*=gbk''x", "multipart/form-data; Boundary=x"),
        ("application/offset+octet-stream", "application/offset+octet-stream"),
        ("text/plain;charset", "text/plain"),
        ("", ""),
    ],
)
def test_kind_and_boundary_are_kept(said, kept):
    assert in_utf8({"CONTENT_TYPE": said})["CONTENT_TYPE"] == kept


def test_a_request_without_a_kind_stays_as_it_is():
    assert in_utf8({"PATH_INFO": "/"}) == {"PATH_INFO": "/"}


@pytest.mark.parametrize("table", TABLES)
def test_what_was_typed_is_read_whatever_table_is_named(table):
    body = b"username=%E5%BC%A0"
    seen = []

    def site(environ, start_response):
        request = WSGIRequest(environ)
        seen.append((request.GET["q"], request.POST["username"]))

    environ = RequestFactory()._base_environ(
        REQUEST_METHOD="POST",
        QUERY_STRING="q=%E6%9D%91",
        CONTENT_TYPE=f"{FORM}; charset={table}",
        CONTENT_LENGTH=str(len(body)),
    )
    Whole(site)(environ | {"wsgi.input": io.BytesIO(body)}, None)
    assert seen == [("村", "张")]


def test_both_ways_in_read_alike():
    scope = {
        "type": "http",
        "http_version": "1.1",
        "method": "POST",
        "path": "/",
        "query_string": b"",
        "headers": [(b"content-type", f"{FORM}; charset=utf-16".encode())],
    }
    assert environ_of(scope)["CONTENT_TYPE"] == FORM
