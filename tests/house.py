"""The house in figures: `make house` prints them, a test holds them."""

import ast
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import quantiles

BASE = Path(__file__).resolve().parent.parent
APPS = ("township", "villages", "archives", "campaigns")
LONGEST_FUNCTION, MOST_LONG, LONGEST_MODULE, USUAL_MODULE = 40, 5, 400, 250
# Functions over 40 lines, each with the reason why it reads better whole.
LONG = {
    f"villages.rules.statutes.{law}": "one law read from first to last, a table of its articles"
    for law in ("_village_2010", "_village_2026", "_residents_2026")
} | {
    "campaigns.acts.target.change": "nine facts of a change, one a line of its signature",
}


@dataclass(frozen=True)
class Module:
    path: Path
    tree: ast.Module
    lines: int

    @property
    def name(self) -> str:
        return ".".join(self.path.relative_to(BASE).with_suffix("").parts)


def modules() -> Iterator[Module]:
    """Every module of the product, migrations left out."""
    for app in APPS:
        for path in sorted((BASE / app).rglob("*.py")):
            if "migrations" not in path.parts:
                text = path.read_text(encoding="utf-8")
                yield Module(path, ast.parse(text), len(text.splitlines()))


def long_functions() -> dict[str, int]:
    """{dotted name: lines} of the functions over 40 lines, decorators left out."""
    found = {}
    for module in modules():
        for node in ast.walk(module.tree):
            if isinstance(node, ast.FunctionDef):
                lines = node.end_lineno - node.lineno + 1
                if lines > LONGEST_FUNCTION:
                    found[f"{module.name}.{node.name}"] = lines
    return found


def names_with_two_meanings() -> dict[str, list[str]]:
    """{class name: modules} of classes whose name stands in more than one module.

    Django finds a command by the class name Command; that one is Django's word.
    """
    found = defaultdict(list)
    for module in modules():
        for node in module.tree.body:
            if isinstance(node, ast.ClassDef) and node.name != "Command":
                found[node.name].append(module.name)
    return {name: where for name, where in sorted(found.items()) if len(where) > 1}


def module_lines() -> tuple[int, int]:
    """(the length that nine modules of ten stay below, the longest), in lines."""
    lines = [module.lines for module in modules() if module.lines]
    return round(quantiles(lines, n=10)[-1]), max(lines)


def main() -> None:
    usual, longest = module_lines()
    print(f"names with two meanings: {len(names_with_two_meanings())}")
    for name, where in names_with_two_meanings().items():
        print(f"    {name}: {', '.join(where)}")
    print(f"functions over {LONGEST_FUNCTION} lines: {len(long_functions())} (at most {MOST_LONG})")
    for name, lines in long_functions().items():
        print(f"    {name}: {lines}  {LONG.get(name, 'no reason given')}")
    print(f"lines of a module, nine of ten: {usual} (below {USUAL_MODULE})")
    print(f"lines of the longest module: {longest} (below {LONGEST_MODULE})")


if __name__ == "__main__":
    main()
