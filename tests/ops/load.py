"""`make load`, `python -m tests.ops.load [--minutes 5] [--engine postgresql]`: 200 people at once.

The demonstration's data, served with two processes as `make run` serves it, beside a worker. Each
session opens a page every five seconds: 40 requests a second, of which one in ten writes (a query
of villagers; every fourth an activity with a photo and its paper). Not a part of `make ops`: it
wants the machine for itself, and half an hour.
"""

import argparse
import json
import random
import re
import sys
import tempfile
import threading
import time
from collections import Counter
from contextlib import ExitStack, nullcontext
from datetime import date
from pathlib import Path

from tests.ops.nodes import LOG, drawn, running, until_it_answers
from tests.ops.person import Person
from tests.ops.round_trip import fresh
from tests.postgres import free_port, postgres
from tests.township.backup.installation import ROOT, environment, manage

PASSWORD = "Two-hundred-people-1"
SESSIONS, EVERY = 200, 5.0
# A form is opened (a read) before it is sent, so that one turn in nine makes one request in ten.
WRITES = 1 / 9
PHOTOS = 0.25
CADRES = ("wanshun", "zhihua", "sanshui", "xinchang", "longquan", "hezuo")
OTHERS = ("office", "leader", "observer", "evaluator1", "evaluator2", "evaluator3")
# Two of three are cadres, who write.
ACCOUNTS = (*(f"cadre-{name}" for name in CADRES), *(f"cadre-{name}" for name in CADRES), *OTHERS)
LEAVES = re.compile(r"logout|export|\.xlsx|\.zip|download|/files/|format=")


class Told:
    """What all sessions met."""

    def __init__(self):
        self.took, self.statuses = {"read": [], "write": [], "upload": []}, Counter()
        self.late, self.broken = 0, 0

    def asked(self, kind, seconds, status):
        self.took[kind].append(seconds)
        self.statuses[f"{kind} {status}"] += 1

    def figures(self):
        told = {}
        for kind, took in self.took.items():
            took = sorted(took) or [0]
            parts = {name: took[int(len(took) * share)] for name, share in SHARES.items()}
            told[kind] = {name: round(seconds * 1000) for name, seconds in parts.items()}
            told[kind] |= {"number": len(took), "worst": round(took[-1] * 1000)}
        return told


SHARES = {"p50": 0.5, "p95": 0.95, "p99": 0.99}


class Session(threading.Thread):
    def __init__(self, number, port, account, told, until):
        super().__init__(daemon=True)
        self.dice, self.told, self.until = random.Random(number), told, until
        self.person, self.account, self.number = Person([port]), account, number
        self.pages, self.village = [], None

    def prepare(self):
        self.person.sign_in(self.account, PASSWORD)
        home = self.person.ask("GET", "/").text
        links = {one for one in re.findall(r'href="(/[^"#?]*)"', home) if not LEAVES.search(one)}
        for one in sorted(links)[:15]:
            answer = self.person.ask("GET", one)
            if answer.status == 200 and "text/html" in answer.headers["Content-Type"]:
                self.pages.append(one)
        found = re.search(r'href="/villages/(\d+)/', home)
        self.village = found and found[1]

    def like(self, other):
        """The pages of somebody with the same account."""
        self.person.sign_in(self.account, PASSWORD)
        self.pages, self.village = other.pages, other.village

    def run(self):
        due = time.monotonic() + self.dice.random() * EVERY
        while due < self.until():
            time.sleep(max(0, due - time.monotonic()))
            if time.monotonic() - due > EVERY:
                self.told.late += 1
            writes = self.account.startswith("cadre") and self.dice.random() < WRITES * 1.5
            try:
                self.write() if writes else self.read(self.dice.choice(self.pages))
            except Exception as error:
                self.told.broken += 1
                self.told.statuses[f"broken {error!r}"[:120]] += 1
            due = max(due + EVERY, time.monotonic() - EVERY)
        self.told.broken += self.person.unanswered

    def read(self, page):
        began = time.monotonic()
        answer = self.person.ask("GET", page)
        self.told.asked("read", time.monotonic() - began, answer.status)
        return answer

    def write(self):
        today, mark = date.today().isoformat(), f"{self.number}-{self.dice.getrandbits(40)}"
        if self.dice.random() < PHOTOS:
            name, kind = "activities", "upload"
            fields = {"kind": "training", "title": f"培训{mark}", "themes": ["learn"], "on": today}
            fields |= {"place": "村活动室", "headcount": 12, "summary": "学习。"}
        else:
            name, kind = "queries", "write"
            fields = {"content": f"问{mark}", "way": "phone", "asked_on": today}
        page = f"/villages/{self.village}/{name}/new/"
        form = self.read(page)
        if kind == "upload":
            began = time.monotonic()
            fields["files_kept"] = self.person.send_file(f"{mark}.jpg", drawn(self.dice), 1)
            self.told.asked("upload", time.monotonic() - began, 200)
        began = time.monotonic()
        answer = self.person.send_form(page, form.text, fields)
        self.told.asked("write", time.monotonic() - began, answer.status)


def memory_of(roots):
    """{pid: MB} of the processes and their children."""
    parents, sizes = {}, {}
    for status in Path("/proc").glob("[0-9]*/status"):
        try:
            told = dict(re.findall(r"^(PPid|VmRSS):\s+(\d+)", status.read_text(), re.MULTILINE))
        except OSError:
            continue
        pid = int(status.parent.name)
        parents[pid], sizes[pid] = int(told.get("PPid", 0)), int(told.get("VmRSS", 0)) / 1024
    wanted = set(roots)
    for _ in range(4):
        wanted |= {pid for pid, parent in parents.items() if parent in wanted}
    return {pid: round(sizes[pid], 1) for pid in sorted(wanted) if pid in sizes}


def run(folder, url, minutes, sessions):
    on = environment(folder, url, DEMO="1", DEMO_PASSWORD=PASSWORD, ALLOWED_HOSTS="127.0.0.1")
    on |= {"PORT": str(free_port()), "WEB_CONCURRENCY": "2", LOG: str(folder / "log")}
    for words in (("migrate", "-v0"), ("demo",), ("collectstatic", "--no-input", "-v0")):
        code, said = manage(*words, on=on)
        assert code == 0, said
    told, end = Told(), []
    with ExitStack() as stack:
        web = stack.enter_context(running("township.web.server", on))
        worker = stack.enter_context(running("manage", on))
        until_it_answers(int(on["PORT"]))
        people, first = [], {}
        for number in range(sessions):
            account = ACCOUNTS[number % len(ACCOUNTS)]
            one = Session(number, int(on["PORT"]), account, told, lambda: end[0])
            if account in first:
                one.like(first[account])
            else:
                one.prepare()
                first[account] = one
            people.append(one)
        began = time.monotonic()
        end.append(began + minutes * 60)
        for one in people:
            one.start()
        memory = []
        while time.monotonic() < end[0]:
            time.sleep(min(10, max(0, end[0] - time.monotonic())))
            memory.append((time.monotonic() - began, memory_of([web.pid, worker.pid])))
        for one in people:
            one.join(90)
        seconds = time.monotonic() - began
    total = sum(len(took) for took in told.took.values())
    last = [one for at, one in memory if at > minutes * 40]
    growing = {
        pid: round((last[-1][pid] - size) / (minutes / 3), 2)
        for pid, size in last[0].items()
        if pid in last[-1]
    }
    return {
        "sessions": sessions,
        "requests a second": round(total / seconds, 1),
        **told.figures(),
        "answers": dict(told.statuses),
        "asked again or broken": told.broken,
        "turns begun over five seconds late": told.late,
        "MB at the end": last[-1],
        "MB a minute in the last third": growing,
    }


def main():
    parser = argparse.ArgumentParser(prog="tests.ops.load")
    parser.add_argument("--minutes", type=float, default=30)
    parser.add_argument("--sessions", type=int, default=SESSIONS)
    parser.add_argument("--engine", choices=["sqlite", "postgresql"], default="sqlite")
    chosen = parser.parse_args()
    with (
        postgres() if chosen.engine == "postgresql" else nullcontext() as server,
        tempfile.TemporaryDirectory(prefix="township-load-") as folder,
    ):
        url = fresh(server, "load_1") if server else ""
        found = run(Path(folder), url, chosen.minutes, chosen.sessions)
    print(json.dumps({chosen.engine: found}, ensure_ascii=False, indent=1))
    target = ROOT / "var" / "ops.json"
    before = json.loads(target.read_text()) if target.exists() else {}
    before.setdefault("load", {})[chosen.engine] = found
    target.parent.mkdir(exist_ok=True)
    target.write_text(json.dumps(before, ensure_ascii=False, indent=1) + "\n")
    return any(not re.search(r" (200|302)$", name) for name in found["answers"])


if __name__ == "__main__":
    sys.exit(main())
