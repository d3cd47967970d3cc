"""Somebody at a browser, before one node or several: pages, forms, files sent in pieces.

Where a node gives no answer the next one is asked, as nginx does for pages and a person does for
what he sent; a form goes out again as it was, with its key.
"""

import base64
import http.client
import re
import secrets
import time
from html import unescape
from urllib.parse import urlencode, urlsplit

FORM = "application/x-www-form-urlencoded"
PIECE = "application/offset+octet-stream"
PATIENCE, SECONDS = 60, 60


class Answer:
    def __init__(self, answer):
        self.status, self.headers, self.body = answer.status, answer.headers, answer.read()
        self.text = self.body.decode("utf-8", "replace")


class Person:
    """`ports`: of the nodes, on the loopback; `unanswered`: how much had to be asked again."""

    def __init__(self, ports):
        self.ports, self.turn, self.lines = list(ports), 0, {}
        self.cookies, self.unanswered = {}, 0

    def ask(self, method, path, body=None, **headers):
        """The first answer that any node gives; it may be the second time that it was asked."""
        until = time.monotonic() + PATIENCE
        while True:
            port = self.ports[self.turn % len(self.ports)]
            try:
                return self._ask(port, method, path, body, headers)
            except (OSError, http.client.HTTPException):
                self.lines.pop(port).close()
                self.turn += 1
                self.unanswered += 1
                if time.monotonic() > until:
                    raise
                time.sleep(0.05)

    def _ask(self, port, method, path, body, headers):
        line = self.lines.get(port)
        if line is None:
            line = self.lines[port] = http.client.HTTPConnection("127.0.0.1", port, SECONDS)
        cookie = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        line.request(method, path, body, named | {"Cookie": cookie})
        answer = Answer(line.getresponse())
        for told in answer.headers.get_all("Set-Cookie") or ():
            name, _, value = told.split(";", 1)[0].partition("=")
            self.cookies[name] = value
        return answer

    def send(self, page, fields):
        """The answer to a form of the page with what it carries hidden and these fields."""
        answer = self.ask("GET", page)
        if answer.status != 200:
            return answer
        return self.send_form(page, answer.text, fields)

    def send_form(self, at, page, fields):
        """The same where the page has been asked for."""
        body = urlencode(carried(page) | fields, doseq=True)
        return self.ask("POST", at, body, Content_Type=FORM)

    def sign_in(self, name, password):
        answer = self.send("/account/login/", {"username": name, "password": password})
        if answer.status != 302:
            raise RuntimeError(f"sign-in answered {answer.status}")

    def send_file(self, name, content, pieces=3):
        """The key of a file that was sent in pieces, each to the next node."""
        told = base64.b64encode(name.encode()).decode()
        token = {"X_CSRFToken": self.cookies["csrftoken"]} | {"Tus_Resumable": "1.0.0"}
        head = token | {"Upload_Length": str(len(content)), "Upload_Metadata": f"filename {told}"}
        answer = self.ask("POST", "/uploads/", b"", **head)
        if answer.status != 201:
            raise RuntimeError(
                f"an announced file was answered {answer.status}: {answer.text[:200]}"
            )
        at = urlsplit(answer.headers["Location"]).path
        size = -(-len(content) // pieces)
        while (offset := int(self.ask("HEAD", at, **token).headers["Upload-Offset"])) < len(
            content
        ):
            piece = content[offset : offset + size]
            self.turn += 1
            more = {"Upload_Offset": str(offset), "Content_Type": PIECE}
            answer = self.ask("PATCH", at, piece, **token, **more)
            # 409: the piece had come, only its answer had not.
            if answer.status not in (204, 409):
                raise RuntimeError(f"a piece was answered {answer.status}: {answer.text[:200]}")
        return at.rstrip("/").rpartition("/")[2]


def carried(page):
    """{name: value} of the hidden fields of the page's form that is sent."""
    form = page.partition("<main")[2]
    found = re.findall(r'<input type="hidden"([^>]*)>', form)
    told = {}
    for one in found:
        pair = dict(re.findall(r'(name|value)="([^"]*)"', one))
        told.setdefault(pair.get("name", ""), unescape(pair.get("value", "")))
    told.setdefault("form_key", secrets.token_hex(8))
    return told
