"""What holds for every template: strict CSP, old browsers, phones, and names that exist."""

import re

import pytest
from django.conf import settings
from django.template.loader import get_template

from township.templatetags.ui import TONE_ICONS

ROOT = settings.BASE_DIR / "templates"
STATIC = settings.BASE_DIR / "static"
SOURCES = {str(path.relative_to(ROOT)): path.read_text() for path in sorted(ROOT.rglob("*.html"))}
ICON_CSS = (STATIC / "vendor/bootstrap-icons/bootstrap-icons.min.css").read_text()
KNOWN_ICONS = set(re.findall(r"\.bi-([a-z0-9-]+)::?before", ICON_CSS))
LINES = 120


def test_they_compile():
    for name in SOURCES:
        assert get_template(name), name


def test_they_hold_nothing_inline():
    """A strict Content-Security-Policy refuses inline style, script and handlers."""
    for name, source in SOURCES.items():
        found = re.search(r"<style|\sstyle\s*=|\son[a-z]+\s*=|javascript:", source)
        assert not found, (name, found)
        assert all("src=" in tag for tag in re.findall(r"<script[^>]*>", source)), name


def test_they_stay_short():
    assert [name for name, source in SOURCES.items() if len(source.splitlines()) > LINES] == []


def test_their_static_files_exist():
    for name, source in SOURCES.items():
        for file in re.findall(r"{% static ['\"]([^'\"]+)['\"]", source):
            assert (STATIC / file).is_file(), (name, file)


def test_their_icons_exist():
    for name, source in SOURCES.items():
        named = re.findall(r"{% icon ['\"]([^'\"]+)['\"]", source)
        named += re.findall(r"{% empty_state ['\"]([^'\"]+)['\"]", source)
        assert set(named) <= KNOWN_ICONS, name


def test_every_cell_of_a_stacking_table_names_its_column():
    """On a phone the row becomes a card; a cell without data-label loses its heading."""
    for name, source in SOURCES.items():
        for table in re.findall(r"<table[^>]*table-stack.*?</table>", source, re.S):
            body = table.split("</thead>")[-1]
            for cell in re.findall(r"<td[^>]*(?:{%.*?%}[^>]*)*>", body):
                is_named = "data-label" in cell or "lead-cell" in cell or "colspan" in cell
                assert is_named, (name, cell)


def test_tone_icons_exist():
    assert set(TONE_ICONS.values()) <= KNOWN_ICONS


@pytest.mark.parametrize("script", sorted((STATIC / "js").glob("*.js")), ids=lambda path: path.name)
def test_scripts_keep_to_es2017(script):
    """Offices run Chromium 80 and its kin: no `?.`, no `??`, no class fields, no modules."""
    assert not re.search(r"\?\.[a-zA-Z(\[]|\?\?|^import |^export ", script.read_text(), re.M)


@pytest.mark.parametrize(
    "sheet", sorted((STATIC / "css").glob("*.css")), ids=lambda path: path.name
)
def test_style_sheets_keep_to_old_chromium(sheet):
    source = re.sub(r"/\*.*?\*/", "", sheet.read_text(), flags=re.S)
    assert not re.search(r":has\(|:is\(|:where\(|\binset:|aspect-ratio|@layer|@container|&", source)


def test_every_script_is_loaded():
    loaded = "".join(SOURCES.values())
    own = {path.name for path in (STATIC / "js").glob("*.js")}
    assert {name for name in own if f"js/{name}" in loaded} == own


def test_the_templates_were_found():
    assert "base.html" in SOURCES
