"""What holds for every template: strict CSP, old browsers, phones, and names that exist."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template.loader import get_template

from township.templatetags.ui import TONE_ICONS

ROOT = settings.BASE_DIR / "templates"
STATIC = settings.BASE_DIR / "static"
TEMPLATES = sorted(path for path in ROOT.rglob("*.html"))
NAMES = [str(path.relative_to(ROOT)) for path in TEMPLATES]
ICON_CSS = (STATIC / "vendor/bootstrap-icons/bootstrap-icons.min.css").read_text()
KNOWN_ICONS = set(re.findall(r"\.bi-([a-z0-9-]+)::?before", ICON_CSS))
LINES = 120


@pytest.fixture(params=TEMPLATES, ids=NAMES)
def template(request):
    return request.param


def test_it_compiles(template):
    assert get_template(str(template.relative_to(ROOT)))


def test_it_holds_nothing_inline(template):
    """A strict Content-Security-Policy refuses inline style, script and handlers."""
    source = template.read_text()
    assert not re.search(r"<style|\sstyle\s*=|\son[a-z]+\s*=|javascript:", source)
    assert all("src=" in tag for tag in re.findall(r"<script[^>]*>", source))


def test_it_stays_short(template):
    assert len(template.read_text().splitlines()) <= LINES


def test_its_static_files_exist(template):
    for name in re.findall(r"{% static ['\"]([^'\"]+)['\"]", template.read_text()):
        assert (STATIC / name).is_file(), name


def test_its_icons_exist(template):
    source = template.read_text()
    named = re.findall(r"{% icon ['\"]([^'\"]+)['\"]", source)
    named += re.findall(r"{% empty_state ['\"]([^'\"]+)['\"]", source)
    assert set(named) <= KNOWN_ICONS


def test_every_cell_of_a_stacking_table_names_its_column(template):
    """On a phone the row becomes a card; a cell without data-label loses its heading."""
    for table in re.findall(r"<table[^>]*table-stack.*?</table>", template.read_text(), re.S):
        body = table.split("</thead>")[-1]
        for cell in re.findall(r"<td[^>]*(?:{%.*?%}[^>]*)*>", body):
            assert "data-label" in cell or "lead-cell" in cell or "colspan" in cell, cell


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
    loaded = "".join(path.read_text() for path in TEMPLATES)
    own = {path.name for path in (STATIC / "js").glob("*.js")}
    assert {name for name in own if f"js/{name}" in loaded} == own


def test_the_templates_were_found():
    assert Path(ROOT / "base.html") in TEMPLATES
