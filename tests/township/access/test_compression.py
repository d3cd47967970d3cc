"""Pages go out compressed where the browser takes it; files are left as they are."""

import gzip

from django.http import FileResponse, HttpResponse
from django.test import RequestFactory

from township.access.compression import CompressionMiddleware

PAGE = "一段话。" * 400


def answered(response, accepted="gzip"):
    request = RequestFactory().get("/", headers={"accept-encoding": accepted})
    return CompressionMiddleware(lambda request: response)(request)


def test_a_page_is_a_fraction_of_itself_and_reads_the_same():
    answer = answered(HttpResponse(PAGE))
    assert answer["Content-Encoding"] == "gzip" and "Accept-Encoding" in answer["Vary"]
    assert len(answer.content) < len(PAGE.encode()) / 10
    assert gzip.decompress(answer.content).decode() == PAGE


def test_who_cannot_unpack_gets_it_plain():
    assert answered(HttpResponse(PAGE), "identity").content.decode() == PAGE


def test_files_keep_their_bytes_and_their_length():
    pdf = answered(HttpResponse(b"%PDF" * 400, content_type="application/pdf"))
    assert "Content-Encoding" not in pdf
    stream = answered(FileResponse(iter([b"x" * 400]), content_type="text/plain"))
    assert "Content-Encoding" not in stream


def test_the_same_page_has_not_the_same_length_twice():
    lengths = {len(answered(HttpResponse(PAGE)).content) for _ in range(30)}
    assert len(lengths) > 1


def test_every_page_of_the_site_is_asked_for_so(client, office):
    client.force_login(office)
    answer = client.get("/", headers={"accept-encoding": "gzip, br"})
    assert (
        answer["Content-Encoding"] == "gzip" and "首页" in gzip.decompress(answer.content).decode()
    )
