"""The site as an ASGI application: the loop takes a request in and hands the answer out.

A thread is held only while the site works: neither a body that drips in nor a reader that takes
an answer slowly keeps anybody else waiting (decision 13, a loop in front of the threads).
"""

import asyncio
import contextvars
from collections.abc import Awaitable, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from time import monotonic
from wsgiref.util import FileWrapper

from asgiref.wsgi import WsgiToAsgiInstance

from township.web.arriving import CHUNK, Receive, arrive
from township.web.marks import HEAD_ONLY, MAY_SEND, TOO_LONG
from township.web.whole import with_body
from township.web.written import in_utf8

# A body that is refused is thrown away for so long, so that the browser comes to read why.
LINGER_SECONDS = 10
# Who only reads keeps a thread, however many wait to write. A writer waits for one as long as
# others get on with their writing: so long without anybody, and so long at most.
READING = {"GET", "HEAD", "OPTIONS"}
WRITER_SECONDS, LONGEST_SECONDS = 5, 30
BUSY = """<!doctype html><html lang="zh-Hans"><meta charset="utf-8"><title>系统暂时不能用</title>
<h1>系统暂时不能用</h1><p>现在办理的人太多，刚才的操作没有保存，请过一会儿再试。</p>"""

Send = Callable[[dict], Awaitable[None]]


class Blocks(FileWrapper):
    """A file in pieces worth a change of thread each, whatever size the site names."""

    def __init__(self, file, block_size=CHUNK):
        super().__init__(file, max(block_size, CHUNK))


@dataclass
class Answer:
    """What the site said; `rest` is None where `body` is all of it."""

    status: int
    headers: list[tuple[bytes, bytes]]
    body: bytes
    rest: Iterator[bytes] | None
    close: Callable[[], None]

    def header(self, name: str) -> str:
        wanted = name.lower().encode()
        return next((value.decode() for key, value in self.headers if key.lower() == wanted), "")


class Front:
    """`site`: a WSGI application; `threads` of it work at once; `folder`: for bodies put by.

    A body of more than `unasked` bytes comes in only when the site, asked with the head, says so.
    `turned_away` is told the seconds that somebody waited in vain, of whom the site learns nothing.
    """

    def __init__(
        self,
        site,
        threads: int,
        unasked: int,
        folder: Path | None = None,
        turned_away: Callable[[float], None] = lambda seconds: None,
    ) -> None:
        self.site, self.unasked, self.folder = site, unasked, folder
        self.turned_away = turned_away
        self.pool = ThreadPoolExecutor(threads, thread_name_prefix="site")
        self.writers = asyncio.Semaphore(max(1, threads - 1))
        self.written_at = monotonic()

    async def __call__(self, scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        environ = environ_of(scope)
        announced = announced_length(environ)
        if announced == 0:
            await self._answer(environ, send)
            return
        most = self.unasked
        if announced is None or announced > self.unasked:
            head = await self._in_thread(self._asked, environ | {HEAD_ONLY: True})
            if not head.header(MAY_SEND):
                await self._hand_out(head, send)
                await _throw_away(receive)
                return
            most = int(head.header(MAY_SEND))
        await self._take_in(environ, most, receive, send)

    async def _take_in(self, environ: dict, most: int, receive: Receive, send: Send) -> None:
        arrived = await arrive(receive, most, self.folder)
        try:
            marks = {TOO_LONG: arrived.is_too_long}
            await self._answer(with_body(environ, arrived) | marks, send)
        finally:
            arrived.close()
        if arrived.is_too_long:
            await _throw_away(receive)

    async def _answer(self, environ: dict, send: Send) -> None:
        if environ["REQUEST_METHOD"] in READING:
            answer = await self._in_thread(self._asked, environ)
        else:
            answer = await self._written(environ)
        await self._hand_out(answer, send)

    async def _written(self, environ: dict) -> Answer:
        began = monotonic()
        if not await self._has_turn(began):
            self.turned_away(monotonic() - began)
            headers = [(b"content-type", b"text/html; charset=utf-8"), (b"retry-after", b"10")]
            return Answer(503, headers, BUSY.encode(), None, lambda: None)
        try:
            answer = await self._in_thread(self._asked, environ)
        finally:
            self.writers.release()
        if answer.status < 500:
            self.written_at = monotonic()
        return answer

    async def _has_turn(self, began: float) -> bool:
        """Wait in line for a thread to write in."""
        turn = asyncio.ensure_future(self.writers.acquire())
        try:
            while not turn.done():
                until = max(began, self.written_at) + WRITER_SECONDS
                left = min(until, began + LONGEST_SECONDS) - monotonic()
                if left <= 0:
                    return not turn.cancel()
                await asyncio.wait({turn}, timeout=left)
        except asyncio.CancelledError:
            if not turn.cancel():
                self.writers.release()
            raise
        return True

    async def _in_thread(self, work, *given):
        """The result of `work`, done by a thread of the pool in this request's context."""
        run = contextvars.copy_context().run
        return await asyncio.get_running_loop().run_in_executor(self.pool, run, work, *given)

    def _asked(self, environ: dict) -> Answer:
        said: list = []

        def start_response(status, headers, exc_info=None):
            said[:] = [int(status.split(" ", 1)[0]), headers]

        found = self.site(environ, start_response)
        status, pairs = said
        headers = [(name.lower().encode("latin-1"), v.encode("latin-1")) for name, v in pairs]
        close = getattr(found, "close", lambda: None)
        # Django says of an answer whether it comes in pieces; a file comes in Blocks.
        if getattr(found, "streaming", True):
            return Answer(status, headers, b"", iter(found), close)
        try:
            return Answer(status, headers, b"".join(found), None, lambda: None)
        finally:
            close()

    async def _hand_out(self, answer: Answer, send: Send) -> None:
        start = {"type": "http.response.start", "status": answer.status, "headers": answer.headers}
        await send(start)
        try:
            while answer.rest is not None:
                piece = await self._in_thread(next, answer.rest, None)
                if piece is None:
                    break
                await send({"type": "http.response.body", "body": piece, "more_body": True})
            await send({"type": "http.response.body", "body": answer.body, "more_body": False})
        finally:
            await self._in_thread(answer.close)


async def _throw_away(receive: Receive) -> None:
    """Let a refused body run into nothing."""

    async def read_on() -> None:
        message = {"type": "http.request", "more_body": True}
        while message["type"] == "http.request" and message.get("more_body"):
            message = await receive()

    try:
        await asyncio.wait_for(read_on(), LINGER_SECONDS)
    except TimeoutError:
        return


def announced_length(environ: dict) -> int | None:
    """Bytes of the body as announced; None where it comes in chunks of their own length."""
    if "HTTP_TRANSFER_ENCODING" in environ:
        return None
    length = environ.get("CONTENT_LENGTH", "0")
    return int(length) if length.isdecimal() else 0


def environ_of(scope: dict) -> dict:
    """The WSGI environment of a request without its body.

    A header with an underscore would pass for the one with a hyphen, which a proxy vouches for.
    """
    scope = scope | {"headers": [pair for pair in scope["headers"] if b"_" not in pair[0]]}
    instance = WsgiToAsgiInstance(None)
    instance.scope = scope
    environ = instance.build_environ(scope, BytesIO())
    return in_utf8(environ | {"wsgi.file_wrapper": Blocks, "wsgi.multiprocess": True})
