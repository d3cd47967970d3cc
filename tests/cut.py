"""Power cuts: what was acknowledged is there after the machine has lost all it had not yet written.

`python -m tests.cut --times 20`. The work of tests/kill.py runs on a file system of its own inside
an image. At a random moment it is stopped and the image copied: the copy holds what had reached
the disk and nothing of what the system still kept in memory, as after a pulled plug. The copy is
mounted in its place, looked through, and the work goes on with it. `--control` weakens the database
on purpose: then something must be lost, or the test could not see a loss. Needs the right to mount.
"""

import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from functools import partial
from pathlib import Path

from tests import kill

MB = 1024 * 1024
SIZE = 1536 * MB  # records are sealed only where a GB is free
# Nothing is written back by itself while an image is copied: the cut decides, not the clock.
OPTIONS = "loop,commit=300"


class Disk:
    """A file system in a file, mounted at `place`."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.place, self.number = folder, folder / "disk", 0
        self.place.mkdir()
        with self.image.open("wb") as empty:
            empty.truncate(SIZE)
        subprocess.run(["mkfs.ext4", "-q", "-F", self.image], check=True)
        self.mount()

    @property
    def image(self) -> Path:
        return self.folder / f"image-{self.number}"

    def mount(self) -> None:
        subprocess.run(["mount", "-o", OPTIONS, self.image, self.place], check=True)

    def leave(self) -> None:
        """Unmount, waiting for children that the kill left behind."""
        for _ in range(1200):
            done = subprocess.run(["umount", self.place], check=False, capture_output=True)
            if done.returncode == 0:
                return
            time.sleep(0.1)
        raise RuntimeError(done.stderr.decode())

    def copied(self) -> Path:
        """A copy of the image as it is on the disk now; anew where something was written to it."""
        copy = self.folder / "copy"
        while True:
            before = self.image.stat().st_mtime_ns
            subprocess.run(["cp", "--sparse=always", self.image, copy], check=True)
            if self.image.stat().st_mtime_ns == before:
                return copy

    def go_on_with(self, copy: Path) -> None:
        """Mount what had reached the disk in the place of what is lost."""
        self.leave()
        self.image.unlink()
        self.number += 1
        copy.rename(self.image)
        self.mount()


def weaken() -> None:
    """The control: the database tells that a change is kept before the disk has it."""
    from django.conf import settings

    options = settings.DATABASES["default"]["OPTIONS"]
    options["init_command"] = options["init_command"].replace("=FULL", "=OFF")


def cut_once(disk, dice, seed, pause, acknowledged):
    """One life and its end; returns (what is wrong, what was acknowledged in it)."""
    pid, stream = kill.child(partial(kill.work, seed))
    first = stream.readline()
    time.sleep(dice.uniform(0, pause))
    os.kill(pid, signal.SIGSTOP)
    copy = disk.copied()
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    new = kill.lines(first) + kill.heard(stream)
    stumbled = [f"the work stumbled: {what}" for kind, _, what in new if kind == "failed"]
    disk.go_on_with(copy)
    pid, stream = kill.child(partial(kill.report, acknowledged + new))
    found = [what for _, _, what in kill.heard(stream)]
    os.waitpid(pid, 0)
    return stumbled + found, new


def main():
    parser = argparse.ArgumentParser(prog="tests.cut")
    parser.add_argument("--times", type=int, default=20)
    parser.add_argument("--pause", type=float, default=3, help="longest life, seconds")
    parser.add_argument("--seed", type=int, default=20261127)
    parser.add_argument("--control", action="store_true", help="weaken the database: must lose")
    chosen = parser.parse_args()
    dice, acknowledged, found, cuts = random.Random(chosen.seed), [], [], 0
    with tempfile.TemporaryDirectory(prefix="township-cut-") as folder:
        disk = Disk(Path(folder))
        try:
            kill.set_up(disk.place)
            if chosen.control:
                weaken()
            while cuts < chosen.times and not found:
                seed = chosen.seed * 100 + cuts
                found, new = cut_once(disk, dice, seed, chosen.pause, acknowledged)
                acknowledged += new
                cuts += 1
        finally:
            disk.leave()
    print(f"cuts: {cuts}, acknowledged: {len(acknowledged)}, faults: {len(found)} {found[:3]}")
    return bool(found) != chosen.control


if __name__ == "__main__":
    sys.exit(main())
