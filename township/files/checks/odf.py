"""OpenDocument files: which one, locked, with macros, and what they would fetch."""

from township.files.checks import LOCKED, MACRO, Refusal
from township.files.checks.ooxml import EXCHANGING, OUTSIDE
from township.files.checks.places import is_remote
from township.files.checks.xmlparts import Watcher

TYPES = {
    f"application/vnd.oasis.opendocument.{kind}" for kind in ("text", "spreadsheet", "presentation")
}
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
    def start(self, tag, attributes):
        if tag in ("dde-source", "dde-connection", "dde-link"):
            raise Refusal(EXCHANGING)
        if tag == "event-listener" and attributes.get("href", "").startswith("vnd.sun.star.script"):
            raise Refusal(MACRO)
        if tag != "a" and is_remote(attributes.get("href", "")):
            raise Refusal(OUTSIDE)


def watcher_of(root):
    """The watcher of a part by its root element, or None."""
    return References() if root.startswith("document") else None
