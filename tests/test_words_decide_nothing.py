"""Words are for people: no rule asks what a sentence or a label says, but where people's own words
are read. Whoever changes a word on screen changes no decision."""

import ast
import re

import pytest
from django.conf import settings

from tests.test_architecture import BASE, sources

HAN = re.compile("[\u4e00-\u9fff]")
ASKING = {"startswith", "endswith", "removeprefix", "removesuffix", "find", "index", "count"}

# What reads words that people, laws or standards wrote, and why.
READERS = {
    "township/document_number.py": "numbers of documents as offices write them",
    "township/files/names.py": "letters of a file's name",
    "township/personname.py": "names as people write them",
    "township/setup/book.py": "its own column of faults, when the marked workbook comes back",
    "township/sheets/faults.py": "what a cell with an error shows",
    "township/sheets/head.py": "heads of people's tables",
    "township/sheets/table.py": "sums and signatures below people's tables",
    "township/shorttext.py": "points as people type them",
    "archives/rules/old_catalogue.py": "terms of keeping as old catalogues write them",
    "villages/sheets/place.py": "years as people write them",
    "villages/sheets/spellings.py": "the eight parties by their short names",
    "villages/rules/phones.py": "telephone numbers as people write them",
    "township/papers/directives.py": "the markup in which a paper's text is written",
    "township/papers/numerals.py": "writing numbers in Chinese",
    "villages/rules/clauses.py": "the articles of a pasted text",
    "villages/rules/numerals.py": "numbers as people write them",
    "villages/rules/organs.py": "the kind of a township by the name that it was entered under",
    "villages/rules/tables.py": "cells and headers of people's sheets",
    "villages/sheets/number_formats.py": "the numbering of a Word file",
    "villages/sheets/word_document.py": "the table of contents of a Word file",
    "campaigns/sheets/standard_reader.py": "cells of people's sheets",
    "campaigns/management/commands/demo.py": "the word that somebody types to agree",
    "campaigns/demonstration/self_governance.py": "the articles of the demonstration's own text",
}


def words(node, constants):
    """The Chinese words that an operand is made of: written there, or in a constant it names."""
    if isinstance(node, ast.Name) and node.id in constants:
        return words(constants[node.id], {})
    if isinstance(node, ast.Dict):
        return [one for key in node.keys for one in words(key, {})]
    if isinstance(node, ast.Tuple | ast.List | ast.Set):
        return [one for part in node.elts for one in words(part, constants)]
    if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("set", "frozenset", "tuple"):
        return [one for part in node.args for one in words(part, constants)]
    if isinstance(node, ast.JoinedStr):
        return [one for part in node.values for one in words(part, constants)]
    is_word = isinstance(node, ast.Constant) and isinstance(node.value, str)
    return [node.value] if is_word and HAN.search(node.value) else []


def asked(tree):
    """(line, words) wherever a program's course depends on what a text says."""
    constants = {
        target.id: node.value
        for node in tree.body
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    for node in ast.walk(tree):
        operands = []
        if isinstance(node, ast.Compare):
            operands = [node.left, *node.comparators]
        elif isinstance(node, ast.Call) and getattr(node.func, "attr", "") in ASKING:
            operands = node.args
        elif isinstance(node, ast.MatchValue):
            operands = [node.value]
        if found := [word for one in operands for word in words(one, constants)]:
            yield node.lineno, found


def is_label(node):
    """`row.get_status_display()` or a call of it: words of a choice, made for the page."""
    name = getattr(node.func, "attr", "") if isinstance(node, ast.Call) else ""
    return name.startswith("get_") and name.endswith("_display")


def places():
    """{path: [(line, words)]} of everything that asks what words say."""
    found = {}
    for path, tree in sources():
        if here := list(asked(tree)):
            found[str(path.relative_to(BASE))] = here
    return found


def test_no_decision_is_taken_on_words():
    found = places()
    assert not {path: here for path, here in found.items() if path not in READERS}
    assert not set(READERS) - set(found), "a reader that reads no more"


def test_no_label_of_a_choice_is_compared():
    for path, tree in sources():
        for node in ast.walk(tree):
            if isinstance(node, ast.Compare):
                labels = [one for one in (node.left, *node.comparators) if is_label(one)]
                assert not labels, f"{path}:{node.lineno} compares a label"


def test_no_template_asks_what_words_say():
    question = re.compile(r"""{%\s*(?:el)?if\b[^%]*?(?:[=!]=|\bin)\s*["'][^"']*[\u4e00-\u9fff]""")
    for path in (settings.BASE_DIR / "templates").rglob("*.*"):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            assert not question.search(line), f"{path}:{number}"


@pytest.mark.parametrize(
    "line",
    [
        "x == '通过'",
        "'通过' in x",
        "x.startswith(('没有', 'a'))",
        "WORDS = {'通过'}\nx in WORDS",
        "x != f'{y}已有一份'",
        "match x:\n    case '通过':\n        pass",
    ],
)
def test_the_search_finds(line):
    assert list(asked(ast.parse(line)))
