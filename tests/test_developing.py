"""What docs/developing.md names stands in the code under that name."""

import re
from pathlib import Path

BASE = Path(__file__).resolve().parent.parent
PAGE = BASE / "docs/developing.md"
FOLDERS = (
    "archives",
    "campaigns",
    "docs",
    "static/js",
    "static/css",
    "static/img",
    "templates",
    "tests",
    "township",
    "villages",
)
READ = {".py", ".toml", ".html", ".js", ".typ", ".css"}
# A name of the page that stands for any of its kind.
PLACEHOLDERS = {"WORKFLOW"}


def names():
    """Names between back quotes, but for those with a gap to be filled in."""
    quoted = re.findall(r"`([^`\n]+)`", PAGE.read_text(encoding="utf-8"))
    return {name for name in quoted if not re.search(r"[<…]", name)}


def files():
    yield from (path for path in BASE.iterdir() if path.is_file())
    for folder in FOLDERS:
        yield from (path for path in (BASE / folder).rglob("*") if path.is_file())


def test_every_name_is_a_word_of_the_source_or_of_a_path():
    every = list(files())
    texts = [
        path.read_text(encoding="utf-8")
        for path in every
        if path.suffix in READ or path.name == "Makefile"
    ]
    texts += [str(path.relative_to(BASE)) for path in every]
    words = set(re.findall(r"\w+", "\n".join(texts)))
    asked = {word for name in names() for word in re.findall(r"\b[A-Za-z_]\w+", name)}
    assert asked - words <= PLACEHOLDERS


def test_every_path_of_the_page_is_there():
    ends = r"[\w./]+\.(py|toml|csv|md|js|typ|yml)"
    paths = {name for name in names() if re.fullmatch(ends, name)}
    there = [f"/{path.relative_to(BASE)}" for path in files()]
    lost = {path for path in paths if not any(one.endswith(f"/{path}") for one in there)}
    assert len(paths) > 100 and lost == set()
