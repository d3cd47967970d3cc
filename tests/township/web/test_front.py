"""The loop in front of the site: bodies whole, refused early, answers without holding a thread."""

import asyncio
import threading
import time
from concurrent.futures import ThreadPoolExecutor

from township.web import arriving, front
from township.web.front import Front
from township.web.marks import CUT, HEAD_ONLY, MAY_SEND, TOO_LONG

UNASKED = 1000
PIECE = b"application/offset+octet-stream"


class Asked:
    """A site that keeps what reached it; heads alone may be followed by 5,000 bytes."""

    def __init__(self, may_send="5000"):
        self.seen, self.may_send = [], may_send

    def __call__(self, environ, start_response):
        self.seen.append(environ | {"read": environ["wsgi.input"].read()})
        is_head = environ.get(HEAD_ONLY)
        headers = [(MAY_SEND, self.may_send)] if is_head and self.may_send else []
        start_response("204 No Content" if headers else "200 OK", headers)
        return Whole([b"told"])


# Seconds after which something hangs; a machine may be slow.
PATIENCE = 60


class Whole(list):
    streaming = False


def alone(scene):
    """Run to the end in a thread of its own: a browser's loop may be running in this one."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, scene).result()


def asked(site, messages, headers=(), method="POST", forever=False):
    """(what was sent out, messages left) of one request whose body comes as `messages`."""
    waiting, out = list(messages), []

    async def receive():
        if waiting:
            return waiting.pop(0)
        if forever:
            await asyncio.sleep(60)
        return {"type": "http.disconnect"}

    async def send(message):
        out.append(message)

    scope = {
        "type": "http",
        "http_version": "1.1",
        "method": method,
        "scheme": "http",
        "path": "/a",
        "query_string": b"",
        "headers": list(headers),
    }
    alone(Front(site, 2, UNASKED)(scope, receive, send))
    return out, waiting


def chunk(body, more=False):
    return {"type": "http.request", "body": body, "more_body": more}


def length(number):
    return (b"content-length", str(number).encode())


def test_a_body_reaches_the_site_whole():
    site = Asked()
    out, _ = asked(site, [chunk(b"half", True), chunk(b"half")], [length(8)])
    assert site.seen[0]["read"] == b"halfhalf" and not site.seen[0][CUT]
    assert [m["type"] for m in out] == ["http.response.start", "http.response.body"]
    assert out[1]["body"] == b"told"


def test_a_sender_who_went_is_marked():
    site = Asked()
    asked(site, [chunk(b"half", True)], [length(8)])
    assert site.seen[0][CUT]


def test_a_sender_who_is_too_slow_is_given_up(monkeypatch):
    monkeypatch.setattr(arriving, "GRACE_SECONDS", 0.1)
    site = Asked()
    asked(site, [chunk(b"half", True)], [length(8)], forever=True)
    assert site.seen[0][CUT]


def test_what_arrived_of_a_piece_is_kept():
    site = Asked()
    asked(site, [chunk(b"half", True)], [length(8), (b"content-type", PIECE)], "PATCH")
    assert not site.seen[0].get(CUT)
    assert site.seen[0]["CONTENT_LENGTH"] == "4" and site.seen[0]["read"] == b"half"


def test_only_a_patch_counts_as_a_piece():
    site = Asked()
    asked(site, [chunk(b"half", True)], [length(8), (b"content-type", PIECE)], "POST")
    assert site.seen[0][CUT]


def test_a_long_body_is_asked_about_before_it_comes():
    site = Asked()
    asked(site, [chunk(b"a" * 4000)], [length(4000)])
    assert [bool(seen.get(HEAD_ONLY)) for seen in site.seen] == [True, False]
    assert len(site.seen[1]["read"]) == 4000


def test_a_refused_body_is_thrown_away_unseen():
    site = Asked(may_send="")
    out, left = asked(site, [chunk(b"a" * 4000, True), chunk(b"a")], [length(4001)])
    assert len(site.seen) == 1 and site.seen[0]["read"] == b""
    assert out[0]["status"] == 200 and not left


def test_a_refused_body_that_never_ends_is_left(monkeypatch):
    monkeypatch.setattr(front, "LINGER_SECONDS", 0.1)
    out, _ = asked(Asked(may_send=""), [], [length(4001)], forever=True)
    assert out[-1]["body"] == b"told"


def test_chunks_beyond_the_limit_are_marked():
    site = Asked()
    chunks = [chunk(b"a" * 3000, True), chunk(b"a" * 3000, True), chunk(b"a")]
    _, left = asked(site, chunks, [(b"transfer-encoding", b"chunked")])
    assert site.seen[1][TOO_LONG] and not left


def test_a_header_with_an_underscore_never_passes_for_another():
    site = Asked()
    asked(site, [], [(b"x_forwarded_proto", b"https")], "GET")
    assert "HTTP_X_FORWARDED_PROTO" not in site.seen[0]


def test_an_answer_in_pieces_holds_no_thread_while_its_reader_waits():
    """Two readers of one piece each stand still; the two threads serve a third."""

    def pieces(environ, start_response):
        start_response("200 OK", [])
        if environ["PATH_INFO"] == "/page":
            return Whole([b"page"])
        return iter([b"one", b"two"])

    async def scene():
        served, hold = Front(pieces, 2, UNASKED), asyncio.Event()
        standing = asyncio.Semaphore(0)

        async def receive():
            return {"type": "http.disconnect"}

        async def reader(path, stands_still):
            out = []

            async def send(message):
                out.append(message)
                if stands_still and message["type"] == "http.response.body":
                    standing.release()
                    await hold.wait()

            scope = {"type": "http", "method": "GET", "path": path, "query_string": b""}
            await served(scope | {"http_version": "1.1", "headers": []}, receive, send)
            return b"".join(m.get("body", b"") for m in out)

        still = [asyncio.create_task(reader("/file", True)) for _ in range(2)]
        for _ in still:
            await standing.acquire()
        page = await asyncio.wait_for(reader("/page", False), PATIENCE)
        hold.set()
        return page, await asyncio.gather(*still)

    assert alone(scene()) == (b"page", [b"onetwo", b"onetwo"])


class Writing:
    """A front of two threads before `site`, and what its writers and readers are answered."""

    def __init__(self, site):
        self.in_vain = []
        self.served = Front(site, 2, UNASKED, turned_away=self.in_vain.append)

    async def answer(self, method="POST"):
        out = []

        async def receive():
            return {"type": "http.disconnect"}

        async def send(message):
            out.append(message)

        scope = {"type": "http", "method": method, "path": "/", "query_string": b""}
        await self.served(scope | {"http_version": "1.1", "headers": []}, receive, send)
        return out[0]["status"], b"".join(m.get("body", b"") for m in out)

    def writers(self, number):
        return [asyncio.create_task(self.answer()) for _ in range(number)]


def test_writers_who_wait_leave_a_thread_to_readers_and_are_told_in_time(monkeypatch):
    """A database that another program holds: three writers for two threads, and a reader."""
    monkeypatch.setattr(front, "WRITER_SECONDS", 0.1)
    freed = threading.Event()

    def site(environ, start_response):
        start_response("200 OK", [])
        if environ["REQUEST_METHOD"] == "POST":
            freed.wait(PATIENCE)
        return Whole([b"done"])

    async def scene():
        writing = Writing(site)
        writers = writing.writers(3)
        read = await asyncio.wait_for(writing.answer("GET"), PATIENCE)
        late = [await done for done in asyncio.as_completed(writers[1:], timeout=PATIENCE)]
        freed.set()
        return read, late, await writers[0], writing.in_vain

    read, late, first, in_vain = alone(scene())
    assert read == first == (200, b"done")
    assert all(status == 503 and "没有保存".encode() in body for status, body in late)
    assert len(in_vain) == 2 and all(seconds >= 0.1 for seconds in in_vain)


def answers_of_writers(number, status, seconds):
    """(status, body) of so many writers at once for one thread, each of whom takes so long."""

    def site(environ, start_response):
        time.sleep(seconds)
        start_response(status, [])
        return Whole([b"done"])

    async def scene():
        return await asyncio.gather(*Writing(site).writers(number))

    return alone(scene())


def test_who_waits_while_others_get_on_is_not_turned_away(monkeypatch):
    monkeypatch.setattr(front, "WRITER_SECONDS", 2)
    assert answers_of_writers(6, "302 Found", 0.5) == [(302, b"done")] * 6


def test_others_who_fail_are_no_reason_to_wait(monkeypatch):
    """A database that hangs: who got a thread is told so by the site, the others at the door."""
    monkeypatch.setattr(front, "WRITER_SECONDS", 0.4)
    told = answers_of_writers(8, "503 Service Unavailable", 0.3)
    assert [status for status, _ in told] == [503] * 8
    assert told[0][1] == b"done" and "没有保存" in told[-1][1].decode()


def test_a_line_that_moves_has_an_end_too(monkeypatch):
    monkeypatch.setattr(front, "WRITER_SECONDS", 0.4)
    monkeypatch.setattr(front, "LONGEST_SECONDS", 0.5)
    told = answers_of_writers(8, "302 Found", 0.2)
    assert told[0][0] == 302 and told[-1][0] == 503


def test_who_goes_while_he_waits_takes_no_thread_along():
    freed = threading.Event()

    def site(environ, start_response):
        freed.wait(PATIENCE)
        start_response("200 OK", [])
        return Whole([b"done"])

    async def scene():
        writing = Writing(site)
        first, second = writing.writers(2)
        await asyncio.sleep(0.05)
        second.cancel()
        await asyncio.sleep(0)
        freed.set()
        await first
        return await asyncio.wait_for(writing.answer(), PATIENCE)

    assert alone(scene()) == (200, b"done")
