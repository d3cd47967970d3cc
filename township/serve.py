"""Runs the whole site on one machine: database, web server and background worker.

`python -m township.serve` prepares the database and serves until Ctrl-C. Everything kept lies
under var/, so the next start goes on where this one stopped. What the environment or .env says
takes precedence over the options.
"""

import argparse
import ctypes
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import environ

from township.private import OWN_KEY, keep_private

ROOT = Path(__file__).resolve().parent.parent
SECRET = OWN_KEY
MANAGE = [sys.executable, str(ROOT / "manage.py")]
RESTART_SECONDS = 5
PR_SET_PDEATHSIG = 1


def kept_secret():
    """The installation's own SECRET_KEY: made at the first start, readable by the owner only."""
    SECRET.parent.mkdir(mode=0o700, exist_ok=True)
    if not SECRET.exists():
        with open(os.open(SECRET, os.O_CREAT | os.O_WRONLY | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(60))
    return SECRET.read_text()


def options():
    parser = argparse.ArgumentParser(prog="township.serve")
    parser.add_argument("--dev", action="store_true", help="reload on every change of the source")
    parser.add_argument("--demo", action="store_true", help="fill an empty database: DEMO=1")
    told = "throw the demonstration away and load it anew, after asking; serve nothing"
    parser.add_argument("--again", action="store_true", help=told)
    return parser.parse_args()


def prepare_environment(is_dev, is_demo):
    environ.Env.read_env(ROOT / ".env")
    if not os.environ.get("SECRET_KEY"):
        os.environ["SECRET_KEY"] = kept_secret()
    os.environ.setdefault("PORT", "8000")
    os.environ.setdefault("HTTPS", "0")
    os.environ.setdefault("DEBUG", str(int(is_dev)))
    os.environ.setdefault("DEMO", str(int(is_demo)))
    os.environ.setdefault("SITE_URL", f"http://127.0.0.1:{os.environ['PORT']}")


def refuse_taken_port():
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((os.environ.get("HOST", "127.0.0.1"), int(os.environ["PORT"])))
        except OSError:
            sys.exit(f"端口 {os.environ['PORT']} 已被占用,请换一个,例如:make run PORT=8001")


def prepare_database(is_dev):
    steps = [["migrate", "--verbosity", "0"]]
    if not is_dev:
        steps.append(["collectstatic", "--no-input", "--verbosity", "0"])
    if environ.Env().bool("DEMO"):
        steps.append(["demo"])
    steps.append(["nightly", "--verbosity", "0"])
    for step in steps:
        code = subprocess.run([*MANAGE, *step], cwd=ROOT).returncode
        if code:
            sys.exit(code)


def web_command(is_dev):
    if is_dev:
        return [*MANAGE, "runserver", os.environ["PORT"]]
    return [sys.executable, "-m", "township.web.server"]


def started(command):
    """A child in a session of its own, so that Ctrl-C reaches it through us, once. On Linux it ends
    with us even where we are killed: the next start would find its port taken."""
    return subprocess.Popen(command, cwd=ROOT, start_new_session=True, preexec_fn=_end_with_us)


def _end_with_us():
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def stop(*children):
    for child in children:
        if child.poll() is None:
            child.terminate()
    for child in children:
        try:
            child.wait(30)
        except subprocess.TimeoutExpired:
            child.kill()


def serve(is_dev):
    """Web server and worker side by side; a worker that dies is started again.

    Returns the exit code of a web server that ended by itself; KeyboardInterrupt passes through.
    """
    web = started(web_command(is_dev))
    work = [*MANAGE, "worker", "--verbosity", "0"]
    worker = started(work)
    print(f"\n创建通:http://127.0.0.1:{os.environ['PORT']}/  (按 Ctrl-C 停止)", flush=True)
    try:
        while web.poll() is None:
            if worker.poll() is not None:
                print(f"后台任务进程已退出,{RESTART_SECONDS} 秒后重新启动。", flush=True)
                time.sleep(RESTART_SECONDS)
                worker = started(work)
            time.sleep(0.5)
        return web.returncode
    finally:
        stop(web, worker)


def raise_interrupt(number, frame):
    raise KeyboardInterrupt


def main():
    chosen = options()
    # SIGINT too: whoever is started in the background is told to ignore it.
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, raise_interrupt)
    keep_private()
    prepare_environment(chosen.dev, chosen.demo)
    # A site that runs would go on with what is thrown away.
    refuse_taken_port()
    if chosen.again:
        return subprocess.run([*MANAGE, "demo", "--again"], cwd=ROOT).returncode
    try:
        prepare_database(chosen.dev)
        return serve(chosen.dev)
    except KeyboardInterrupt:
        return 0


if __name__ == "__main__":
    sys.exit(main())
