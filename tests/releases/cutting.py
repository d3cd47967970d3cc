"""`python -m tests.releases.cutting`: cut the release whose number stands in pyproject.toml."""

import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from tests.releases.kept import LARGEST, NUMBER, RELEASES, ROOT, store, write_sums
from tests.township.backup.installation import environment, manage
from township.version import VERSION


def demonstration(on: dict) -> None:
    """The demonstration's two years; who opens the stored database needs no password of it."""
    code, said = manage("demo", "--finished", "1", on=on)
    assert code == 0, said


def against(version: str, folder: Path) -> list[str]:
    """Why this version cannot be cut now."""
    told = []
    if not NUMBER.fullmatch(version):
        told.append(f"pyproject.toml: {version} is no number of a release (1.2.3)")
    if (folder / version).exists():
        told.append(f"{version} is cut already: raise the number in pyproject.toml")
    heading = re.compile(rf"^## {re.escape(version)}(\s|$)", re.M)
    if not heading.search((ROOT / "CHANGELOG.md").read_text()):
        told.append(f"CHANGELOG.md has no section `## {version}`")
    return told


def cut(version: str, folder: Path, fill: Callable[[dict], None] = demonstration) -> Path:
    """Make the folder of a release; `fill` fills the installation that an environment describes."""
    with tempfile.TemporaryDirectory(prefix="release-") as name:
        place = Path(name)
        made = place / version
        made.mkdir()
        write_sums(made)
        on = environment(place, DEMO="1", DEMO_PASSWORD="Of-a-release-1")
        code, said = manage("migrate", "--verbosity", "0", on=on)
        assert code == 0, said
        fill(on)
        store(place / "db.sqlite3", made)
        size = sum(path.stat().st_size for path in made.iterdir())
        assert size <= LARGEST, f"{size} bytes, more than {LARGEST}"
        return Path(shutil.copytree(made, folder / version))


def main():
    if told := against(VERSION, RELEASES):
        sys.exit("\n".join(told))
    code, said = manage(
        "makemigrations", "--check", "--dry-run", on=environment(ROOT / "var", "sqlite:///:memory:")
    )
    if code:
        sys.exit(f"Models and migrations differ:\n{said}")
    target = cut(VERSION, RELEASES)
    print(f"{target.relative_to(ROOT)} is made. What is left to do:")
    subprocess.run(["git", "-C", str(ROOT), "add", str(target)], check=True)
    print(f"  pytest tests/test_releases.py && git commit && git tag v{VERSION}")


if __name__ == "__main__":
    main()
