"""What was released stays as it was, and a database of every release opens in the present."""

import json
import subprocess
import sys

import pytest

from tests.releases import cutting, kept
from tests.township.backup.installation import act, environment
from township.version import VERSION

pytestmark = pytest.mark.one_database
ROLES = {"cadre", "district", "evaluator", "leader", "observer", "office", "platform_admin"}


def upgraded(database, folder, *words):
    """What the program of today makes of an SQLite file."""
    on = environment(folder, f"sqlite:///{database}", PYTHONWARNINGS="ignore")
    command = [sys.executable, "-m", "tests.releases.upgrading", *words]
    done = subprocess.run(command, cwd=kept.ROOT, env=on, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


@pytest.mark.parametrize("release", kept.releases(), ids=lambda path: path.name)
def test_a_released_migration_is_never_changed(release):
    assert kept.changed(release) == [], "a change of the tables is a further migration"


@pytest.mark.parametrize("release", kept.releases(), ids=lambda path: path.name)
def test_a_database_of_every_release_is_brought_to_the_present(release, tmp_path):
    kept.bring_out(release, tmp_path / "db.sqlite3")
    told = upgraded(tmp_path / "db.sqlite3", tmp_path)
    assert told["schema"] == [] and told["failed"] == []
    assert told["verified"] and not any(told["verified"].values())
    assert set(told["pages"]) == ROLES


def test_what_is_stored_of_a_release_is_small():
    for release in kept.releases():
        assert sum(path.stat().st_size for path in release.iterdir()) <= kept.LARGEST, release


@pytest.mark.long
def test_a_release_that_is_cut_now_can_be_brought_to_the_present(tmp_path):
    """Tables that triggers guard are built anew on the way, as a later migration may do."""
    release = cutting.cut("9.0.0", tmp_path, fill=lambda on: act("fill", on=on))
    assert kept.releases(tmp_path) == [release] and kept.changed(release) == []
    kept.bring_out(release, tmp_path / "db.sqlite3")
    told = upgraded(tmp_path / "db.sqlite3", tmp_path, "rebuild")
    assert told["schema"] == [] and told["failed"] == [] and told["pages"]["cadre"] > 1
    assert len(told["verified"]) == 3 and not any(told["verified"].values())


def test_a_changed_or_lost_migration_of_a_release_is_named(tmp_path):
    first = tmp_path / "villages/migrations/0001_initial.py"
    for path in (first, first.with_name("0002_later.py")):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("operations = []\n")
    kept.write_sums(tmp_path, tmp_path)
    assert kept.changed(tmp_path, tmp_path) == []
    first.with_name("0003_new.py").write_text("")
    assert kept.changed(tmp_path, tmp_path) == []
    first.write_text("operations = [1]\n")
    first.with_name("0002_later.py").unlink()
    assert kept.changed(tmp_path, tmp_path) == [
        "villages/migrations/0001_initial.py",
        "villages/migrations/0002_later.py",
    ]


def test_a_release_is_cut_once_with_its_number_and_its_section(tmp_path, monkeypatch):
    monkeypatch.setattr(cutting, "ROOT", tmp_path)
    changes = tmp_path / "CHANGELOG.md"
    changes.write_text("# Changelog\n\n## 1.2.3\n\n- A thing.\n")
    assert cutting.against("1.2.3", tmp_path) == []
    (said,) = cutting.against("1.2.4", tmp_path)
    assert "no section" in said
    changes.write_text("# Changelog\n\n## 1.2\n")
    (said,) = cutting.against("1.2", tmp_path)
    assert "no number" in said
    changes.write_text("# Changelog\n\n## 1.2.3\n")
    (tmp_path / "1.2.3").mkdir()
    (said,) = cutting.against("1.2.3", tmp_path)
    assert "cut already" in said


def test_releases_are_told_by_their_numbers_not_their_letters(tmp_path):
    for name in ("1.10.0", "1.9.1", "1.9.0", "notes"):
        (tmp_path / name).mkdir()
    assert [path.name for path in kept.releases(tmp_path)] == ["1.9.0", "1.9.1", "1.10.0"]


def test_the_number_stands_once_and_on_every_page(client, settings, db):
    assert settings.VERSION == VERSION
    page = client.get("/account/login/").text
    assert f"创建通 {VERSION}" in page
    assert client.get("/healthz/").text == f"ok {VERSION}\n"
