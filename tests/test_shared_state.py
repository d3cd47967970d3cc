"""What threads share is only read: state of modules and classes changes while modules load, and
what is kept between calls (caches) is either unchanging or made anew for each call."""

import ast
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.house import modules
from tests.township.paper_samples import SAMPLES
from township.papers import compose

# Functions that write module state, each called by a decorator or a declaration at load time.
REGISTERING = {
    "township.files.checks.image.opened": "in a child process, which has one thread",
    "township.history.frozen.register": "declared beside the model",
    "township.touched.watch": "watch(…) of every model, once, when the apps are ready",
    "township.registry.__init__": "a Registry(…), declared beside what asks it",
    "township.users.settings.declare": "declare(…)",
    "township.workflow.announcing.fact": "fact(…)",
    "township.workflow.announcing.on": "@on",
    "township.workflow.announcing.subscribe": "@on",
    "township.workflow.core.__init__": "Workflow(…)",
}
# What may stay between calls: a string, a frozen set, or an object its library says is shared.
KEPT = {
    "township.accounts.handbook.chapters": "a list of frozen chapters, read only",
    "township.accounts.handbook.read": "strings",
    "township.crud.reading._beside": "names of tables and models, only read",
    "township.crud.reading._labels": "names of tables and models, only read",
    "township.crud.reading._tables": "names of tables and models, only read",
    "township.files.room._used_by": "a question and what is in it, only read",
    "township.history.chain._scope_of": "the paths of a model's scope, only read",
    "township.history.kept._shape": "names and places of the fields of a model, only read",
    "township.papers.codes._drawn_once": "strings and bytes",
    "township.plain_insert._shape": "names and places of the fields of a model, only read",
    "township.papers.samples._samples": "a file of the product, which nobody writes into",
    "township.papers.engine._template": "nodes keep what they count in the context, as Django's do",
    "township.papers.engine.paper_engine": "an engine without loaders: each paper has its template",
    "township.papers.fonts._covered": "a frozen set",
    "township.papers.fonts._families": "a frozen set",
    "township.files.sandbox._compile": "nothing: that a folder has been compiled",
    "township.papers.typesetting.fonts_of": "fonts are only read",
    "township.plainsigns._sign": "a sign is read the same for ever",
    "villages.models.encrypted._box": "a cipher of unchanging keys",
    "campaigns.rules.preset_reading._hints": "annotations of a class",
    "villages.rules.likeness._longest_word": "a number",
    "villages.rules.likeness.weights": "weights of words, only read",
    "villages.rules.likeness.word_classes": "classes of words, only read",
    "villages.rules.red_flag_rules.flag_rules": "frozen rules, only read",
}
CHANGING = {"append", "add", "update", "extend", "insert", "pop", "remove", "clear", "setdefault"}


def root(node):
    """The name at the left end of a.b[c].d, or None."""
    while isinstance(node, ast.Subscript | ast.Attribute):
        node = node.value
    return node.id if isinstance(node, ast.Name) else None


def changed(node):
    """The names whose value a statement or call changes, other than by binding them."""
    if isinstance(node, ast.Global):
        return set(node.names)
    if isinstance(node, ast.Assign | ast.AugAssign | ast.Delete):
        targets = node.targets if hasattr(node, "targets") else [node.target]
        return {root(one) for one in targets if not isinstance(one, ast.Name)}
    if isinstance(node, ast.Call) and getattr(node.func, "attr", "") in CHANGING:
        return {root(node.func)}
    return set()


def owned(tree):
    """The names that a module binds or imports itself at its outer level, `cls` included."""
    found = {"cls"}
    for node in tree.body:
        if isinstance(node, ast.Assign):
            found |= {one.id for one in node.targets if isinstance(one, ast.Name)}
        if isinstance(node, ast.ClassDef):
            found.add(node.name)
        if isinstance(node, ast.ImportFrom):
            found |= {name.asname or name.name for name in node.names if name.name[0].isupper()}
    return found


def functions(tree):
    return [n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef)]


def test_no_function_changes_what_its_module_shares():
    found = set()
    for module in modules():
        names = owned(module.tree)
        for function in functions(module.tree):
            local = {n.id for n in ast.walk(function) if isinstance(n, ast.Name)} - names
            if any(changed(node) & names - local for node in ast.walk(function)):
                found.add(f"{module.name}.{function.name}")
    setting_up = {name for name in found if name.endswith("__init_subclass__")}
    assert found - setting_up == set(REGISTERING)


def is_kept(function):
    kept = " ".join(ast.unparse(one) for one in function.decorator_list)
    return "cache" in kept and "cached_property" not in kept


def test_what_is_kept_between_calls_is_known():
    found = set()
    for module in modules():
        found |= {f"{module.name}.{one.name}" for one in functions(module.tree) if is_kept(one)}
        for node in module.tree.body:
            if isinstance(node, ast.Assign) and "lru_cache(" in ast.unparse(node.value):
                found.add(f"{module.name}.{node.targets[0].id}")
    assert found == set(KEPT)


@pytest.fixture
def hurried():
    """Threads take turns after every few instructions, so that what can collide does."""
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    yield
    sys.setswitchinterval(interval)


def test_eight_threads_set_every_paper_as_one_does(hurried):
    def drawn(name):
        made = compose(name, SAMPLES[name])
        return name, made.pdf(), made.docx(), made.html()

    alone = [drawn(name) for name in SAMPLES]
    with ThreadPoolExecutor(8) as threads:
        together = list(threads.map(drawn, list(SAMPLES) * 2))
    assert together == alone * 2
