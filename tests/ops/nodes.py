"""Two web nodes and two workers on one PostgreSQL; a node and a worker are killed under load.

The nodes share nothing but the database and the folder of the files. People send forms and files in
pieces to both at once, as through a front that pins nobody. Then: every act that was answered is
there, every one once, those too that had to be sent again; all work behind the page is done; the
history is whole.
"""

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from datetime import date
from io import BytesIO

import psycopg
from PIL import Image

from tests.attack.site import PASSWORD, SOMEBODY
from tests.ops.person import Person
from tests.postgres import free_port
from tests.township.backup.installation import ROOT, environment, manage

PEOPLE, SECONDS = 6, 36
# {second of the load: what happens}. Node and worker come back after a while.
KILL_NODE, KILL_WORKER, NODE_BACK = 8, 14, 20
LOG = "NODES_LOG"
# A killed worker is missed after forty seconds.
UNTIL_DONE = 120


def run(folder, url, server):
    log = folder / "log"
    on = environment(folder, url, ALLOWED_HOSTS="127.0.0.1", WEB_CONCURRENCY="1")
    on[LOG] = str(log)
    for words in (
        ("migrate", "--verbosity", "0"),
        ("collectstatic", "--no-input", "--verbosity", "0"),
        ("shell", "--verbosity", "0", "--command", SOMEBODY),
    ):
        code, said = manage(*words, on=on)
        assert code == 0, said
    ports = [free_port(), free_port()]
    with ExitStack() as stack:
        first = stack.enter_context(running("township.web.server", on | {"PORT": str(ports[0])}))
        stack.enter_context(running("township.web.server", on | {"PORT": str(ports[1])}))
        worker = stack.enter_context(running("manage", on))
        stack.enter_context(running("manage", on))
        for port in ports:
            until_it_answers(port)
        people = [Person(ports[turn % 2 :] + ports[: turn % 2]) for turn in range(PEOPLE)]
        for person in people:
            person.sign_in("cadre", PASSWORD)
        with ThreadPoolExecutor(PEOPLE) as threads:
            began = time.monotonic()
            busy = [threads.submit(work, one, n, began) for n, one in enumerate(people)]
            _at(began + KILL_NODE, lambda: kill(first))
            _at(began + KILL_WORKER, lambda: kill(worker))
            _at(
                began + NODE_BACK,
                lambda: stack.enter_context(
                    running("township.web.server", on | {"PORT": str(ports[0])})
                ),
            )
            acts, faults = [], []
            for one in busy:
                done, fault = one.result()
                acts += done
                faults += fault
        faults += _looked_at(url, acts)
    code, said = manage("verify", on=on)
    if code:
        faults.append(f"verify: {said[-500:]}")
    if faults:
        faults.append(log.read_text()[-3000:])
    return {
        "acts": dict(Counter(kind for kind, _ in acts)),
        "asked again": sum(one.unanswered for one in people),
        "faults": faults,
    }


def work(person, number, began):
    """([(kind, mark)] of what was answered as done, [what was answered otherwise])."""
    dice, done = random.Random(number), []
    today = date.today().isoformat()
    while time.monotonic() < began + SECONDS:
        mark = f"{number}-{len(done)}"
        if len(done) % 2:
            fields = {"content": f"问{mark}", "way": "phone", "asked_on": today}
            kind, page = "query", "/villages/1/queries/new/"
        else:
            fields = {"kind": "training", "title": f"培训{mark}", "themes": ["learn"], "on": today}
            fields |= {"place": "村活动室", "headcount": 12, "summary": "学习。"}
            photo = person.send_file(f"{mark}.jpg", drawn(dice))
            fields |= {"files_kept": photo}
            kind, page = "activity", "/villages/1/activities/new/"
        answer = person.send(page, fields)
        if answer.status != 302:
            return done, [f"{kind} {mark} was answered {answer.status}"]
        done.append((kind, mark))
        person.turn += dice.randrange(2)
    return done, []


def drawn(dice):
    """A photo of some 30 kB, of which no second is."""
    stream = BytesIO()
    Image.frombytes("RGB", (120, 90), dice.randbytes(120 * 90 * 3)).save(stream, "JPEG")
    return stream.getvalue()


def kill(process):
    """All of it, as the power would."""
    os.killpg(process.pid, signal.SIGKILL)
    process.wait(10)


@contextmanager
def running(what, on):
    command = ["manage.py", "worker"] if what == "manage" else ["-m", what]
    with open(on[LOG], "a") as log:
        process = subprocess.Popen(
            [sys.executable, *command],
            cwd=ROOT,
            env=on,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    try:
        yield process
    finally:
        if process.poll() is None:
            process.terminate()
            process.wait(60)


def until_it_answers(port):
    if Person([port]).ask("GET", "/healthz/").status != 200:
        raise RuntimeError("a node does not answer")


def _at(moment, act):
    time.sleep(max(0, moment - time.monotonic()))
    act()


def _looked_at(url, acts):
    """What is not as it was answered."""
    faults = []
    with psycopg.connect(url, autocommit=True) as connection:
        for kind, question in (
            ("query", "SELECT content FROM villages_query"),
            ("activity", "SELECT title FROM villages_activity"),
        ):
            there = Counter(
                row[0][2:] if kind == "activity" else row[0][1:]
                for row in connection.execute(question)
            )
            told = Counter(mark for one, mark in acts if one == kind)
            if lost := told - there:
                faults.append(f"lost: {kind} {sorted(lost)}")
            if twice := [mark for mark, times in there.items() if times > 1]:
                faults.append(f"twice: {kind} {twice}")
        # Without a time of its own a task has the last day there is.
        undone = (
            "SELECT task_path, status FROM django_tasks_database_dbtaskresult"
            " WHERE status = 'FAILED' OR status IN ('READY', 'RUNNING')"
            " AND (run_after < now() + interval '10 minutes' OR run_after > '9000-01-01')"
        )
        until = time.monotonic() + UNTIL_DONE
        while (left := connection.execute(undone).fetchall()) and time.monotonic() < until:
            time.sleep(1)
        faults += [f"not done: {path} {status}" for path, status in left]
    return faults
