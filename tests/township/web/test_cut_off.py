"""A line that breaks while a form is sent, on the site as it is served: nothing of it is kept."""

import base64
import io
import socket
import sqlite3
import uuid

import pytest
from PIL import Image

from township.web.arriving import PIECE_TYPE

BOUNDARY = "----cut"
STEP = 1024
CHUNKED = "Transfer-Encoding: chunked\r\n"


def photo(colour):
    drawn = io.BytesIO()
    Image.effect_noise((120, 90), colour).convert("RGB").save(drawn, "JPEG", quality=95)
    return drawn.getvalue()


def multipart(fields, files=()):
    """A multipart body of a form's fields and photos."""
    parts = [
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in fields.items()
    ]
    parts += [
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="files"; filename="{name}"\r\n'
        "Content-Type: image/jpeg\r\n\r\n".encode()
        + photo(20 + at)
        + b"\r\n"
        for at, name in enumerate(files)
    ]
    return b"".join(parts) + f"--{BOUNDARY}--\r\n".encode()


ACTIVITY = {
    "kind": "training",
    "title": "支委能力培训",
    "themes": "learn",
    "on": "2026-05-06",
    "place": "村活动室",
    "headcount": "12",
    "summary": "学习自治章程。",
}
ARTICLE = "第{}条　村民会议由本村十八周岁以上的村民组成，" + "行使法律规定的权利，" * 12
CHARTER = {
    "kind": "charter",
    "title": "万顺村自治章程",
    "body": "\n".join(ARTICLE.format(number) for number in range(1, 50)),
}
# What the form does not ask for stands last: all that it asks for has come when the line breaks.
QUERY = {
    "content": "集体的鱼塘今年租给谁？",
    "way": "phone",
    "asked_on": "2026-05-06",
    "padding": "。" * 6000,
}
# The key that the page of each form carries.
KEYS = [{"form_key": str(uuid.uuid4())} for _ in range(3)]
FORMS = {
    "activity with photos": (
        "/villages/1/activities/new/",
        multipart(ACTIVITY | KEYS[0], ["一.jpg", "二.jpg", "三.jpg"]),
    ),
    "pasted text": ("/villages/1/texts/new/", multipart(CHARTER | KEYS[1])),
    "query": ("/villages/1/queries/new/", multipart(QUERY | KEYS[2])),
}


def send(site, cookie, path, body, head="", end=None, is_left=False):
    """The answer to a form of which `end` bytes come; `is_left`: then the line closes."""
    token = dict(pair.split("=", 1) for pair in cookie.split("; "))["csrftoken"]
    length = head or f"Content-Length: {len(body)}\r\n"
    request = (
        f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: {cookie}\r\nConnection: close\r\n"
        f"X-CSRFToken: {token}\r\n{length}"
        f"Content-Type: multipart/form-data; boundary={BOUNDARY}\r\n\r\n"
    )
    with socket.create_connection(("127.0.0.1", site.port), timeout=120) as line:
        line.sendall(request.encode() + body[:end])
        if is_left:
            line.shutdown(socket.SHUT_WR)
        said = b""
        while piece := line.recv(65536):
            said += piece
    return int(said.split(b" ", 2)[1]), said.decode("utf-8", "replace")


def kept(site):
    """What the site holds: (rows of every table that people fill, files)."""
    with sqlite3.connect(site.folder / "db.sqlite3") as database:
        tables = [
            name
            for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
            if name.startswith(("villages_", "archives_", "campaigns_", "township_"))
        ]
        rows = {t: database.execute(f'SELECT count(*) FROM "{t}"').fetchone()[0] for t in tables}
    blobs = list((site.folder / "data" / "files" / "blobs").rglob("*"))
    return rows, blobs


@pytest.mark.parametrize("name", FORMS)
def test_cut_at_every_kilobyte_nothing_is_kept(site, name):
    path, body = FORMS[name]
    cookie = site.sign_in("cadre")
    assert len(body) > 17 * STEP
    before = kept(site)
    for end in range(0, len(body), STEP):
        status, page = send(site, cookie, path, body, end=end, is_left=True)
        assert status == 400, f"cut at {end}: {status}"
        assert "没有收全，什么也没有保存" in page
    assert kept(site) == before


@pytest.mark.parametrize("name", FORMS)
def test_the_same_form_sent_whole_is_kept(site, name):
    path, body = FORMS[name]
    before, _ = kept(site)
    status, page = send(site, site.sign_in("cadre"), path, body)
    assert status == 302, page[:3000]
    after, _ = kept(site)
    assert sum(after.values()) > sum(before.values())


def chunked(body, size=4000):
    pieces = [body[at : at + size] for at in range(0, len(body), size)]
    return b"".join(b"%x\r\n%s\r\n" % (len(piece), piece) for piece in pieces)


def test_chunks_without_their_last_are_refused(site):
    path, body = FORMS["query"]
    cookie = site.sign_in("cadre")
    before = kept(site)
    assert send(site, cookie, path, chunked(body), CHUNKED, is_left=True)[0] == 400
    assert kept(site) == before


def test_chunks_with_their_last_are_a_form(site):
    path, _ = FORMS["query"]
    asked = {"form_key": str(uuid.uuid4()), "content": "集体的茶山明年谁来管？"}
    whole = chunked(multipart(QUERY | asked)) + b"0\r\n\r\n"
    assert send(site, site.sign_in("cadre"), path, whole, CHUNKED)[0] == 302


def test_a_multipart_body_without_its_closing_boundary_is_refused(site):
    path, body = FORMS["query"]
    cookie = site.sign_in("cadre")
    before = kept(site)
    status, _ = send(site, cookie, path, body.removesuffix(b"--\r\n"))
    assert status == 400
    assert kept(site) == before


def test_a_piece_that_breaks_off_goes_on_at_its_byte(site):
    cookie, whole = site.sign_in("cadre"), photo(40) * 20
    tus = {"Cookie": cookie, "Tus-Resumable": "1.0.0", "Upload-Length": str(len(whole))}
    tus |= {"X-CSRFToken": dict(pair.split("=", 1) for pair in cookie.split("; "))["csrftoken"]}
    name = base64.b64encode("晒谷场.jpg".encode()).decode()
    _, headers, _ = site.ask(
        "POST", "/archives/villages/1/uploads/", b"", tus | {"Upload-Metadata": f"filename {name}"}
    )
    place, half = headers["Location"], len(whole) // 2
    lines = "".join(f"{name}: {value}\r\n" for name, value in tus.items())
    head = (
        f"PATCH {place} HTTP/1.1\r\nHost: 127.0.0.1\r\nUpload-Offset: 0\r\n{lines}"
        f"Content-Type: {PIECE_TYPE}\r\nContent-Length: {len(whole)}\r\n\r\n"
    )
    with socket.create_connection(("127.0.0.1", site.port), timeout=120) as line:
        line.sendall(head.encode() + whole[:half])
        line.shutdown(socket.SHUT_WR)
        while line.recv(65536):
            pass
    _, headers, _ = site.ask("HEAD", place, headers=tus)
    assert headers["Upload-Offset"] == str(half)
    rest = tus | {"Upload-Offset": str(half), "Content-Type": PIECE_TYPE}
    status, headers, told = site.ask("PATCH", place, whole[half:], rest)
    assert status == 204, told.decode()
    assert headers["Upload-Offset"] == str(len(whole))


def test_a_long_body_of_a_stranger_is_refused_while_it_is_sent(site):
    """In words, and before it was all sent; nothing of it lies on the disk."""
    with socket.create_connection(("127.0.0.1", site.port), timeout=120) as line:
        line.sendall(
            b"POST /account/login/ HTTP/1.1\r\nHost: 127.0.0.1\r\n"
            b"Content-Type: multipart/form-data; boundary=b\r\nContent-Length: 300000000\r\n\r\n"
            + b"a"
            * 100_000
        )
        said = line.recv(65536).decode()
        while "重新登录" not in said:
            said += line.recv(65536).decode()
    assert said.startswith("HTTP/1.1 413")
