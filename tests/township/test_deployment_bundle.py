"""What goes into the bundle, and what its script refuses; that it installs tries `make ops`."""

import shutil
import subprocess
import sys

import pytest
from django.conf import settings

from township.deployment import bundle

pytestmark = pytest.mark.one_database
SUM = "0" * 64
LOCK = f"""# made by a tool
alpha==1.0 \\
    --hash=sha256:{SUM} \\
    --hash=sha256:{SUM}
    # via -r requirements.in
beta[binary]==2.0 ; platform_machine == "x86_64" or sys_platform == "darwin" \\
    --hash=sha256:{SUM}
gamma==3.0 ; python_version < "3.12" \\
    --hash=sha256:{SUM}
"""


@pytest.mark.parametrize(
    ("python", "machine", "names"),
    [
        ("3.11", "x86_64", ["alpha==1.0", "beta[binary]==2.0", "gamma==3.0"]),
        ("3.12", "x86_64", ["alpha==1.0", "beta[binary]==2.0"]),
        ("3.11", "aarch64", ["alpha==1.0", "gamma==3.0"]),
    ],
)
def test_a_machine_is_given_what_the_lock_names_for_it_with_all_sums(python, machine, names):
    asked = bundle.asked_of(LOCK, python, machine)
    assert [entry.split()[0] for entry in asked] == names
    assert [entry.count("--hash=sha256:") for entry in asked] == [2, *[1] * (len(names) - 1)]
    assert not any(";" in entry for entry in asked)


def test_every_entry_of_the_locks_is_read():
    for name in bundle.LOCKS:
        lock = (settings.BASE_DIR / name).read_text()
        asked = bundle.asked_of(lock, "3.11", "x86_64")
        assert len(asked) == lock.count("==") - lock.count(' == "'), name
        assert all("--hash=sha256:" in entry for entry in asked)


def test_the_program_is_all_that_runs_and_nothing_of_the_tests(tmp_path):
    bundle.lay_out(tmp_path)
    program = tmp_path / "program"
    assert {path.name for path in program.iterdir() if path.is_dir()} == {
        *("township", "villages", "archives", "campaigns", "templates", "static", "docs")
    }
    for name in ("manage.py", "docs/handbook/operating.md", "township/papers/faces/VENDORED.md"):
        assert (program / name).is_file(), name
    assert not list(program.rglob("__pycache__")) and not list(program.rglob(".env"))
    bundle.write_sums(tmp_path)
    subprocess.run(["sha256sum", "-c", "--quiet", bundle.SUMS], cwd=tmp_path, check=True)
    listed = (tmp_path / bundle.SUMS).read_text()
    assert "  install\n" in listed and "  program/manage.py\n" in listed


@pytest.fixture
def unpacked(tmp_path):
    """A bundle without wheels, which is refused before any is needed."""
    folder = tmp_path / "unpacked"
    folder.mkdir()
    shutil.copy(settings.BASE_DIR / "township/deployment/install", folder / "install")
    (folder / "program").mkdir()
    (folder / "program" / "manage.py").write_text("")
    bundle.write_sums(folder)
    return folder


def told(unpacked, *words):
    done = subprocess.run(["sh", str(unpacked / "install"), *words], capture_output=True, text=True)
    assert done.returncode == 1
    return done.stderr


def test_what_is_wrong_is_said_before_anything_is_changed(unpacked, tmp_path):
    place = tmp_path / "place"
    place.mkdir()
    (place / "letter").write_text("")
    here = ("--python", sys.executable)
    assert "没有写装到哪里" in told(unpacked)
    assert "不认识 --fast" in told(unpacked, "--fast", str(place))
    assert "里有别的文件，没有安装" in told(unpacked, str(place), *here)
    assert "不是 Python 3.11" in told(unpacked, str(place), "--python", "/bin/false")
    (unpacked / "program" / "manage.py").write_text("changed")
    assert "安装包不完整或者被改动过，没有安装" in told(unpacked, str(tmp_path / "new"), *here)
    assert [path.name for path in place.iterdir()] == ["letter"]
    assert not (tmp_path / "new").exists()
