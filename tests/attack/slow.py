"""Slow people on purpose: `make attack` lets forty drip at a site of its own, on the loopback only.

Some never end their head, some send a form or a photo byte by byte, some take a page so slowly that
it never leaves. Meanwhile somebody signed in opens pages, and must not notice.
"""

import socket
import sys
import tempfile
import time
from contextlib import ExitStack, contextmanager
from pathlib import Path
from threading import Event, Thread

from tests.attack.site import Site

SENDERS, SECONDS, MOST_SECONDS = 40, 20, 1.0


def slow_head(site, cookie):
    return b"GET /account/login/ HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ", b"a"


def slow_form(site, cookie):
    head = (
        "POST /villages/1/activities/new/ HTTP/1.1\r\nHost: 127.0.0.1\r\n"
        f"Cookie: {cookie}\r\nContent-Length: 60000\r\n"
        "Content-Type: application/x-www-form-urlencoded\r\n\r\n"
    )
    return head.encode(), b"a"


def slow_photo(site, cookie):
    head = (
        "POST /villages/1/activities/new/ HTTP/1.1\r\nHost: 127.0.0.1\r\n"
        f"Cookie: {cookie}\r\nContent-Length: 20000000\r\n"
        "Content-Type: multipart/form-data; boundary=abc\r\n\r\n--abc\r\n"
        'Content-Disposition: form-data; name="files"; filename="a.jpg"\r\n\r\n'
    )
    return head.encode(), b"a" * 1024


def slow_reader(site, cookie):
    return f"GET /handbook/ HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: {cookie}\r\n\r\n".encode(), b""


KINDS = {
    "slow heads": slow_head,
    "slow forms": slow_form,
    "slow photos": slow_photo,
    "slow readers": slow_reader,
}


@contextmanager
def dripping(site, kind, cookie, senders=SENDERS):
    """So many connections that give a little every second; ended ones are opened again."""
    ended = Event()

    def drip() -> None:
        while not ended.is_set():
            head, drop = kind(site, cookie)
            with ExitStack() as stack:
                line = stack.enter_context(socket.socket())
                line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1024)
                line.settimeout(5)
                try:
                    line.connect(("127.0.0.1", site.port))
                    line.sendall(head)
                    while not ended.wait(1):
                        line.sendall(drop)
                except OSError:
                    ended.wait(0.2)

    threads = [Thread(target=drip, daemon=True) for _ in range(senders)]
    for thread in threads:
        thread.start()
    time.sleep(2)
    try:
        yield
    finally:
        ended.set()
        for thread in threads:
            thread.join(10)


def probed(site, cookie, seconds=SECONDS, patience=30):
    """Seconds that each page took which somebody signed in opened meanwhile."""
    took, until = [], time.monotonic() + seconds
    while time.monotonic() < until:
        began = time.monotonic()
        try:
            headers = {"Cookie": cookie}
            status, _, _ = site.ask("GET", "/villages/", headers=headers, seconds=patience)
        except OSError:
            status = 200
        if status != 200:
            raise RuntimeError(f"the page answered {status}")
        took.append(time.monotonic() - began)
        time.sleep(0.1)
    return sorted(took)


def worst_beside(site, kind, seconds=SECONDS):
    """The slowest page in seconds beside slow people of a kind (None: beside nobody)."""
    office, cadre = site.sign_in("office"), site.sign_in("cadre")
    with ExitStack() as stack:
        if kind:
            stack.enter_context(dripping(site, KINDS[kind], cadre))
        took = probed(site, office, seconds)
    middle = took[len(took) // 2]
    print(f"{kind or 'nobody'}: {len(took)} pages, half in {middle:.3f} s, worst {took[-1]:.3f} s")
    return took[-1]


def main() -> int:
    with (
        tempfile.TemporaryDirectory(prefix="township-attack-") as folder,
        Site(Path(folder), sys.argv[1:] or None) as site,
    ):
        worst = max(worst_beside(site, kind) for kind in (None, *KINDS))
    print("passed" if worst < MOST_SECONDS else f"FAILED: a page took {worst:.1f} s")
    return int(worst >= MOST_SECONDS)


if __name__ == "__main__":
    sys.exit(main())
