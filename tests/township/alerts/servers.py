"""Real servers on the loopback: one that is sent mail, one that is sent requests; both can fail."""

import json
import socketserver
import threading
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

TAKEN = {"errcode": 0, "code": 0}


class Receiver(BaseHTTPRequestHandler):
    """Answers what the server's `answers` say, one after the other, then with 200."""

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.got.append((self.path, self.headers, body))
        status, told, pause = self.server.answers.pop(0) if self.server.answers else (200, TAKEN, 0)
        time.sleep(pause)
        if status is None:
            self.connection.close()
            return
        content = json.dumps(told).encode()
        self.send_response(status)
        if 300 <= status < 400:
            self.send_header("Location", f"http://127.0.0.1:{self.server.server_port}/elsewhere")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *args):
        pass


class Quiet(ThreadingHTTPServer):
    def handle_error(self, request, client_address):
        pass


class Mailman(socketserver.StreamRequestHandler):
    """As much of SMTP as sending takes; `refuses` is what it says to a recipient."""

    def say(self, text):
        self.wfile.write(f"{text}\r\n".encode())

    def handle(self):
        self.say("220 here")
        while line := self.rfile.readline():
            word = line.strip().upper()[:4]
            if word == b"DATA":
                self.say("354 go on")
                lines = iter(self.rfile.readline, b".\r\n")
                self.server.got.append(b"".join(lines).decode())
                if self.server.breaks:
                    return
                self.say("250 taken")
            elif word == b"RCPT" and self.server.refuses:
                self.say(self.server.refuses.pop(0))
            elif word == b"QUIT":
                self.say("221 bye")
                return
            else:
                self.say("250 fine")


class MailServer(socketserver.ThreadingTCPServer):
    allow_reuse_address = daemon_threads = True


@contextmanager
def running(server, **given):
    server.got = []
    vars(server).update(given)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def receiver(*answers):
    return running(Quiet(("127.0.0.1", 0), Receiver), answers=list(answers))


def mail_server(*refuses, breaks=False):
    server = MailServer(("127.0.0.1", 0), Mailman)
    return running(server, refuses=list(refuses), breaks=breaks)
