"""Children come from a process that has the parsers loaded; what befalls it is seen by nobody."""

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from township.files import sandbox
from township.files.sandbox import NURSED, ChildFailed

SAYING = "import os; print(os.getpid(), os.getppid())"


def say(code=SAYING, seconds=20):
    return sandbox.run("tests.intruder", code, wall_seconds=seconds).decode().split()


def is_there(pid):
    """Not when it only waits for somebody to ask how it ended."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def gone(pid):
    """Whether it ends within twenty seconds."""
    until = time.monotonic() + 20
    while is_there(pid) and time.monotonic() < until:
        time.sleep(0.05)
    return not is_there(pid)


def test_each_is_a_process_of_its_own_with_the_parsers_loaded():
    first, second = say(), say()
    assert first[0] != second[0] and first[1] == second[1] == str(NURSED.process.pid)
    assert say("import sys; print('pypdf' in sys.modules, 'django' in sys.modules)") == [
        "True",
        "False",
    ]


def test_what_one_leaves_behind_no_other_finds():
    say("import pypdf; pypdf.left = open('left', 'w')")
    assert say("import os, pypdf; print(hasattr(pypdf, 'left'), os.path.exists('left'))") == [
        "False",
        "False",
    ]


def test_no_open_file_is_handed_on(tmp_path):
    look = (
        "import os\n"
        "for number in range(3, 200):\n"
        "    try: print(os.fstat(number))\n"
        "    except OSError: pass"
    )
    with open(tmp_path / "of the site", "w"):
        assert say(look) == []


def test_many_at_once():
    said = []
    threads = [threading.Thread(target=lambda: said.append(say()[0])) for _ in range(8)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert len(set(said)) == 8


def test_one_that_takes_too_long_is_ended_and_keeps_nobody_waiting():
    slow = []

    def wait():
        with pytest.raises(ChildFailed) as failure:
            say("import time; time.sleep(60)", seconds=2)
        slow.append(failure.value.code)

    thread = threading.Thread(target=wait)
    thread.start()
    assert len(say()) == 2 and thread.is_alive()
    thread.join()
    assert slow == [sandbox.TIMED_OUT]


def test_when_it_has_gone_another_is_begun():
    say()
    before = NURSED.process.pid
    os.kill(before, signal.SIGKILL)
    assert len(say()) == 2 and NURSED.process.pid != before


def test_when_it_is_ended_in_the_middle_the_child_is_begun_once_more(tmp_path):
    """Two children: the first is killed with what it came from."""
    say()
    before = NURSED.process.pid

    def end():
        time.sleep(1)
        os.kill(before, signal.SIGKILL)

    thread = threading.Thread(target=end)
    thread.start()
    assert say("import os, time; time.sleep(3); print(os.getppid())") != [str(before)]
    thread.join()


def test_what_the_ended_one_had_said_is_not_taken_for_the_words_of_the_next():
    say()
    before = NURSED.process.pid
    code = (
        "import os, signal, time\n"
        f"is_first = os.getppid() == {before}\n"
        "print('long' * 9 if is_first else 'short', flush=True)\n"
        "while is_first: time.sleep(0.1)"
    )

    def end():
        children = Path(f"/proc/{before}/task/{before}/children")
        while not children.read_text():
            pass
        time.sleep(1)
        os.kill(before, signal.SIGKILL)

    thread = threading.Thread(target=end)
    thread.start()
    assert say(code) == ["short"]
    thread.join()


def test_a_fork_of_the_site_has_its_own():
    said = []
    reading, writing = os.pipe()
    say()
    pid = os.fork()
    if not pid:
        try:
            os.write(writing, say()[1].encode())
            NURSED.end()
        finally:
            os._exit(0)
    os.waitpid(pid, 0)
    said = os.read(reading, 100).decode()
    os.close(reading)
    os.close(writing)
    assert said and said != say()[1]


SITE = """
import sys, threading, time
import django
django.setup()
from township.files import sandbox

def run(code):
    return sandbox.run("tests.intruder", code, wall_seconds=90)

print(run(sys.argv[1]).decode(), flush=True)
threading.Thread(target=run, args=["import time; time.sleep(60)"], daemon=True).start()
pid, children = sandbox.NURSED.process.pid, ""
while not children:
    children = open(f"/proc/{pid}/task/{pid}/children").read()
print(children, flush=True)
time.sleep(90)
"""


def test_it_ends_with_the_site_and_so_does_what_it_runs():
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "township.settings"}
    command = [sys.executable, "-c", SITE, SAYING]
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=environment) as site:
        (_, nursery), _ = site.stdout.readline().split(), site.stdout.readline()
        (child,) = site.stdout.readline().split()
        assert is_there(int(nursery)) and is_there(int(child))
        site.kill()
    assert gone(int(nursery)) and gone(int(child))
