"""Every module has its test, and the test lies where the module lies.

`<app>/<folder>/<module>.py` is held by `tests/<app>/<folder>/test_<module>.py`. Where a noun is
what one looks for, its view test holds what a visitor meets of it:

- `views/<noun>.py` by `tests/<app>/views/test_<noun>.py`;
- `forms/<noun>.py` by the same file: a form is what its page refuses and takes. A form that several
  pages share is held by the view tests of those pages, named in FORMS_OF_PAGES;
- `models/<noun>.py` by `tests/<app>/models/test_<noun>.py`, where the model has constraints,
  a QuerySet or properties of its own.

A test of a whole way may have a word more to its name: test_motion_concurrency.py does not stand
for test_motion.py.
"""

import ast
from pathlib import Path

import pytest
from django.conf import settings

BASE = Path(settings.BASE_DIR)
APPS = ("villages", "archives", "campaigns")
ONE_TO_ONE = ("rules", "queries", "papers", "sheets", "acts", "workflows", "views")

# Form → the view tests that hold it, where no page has its name.
FORMS_OF_PAGES = {
    "archives/forms/fields.py": ("record",),
    "campaigns/forms/fields.py": ("campaign", "notice", "application"),
    "campaigns/forms/finding.py": ("veto", "objection", "rectification", "site_visit"),
}


def modules(app, folder):
    for path in sorted((BASE / app / folder).glob("*.py")):
        if path.name != "__init__.py":
            yield path


def mirror_of(app, folder, path):
    return BASE / "tests" / app / folder / f"test_{path.name}"


def lacks_form_test(app, path):
    told = str(path.relative_to(BASE))
    nouns = FORMS_OF_PAGES.get(told, (path.stem,))
    return not all((BASE / "tests" / app / "views" / f"test_{noun}.py").exists() for noun in nouns)


def says_something(path):
    """Does a model module say more than its fields: constraints, a QuerySet or properties?"""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and any(
            getattr(target, "id", "") == "constraints" for target in node.targets
        ):
            return True
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("__"):
            is_address = node.name == "get_absolute_url"
            if not is_address:
                return True
    return False


def missing(app):
    for folder in ONE_TO_ONE:
        for path in modules(app, folder):
            if not mirror_of(app, folder, path).exists():
                yield str(path.relative_to(BASE))
    for path in modules(app, "forms"):
        if lacks_form_test(app, path):
            yield str(path.relative_to(BASE))
    for path in modules(app, "models"):
        if says_something(path) and not mirror_of(app, "models", path).exists():
            yield str(path.relative_to(BASE))


@pytest.mark.parametrize("app", APPS)
def test_every_module_has_its_test(app):
    unheld = sorted(missing(app))
    assert unheld == [], "no test lies where these modules lie"


@pytest.mark.parametrize("app", APPS)
def test_no_test_is_left_behind_by_its_module(app):
    """A mirror without its module is a test that moved house without its rule."""
    for folder in (*ONE_TO_ONE, "models"):
        names = {path.stem for path in modules(app, folder)}
        if folder == "views":
            names |= {path.stem for path in modules(app, "forms")}
        for path in sorted((BASE / "tests" / app / folder).glob("test_*.py")):
            told = path.stem.removeprefix("test_")
            owners = [name for name in names if told == name or told.startswith(f"{name}_")]
            assert owners, f"{path.relative_to(BASE)} tests no module of {app}/{folder}"
