"""One file that installs the site where there is no package index: `make bundle`.

It holds the program, the wheels of all it needs for each kind of machine, their sums and the script
`install` (decision 35, one file installs it).
"""

import argparse
import hashlib
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterable
from pathlib import Path

from township.version import VERSION

ROOT = Path(__file__).resolve().parents[2]
NAME = "chuangjiantong"
# What is installed; tests, pictures and what a machine has made of itself stay behind.
PROGRAM = (
    "township",
    "villages",
    "archives",
    "campaigns",
    "templates",
    "static",
    "docs/handbook",
    "manage.py",
    "pyproject.toml",
    "requirements.txt",
    "requirements-s3.txt",
    "requirements-ocr.txt",
    ".env.example",
    "CHANGELOG.md",
    "README.md",
)
LOCKS = ("requirements.txt", "requirements-s3.txt")
PYTHONS, MACHINES = ("3.11", "3.12", "3.13"), ("x86_64", "aarch64")
# The oldest machine has glibc 2.28 (openEuler 20.03, Kylin V10); what was built for an older one
# runs there, too.
GLIBC = ("manylinux_2_28", "manylinux_2_27", "manylinux_2_26", "manylinux_2_24", "manylinux_2_17")
GLIBC += ("manylinux2014", "manylinux_2_12", "manylinux2010", "manylinux_2_5", "manylinux1")
SUMS = "SHA256SUMS"


def asked_of(lock: str, python: str, machine: str) -> list[str]:
    """The lock's entries, with their sums, that a machine with this Python needs."""
    from packaging.requirements import Requirement

    place = {
        "python_version": python,
        "python_full_version": f"{python}.0",
        "platform_machine": machine,
        "sys_platform": "linux",
        "platform_system": "Linux",
        "os_name": "posix",
        "implementation_name": "cpython",
        "platform_python_implementation": "CPython",
    }
    entries = []
    for entry in _entries(lock):
        asked = Requirement(entry.split(" --hash")[0].strip())
        if asked.marker is None or asked.marker.evaluate(place):
            # The index is asked for another machine than this one: the marker is decided here.
            asked.marker = None
            entries.append(f"{asked} --hash{entry.partition(' --hash')[2]}")
    return entries


def _entries(lock):
    whole = ""
    for line in lock.splitlines():
        if line.strip() and not line.lstrip().startswith("#"):
            whole += line.rstrip("\\").strip() + " "
            if not line.endswith("\\"):
                yield whole.strip()
                whole = ""


def fetch(python: str, machine: str, to: Path) -> None:
    """All wheels for one kind of machine into a folder; what has none ends it."""
    platforms = [word for glibc in GLIBC for word in ("--platform", f"{glibc}_{machine}")]
    for name in LOCKS:
        with tempfile.NamedTemporaryFile("w", suffix=".txt") as asked:
            asked.write("\n".join(asked_of((ROOT / name).read_text(), python, machine)) + "\n")
            asked.flush()
            _pip(
                *("download", "--only-binary=:all:", "--no-deps", "--require-hashes"),
                *("--implementation", "cp", "--python-version", python, *platforms),
                *("--dest", str(to), "-r", asked.name),
            )


def _pip(*words):
    command = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet", *words]
    subprocess.run(command, check=True)


def lay_out(folder: Path) -> None:
    """The program and the script into the folder."""
    for name in PROGRAM:
        source, target = ROOT / name, folder / "program" / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__", "*.pyc"))
        else:
            shutil.copy(source, target)
    script = folder / "install"
    shutil.copy(Path(__file__).with_name("install"), script)
    script.chmod(0o755)


def write_sums(folder: Path) -> None:
    """In the form that `sha256sum -c` reads."""
    lines = []
    for path in sorted(one for one in folder.rglob("*") if one.is_file() and one.name != SUMS):
        with path.open("rb") as stream:
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
        lines.append(f"{digest}  {path.relative_to(folder)}\n")
    (folder / SUMS).write_text("".join(lines))


def make(to: Path, pythons: Iterable[str] = PYTHONS, machines: Iterable[str] = MACHINES) -> Path:
    """The bundle as a file in the folder `to`."""
    to.mkdir(parents=True, exist_ok=True)
    target = to / f"{NAME}-{VERSION}.tar"
    with tempfile.TemporaryDirectory(dir=to) as name:
        folder = Path(name) / f"{NAME}-{VERSION}"
        wheels = folder / "wheels"
        wheels.mkdir(parents=True)
        lay_out(folder)
        # A distribution's Python comes without pip; any version of it serves.
        _pip("download", "--only-binary=:all:", "--no-deps", "--dest", str(wheels), "pip")
        for machine in machines:
            for python in pythons:
                fetch(python, machine, wheels)
        write_sums(folder)
        with tarfile.open(target, "w") as archive:
            archive.add(folder, folder.name, filter=_nobodys)
    return target


def _nobodys(member):
    member.uid = member.gid = 0
    member.uname = member.gname = "root"
    member.mode = 0o755 if member.isdir() or member.mode & 0o100 else 0o644
    return member


def main() -> None:
    parser = argparse.ArgumentParser(prog="township.deployment.bundle", description=__doc__)
    parser.add_argument("--to", type=Path, default=ROOT / "var" / "bundle")
    parser.add_argument("--python", action="append", dest="pythons", metavar="3.11")
    parser.add_argument("--machine", action="append", dest="machines", choices=MACHINES)
    asked = parser.parse_args()
    made = make(asked.to, asked.pythons or PYTHONS, asked.machines or MACHINES)
    print(f"{made}: {made.stat().st_size // 2**20} MB")


if __name__ == "__main__":
    main()
