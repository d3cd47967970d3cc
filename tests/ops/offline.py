"""The bundle installs on a machine without a network, as an ordinary user, and its site answers.

The machine is this one with all networks taken away but its own loopback (`unshare --net`).
"""

import os
import platform
import shutil
import subprocess
import sys
import tarfile
import time
from pathlib import Path
from pwd import getpwnam

from township.deployment import bundle
from township.version import VERSION

ROOT = Path(__file__).resolve().parents[2]
LONGEST = 480
# In the namespace: the loopback up, then an ordinary user, who installs, serves and asks, and
# installs once more, as with the next version.
INSIDE = """
set -eu
ip link set lo up
exec setpriv --reuid nobody --regid nogroup --clear-groups sh -euc '
    if "$3" -c "import urllib.request as r; r.urlopen(\\"https://example.org\\", timeout=3)"; then
        echo "there is a network"; exit 9
    fi 2>/dev/null
    "$1/install" "$2" --python "$3"
    cd "$2"
    PORT=8123 .venv/bin/python -m township.web.server &
    server=$!
    ask() {
        .venv/bin/python -c "import sys, urllib.request as r
print(\\"$1\\", r.urlopen(\\"http://127.0.0.1:8123$1\\").read(200))"
    }
    tries=0
    until ask /healthz/ 2>/dev/null; do
        tries=$((tries + 1)); [ $tries -lt 60 ] || exit 8
        sleep 1
    done
    ask /account/login/
    kill $server; wait $server || true
    "$1/install" "$2" --python "$3"
' inside "$1" "$2" "$3"
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
    target.mkdir()
    folder.chmod(0o755)
    nobody = getpwnam("nobody")
    os.chown(target, nobody.pw_uid, nobody.pw_gid)
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
    wanted = (f"/healthz/ b'ok {VERSION}", "/account/login/ b", "<!doctype html>", "升级完成")
    if done.returncode or not all(one in done.stdout for one in wanted):
        faults.append(f"no answer: {done.returncode} {done.stdout[-1500:]}{done.stderr[-1500:]}")
    told = {"MB": made.stat().st_size // 2**20, "built in": built_in, "installed in": took}
    return told | {"python": version, "faults": faults}


if __name__ == "__main__":
    import tempfile

    with tempfile.TemporaryDirectory(prefix="township-offline-") as name:
        told = run(Path(name), "", "")
        print(told)
    sys.exit(bool(told["faults"]))
