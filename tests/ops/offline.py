"""The bundle installs on a machine without a network, and its site answers as another account.

The machine is this one with all networks taken away but its own loopback (`unshare --net`). Root
installs, hands the data to the account of the services as the steps say, and installs once more
over it, as with the next version: all that is written by then is that account's.
"""

import os
import platform
import shutil
import subprocess
import sys
import tarfile
import time
from pathlib import Path

from township.deployment import bundle
from township.version import VERSION

ROOT = Path(__file__).resolve().parents[2]
LONGEST = 480
INSIDE = r"""
set -eu
ip link set lo up
as_service() { setpriv --reuid nobody --regid nogroup --clear-groups "$@"; }
outside='import urllib.request as r; r.urlopen("https://example.org", timeout=3)'
if "$3" -c "$outside" 2>/dev/null; then
    echo "there is a network"; exit 9
fi
"$1/install" "$2" --python "$3"
chown -R nobody:nogroup "$2/var" "$2/.env"
cd "$2"
# By exec, so that what is ended below is the server and no shell before it.
(PORT=8123; export PORT; exec setpriv --reuid nobody --regid nogroup --clear-groups \
    .venv/bin/python -m township.web.server) &
server=$!
ask() {
    as_service .venv/bin/python -c "import sys, urllib.request as r
print('$1', r.urlopen('http://127.0.0.1:8123$1').read(200))"
}
tries=0
until ask /healthz/ 2>/dev/null; do
    tries=$((tries + 1)); [ $tries -lt 60 ] || exit 8
    sleep 1
done
ask /account/login/
kill $server; wait $server || true
if .venv/bin/python manage.py verify; then echo "root worked on the data"; exit 7; fi
"$1/install" "$2" --python "$3"
find var ! -user nobody -printf 'not the account'"'"'s: %p\n'
as_service .venv/bin/python manage.py collectstatic --no-input --verbosity 0
as_service .venv/bin/python manage.py verify
"""


def python_for_everybody():
    """A Python that others than root may start."""
    for name in ("/usr/bin/python3.13", "/usr/bin/python3.12", "/usr/bin/python3.11"):
        if Path(name).exists():
            return name, ".".join(Path(name).name.removeprefix("python").split("."))
    return None, ""


def run(folder, url, server):
    python, version = python_for_everybody()
    if os.geteuid() or not python or not shutil.which("unshare"):
        return {"not tried": "needs root, unshare and the distribution's Python", "faults": []}
    began = time.monotonic()
    made = bundle.make(folder / "made", [version], [platform.machine()])
    built_in = round(time.monotonic() - began)
    with tarfile.open(made) as archive:
        archive.extractall(folder, filter="data")
    target = folder / "site"
    folder.chmod(0o755)
    began = time.monotonic()
    command = ["unshare", "--net", "sh", "-c", INSIDE, "inside"]
    done = subprocess.run(
        [*command, str(folder / f"{bundle.NAME}-{VERSION}"), str(target), python],
        env={"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL": "C.UTF-8"},
        capture_output=True,
        text=True,
        timeout=LONGEST,
    )
    took = round(time.monotonic() - began)
    faults = []
    wanted = (
        f"/healthz/ b'ok {VERSION}",
        "/account/login/ b",
        "<!doctype html>",
        "升级完成",
        "全部正常",
    )
    said = done.stdout
    if done.returncode or not all(one in said for one in wanted) or "not the account" in said:
        faults.append(f"no answer: {done.returncode} {said[-1500:]}{done.stderr[-1500:]}")
    told = {"MB": made.stat().st_size // 2**20, "built in": built_in, "installed in": took}
    return told | {"python": version, "faults": faults}


if __name__ == "__main__":
    import tempfile

    with tempfile.TemporaryDirectory(prefix="township-offline-") as name:
        told = run(Path(name), "", "")
        print(told)
    sys.exit(bool(told["faults"]))
