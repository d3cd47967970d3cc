"""The worker is killed in the middle of every kind of task; each is then done, once."""

import os
import subprocess
import sys

from tests.township.backup.installation import environment, manage

KILLS = 20
ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))


def run(folder, url, server):
    """Demonstration data, and a process of its own that kills its children."""
    on = environment(folder, url, DEMO="1", DEMO_PASSWORD="Kill-the-worker-1")
    for words in (("migrate", "--verbosity", "0"), ("demo", "--finished", "1")):
        code, said = manage(*words, on=on)
        assert code == 0, said
    on["BACKUP_TO"] = str(folder / "kept")
    command = [sys.executable, "-m", "tests.ops.killing", str(KILLS)]
    done = subprocess.run(
        command, cwd=ROOT, env=on, capture_output=True, text=True, check=False, timeout=900
    )
    lines = done.stdout.splitlines()
    if done.returncode or not lines:
        return {"kills": 0, "faults": [f"the killing ended: {done.stderr[-2000:]}"]}
    return dict(eval(lines[-1]))
