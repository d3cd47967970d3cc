"""Five times the power goes in the middle of the work, and nothing acknowledged is lost."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_five_kills_lose_nothing():
    """The long form: python -m tests.kill --times 200."""
    answer = subprocess.run(
        [sys.executable, "-m", "tests.kill", "--times", "5", "--pause", "0.4"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=1800,
    )
    assert answer.returncode == 0, answer.stdout + answer.stderr[-3000:]
    assert "faults: 0" in answer.stdout
