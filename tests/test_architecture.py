"""The arrows of the house: keys point downwards, states change through workflows only."""

import ast
import graphlib
from pathlib import Path

import grimp
from django.apps import apps
from django.conf import settings

from township.access import Role
from township.workflow.core import WORKFLOWS

FLOORS = {
    "contenttypes": -1,
    "auth": -1,
    "township": 0,
    "villages": 1,
    "archives": 2,
    "campaigns": 3,
}
APPS = ("township", "villages", "archives", "campaigns")
BASE = Path(settings.BASE_DIR)


def own_models():
    return [model for model in apps.get_models() if model._meta.app_label in APPS]


def sources():
    for app in APPS:
        for path in (BASE / app).rglob("*.py"):
            if "migrations" not in path.parts:
                yield path, ast.parse(path.read_text(encoding="utf-8"))


def test_foreign_keys_point_downwards():
    for model in own_models():
        for field in model._meta.get_fields():
            if field.concrete and field.related_model:
                here, there = model._meta.app_label, field.related_model._meta.app_label
                assert FLOORS[here] >= FLOORS[there], f"{model}.{field.name} points upwards"


def test_no_row_belongs_to_the_township_that_pages_are_headed_with():
    """`user.township` is for the heading; what is shown or written asks `township_for`."""
    for path, tree in sources():
        if path.relative_to(BASE).as_posix() == "township/dashboard/context.py":
            continue
        for node in ast.walk(tree):
            if not isinstance(node, ast.Attribute) or node.attr != "township":
                continue
            owner = getattr(node.value, "id", None) or getattr(node.value, "attr", "")
            is_person = owner in ("user", "by")
            assert not is_person, f"{path}:{node.lineno} takes whatever township comes first"


def test_states_are_assigned_only_by_the_workflow():
    """No `row.status = …` and no `.update(status=…)` outside township.workflow."""
    fields = {workflow.field for workflow in WORKFLOWS.values()}
    for path, tree in sources():
        if "workflow" in path.parts:
            continue
        for node in ast.walk(tree):
            if isinstance(node, ast.Assign):
                for target in node.targets:
                    is_state = isinstance(target, ast.Attribute) and target.attr in fields
                    assert not is_state, f"{path.name}:{node.lineno} sets a state by hand"
            if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "update":
                names = {keyword.arg for keyword in node.keywords}
                assert not names & fields, f"{path.name}:{node.lineno} updates a state by hand"


def test_rules_take_nothing_of_django_but_its_enumerations():
    """The contract leaves two vocabularies out; this holds what they take."""
    for path, tree in sources():
        if path.parent.name != "rules":
            continue
        for node in ast.walk(tree):
            if isinstance(node, ast.Import):
                assert not any(name.name.startswith("django") for name in node.names), path
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("django"):
                taken = (node.module, [name.name for name in node.names])
                assert taken == ("django.db.models", ["TextChoices"]), path


def test_no_two_modules_import_each_other():
    """Not over any number of steps either: what is on one floor is still in an order."""
    graph = grimp.build_graph(*APPS, cache_dir=None)
    order = graphlib.TopologicalSorter(
        {module: graph.find_modules_directly_imported_by(module) for module in graph.modules}
    )
    order.prepare()  # raises CycleError, which names the modules of the circle


def test_what_rules_queries_and_acts_offer_says_its_types():
    """Parameters and answers of every public function and method; the type checker holds them."""
    bare = []
    for path, tree in sources():
        if path.parent.name not in ("rules", "queries", "acts"):
            continue
        classes = [node for node in tree.body if isinstance(node, ast.ClassDef)]
        for node in [*tree.body, *(inner for one in classes for inner in one.body)]:
            if not isinstance(node, ast.FunctionDef) or node.name.startswith("_"):
                continue
            given = [one for one in node.args.args if one.arg not in ("self", "cls")]
            if not node.returns or not all(one.annotation for one in given + node.args.kwonlyargs):
                bare.append(f"{path.name}:{node.lineno} {node.name}")
    assert bare == []


# Where choices are compared only through the choice itself, a property, or a QuerySet's method.
FOLDERS = {"views", "forms", "queries", "acts", "papers", "sheets", "workflows", "dashboard"}
STATES = set(Role.values) | {
    value for workflow in WORKFLOWS.values() for value in workflow.model.Status.values
}


def written(node):
    """Strings that stand in an expression, alone or in a tuple, list or set."""
    return {
        one.value
        for one in ast.walk(node)
        if isinstance(one, ast.Constant) and isinstance(one.value, str)
    }


def named(node):
    """Last names of what an expression reads: `row.evaluation.status` → {"status", …}."""
    return {one.attr for one in ast.walk(node) if isinstance(one, ast.Attribute)}


def compared_by_hand(node):
    """Does this compare a state or a role with a word?"""
    fields = {"status", "role", "roles"}
    if isinstance(node, ast.Compare | ast.BinOp):
        return bool(named(node) & fields and written(node) & STATES)
    if isinstance(node, ast.Call):
        return any(
            fields & set((keyword.arg or "").removesuffix("__in").split("__")[-1:])
            and written(keyword.value) & STATES
            for keyword in node.keywords
        )
    return False


def test_states_and_roles_are_never_compared_by_a_word():
    by_hand = [
        f"{path.relative_to(BASE)}:{node.lineno}: {ast.unparse(node)[:80]}"
        for path, tree in sources()
        if path.name == "receivers.py" or FOLDERS & set(path.parts)
        for node in ast.walk(tree)
        if compared_by_hand(node)
    ]
    assert by_hand == []


def test_no_module_is_a_drawer_for_everything():
    forbidden = {"services.py", "utils.py", "helpers.py", "misc.py", "common.py"}
    assert not [path for path, _ in sources() if path.name in forbidden]


def test_database_names_stay_short():
    """Domestic databases cut identifiers at 30 characters."""
    for model in own_models():
        names = [model._meta.db_table]
        names += [field.column for field in model._meta.local_concrete_fields]
        names += [constraint.name for constraint in model._meta.constraints]
        names += [index.name for index in model._meta.indexes]
        for name in names:
            assert len(name) <= 30, f"{model._meta.label}: {name} is longer than 30"


def test_rows_of_users_are_scoped():
    """Every model whose rows a page could list can be narrowed to what a user may reach."""
    unscoped = {"Chain", "UsedKey", "StoredFile", "User", "Membership", "District", "Verification"}
    unscoped |= {"WorkerBeat"}
    for model in own_models():
        if model._meta.auto_created or model.__name__ in unscoped:
            continue
        assert hasattr(model.objects.all(), "for_user"), f"{model._meta.label} is not scoped"


# What the history holds of the rows may not depend on every writer thinking of it (decision 28).
NOTICES_WRITING = "touched.py"


def test_no_signals_as_glue():
    for path, tree in sources():
        if path.name == NOTICES_WRITING:
            continue
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and node.module == "django.db.models.signals":
                names = {alias.name for alias in node.names}
                assert names <= {"pre_migrate", "post_migrate"}, f"{path} listens to {names}"


def test_tasks_are_made_by_one_door():
    """What is queued has a name for people, and somebody who is told when it is given up."""
    for path, tree in sources():
        if path.relative_to(BASE).as_posix() == "township/tasks/works.py":
            continue
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and node.module == "django_tasks":
                assert "task" not in {alias.name for alias in node.names}, path


PARSERS = {"pypdf", "PIL", "docx", "openpyxl", "python_calamine", "zipfile", "lxml", "pi_heif"}
PARSERS |= {"defusedxml", "xml", "tarfile", "pypdfium2", "zxingcpp"}
# What runs in a child only; and what composes papers, workbooks and packages of our own.
CHILDREN = ("township/files/checks/", "villages/sheets/word_")
CHILDREN += tuple(f"township/files/{name}.py" for name in ("cells", "cellnotes", "reader"))
CHILDREN += tuple(f"township/files/{name}.py" for name in ("cellspans", "celltables", "cellparts"))
CHILDREN += tuple(f"township/files/{name}.py" for name in ("inspector", "leaf", "binder"))
CHILDREN += tuple(f"township/files/{name}.py" for name in ("outliner", "pagedrawer", "previewer"))
CHILDREN += tuple(f"township/files/{name}.py" for name in ("scanreader", "scanlayer"))
CHILDREN += tuple(f"township/files/{name}.py" for name in ("codereader", "scanbinder"))
COMPOSING = ("township/papers/", "campaigns/papers/volume.py", "campaigns/demonstration/")
COMPOSING += ("archives/rules/bag.py", "campaigns/acts/workbook_batch.py")
COMPOSING += ("township/deployment/bundle.py",)
COMPOSING += ("archives/papers/package.py", "township/files/storing.py")
# The worker takes a package in by its entries; what the page shows of it a child has read.
TAKING_OVER = ("archives/rules/bag_reader.py", "archives/rules/bag_names.py")
TAKING_OVER += ("archives/rules/bag_catalogue.py", "archives/rules/loose_zip.py")


def imported(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield node.module.partition(".")[0]


def test_files_from_outside_are_parsed_by_children_only():
    """A parser of documents is imported where a child runs, or where we compose our own."""
    allowed = CHILDREN + COMPOSING + TAKING_OVER
    for path, tree in sources():
        place = path.relative_to(BASE).as_posix()
        if not place.startswith(allowed):
            assert not PARSERS & set(imported(tree)), f"{place} parses a file in the site itself"
