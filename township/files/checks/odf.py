"""OpenDocument files: which one, locked, with macros, and what they would fetch."""

from township.files.cellnames import cell_name
from township.files.checks import LOCKED, MACRO, Refusal
from township.files.checks.formulas import ActingFormula, acting
from township.files.checks.ooxml import CLICKED, EXCHANGING, OUTSIDE
from township.files.checks.places import is_harmful, is_remote
from township.files.checks.xmlparts import Watcher
from township.files.kinds import KINDS

TYPES = {kind.media_type for kind in KINDS if ".opendocument." in kind.media_type}
MANIFEST = "META-INF/manifest.xml"


def media_type_of(package, names):
    """The declared type where it is one we take, else None. Raises Refusal."""
    if MANIFEST in names and b"encryption-data" in package.read(names[MANIFEST]):
        raise Refusal(LOCKED)
    if any(name.startswith("Scripts/") for name in names):
        raise Refusal(MACRO)
    declared = package.read(names["mimetype"]).decode("ascii", "replace").strip()
    return declared if declared in TYPES else None


class References(Watcher):
    """What the text and the sheets refer to, and what the cells count."""

    def __init__(self):
        self.sheet, self.row, self.column = "", 0, 0

    def start(self, tag, attributes):
        if tag in ("dde-source", "dde-connection", "dde-link"):
            raise Refusal(EXCHANGING)
        if tag == "event-listener" and attributes.get("href", "").startswith("vnd.sun.star.script"):
            raise Refusal(MACRO)
        if tag == "a" and is_harmful(attributes.get("href", "")):
            raise Refusal(CLICKED)
        if tag != "a" and is_remote(attributes.get("href", "")):
            raise Refusal(OUTSIDE)
        self._find(tag, attributes)
        formula = attributes.get("formula") or attributes.get("expression") or ""
        if formula and (what := acting(formula)):
            raise ActingFormula(what, self._cell(tag), self.sheet)

    def _find(self, tag, attributes):
        """Where in which sheet: rows and cells may stand for many alike."""
        if tag == "table":
            self.sheet, self.row, self.column = attributes.get("name", ""), 0, 0
        elif tag == "table-row":
            self.row, self.column = self.row + _repeated(attributes, "rows"), 0
        elif tag in ("table-cell", "covered-table-cell"):
            self.column += _repeated(attributes, "columns")

    def _cell(self, tag):
        return cell_name(self.row - 1, self.column - 1) if tag == "table-cell" else ""


def _repeated(attributes, what):
    told = attributes.get(f"number-{what}-repeated", "1")
    return int(told) if told.isascii() and told.isdigit() and len(told) < 8 else 1


def watcher_of(root, pieces=None):
    """The watcher of a part by its root element, or None."""
    return References() if root.startswith("document") else None
