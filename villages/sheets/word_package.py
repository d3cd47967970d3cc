"""Opens a .docx for its words alone: pictures stay out, and so does what points to nothing.

Programs leave relationships behind whose part is gone (a picture deleted, NULL, #_top); a reader
has no need of them. Whether a file may be opened at all (size, macros, encryption) has been checked
before.
"""

import io
import posixpath
import zipfile
from typing import BinaryIO

from docx import Document
from lxml import etree

_KEPT = (".xml", ".rels")


def opened(stream: BinaryIO):
    """A python-docx document without its media. Raises what zipfile, lxml and python-docx raise."""
    words = io.BytesIO()
    with zipfile.ZipFile(stream) as source, zipfile.ZipFile(words, "w") as target:
        entries = {_plain(name): name for name in source.namelist()}
        kept = [name for name in entries if name.lower().endswith(_KEPT)]
        for name in kept:
            content = source.read(entries[name])
            if name.lower().endswith(".rels"):
                content = _without_dangling(content, name, set(kept))
            target.writestr(name, content)
    words.seek(0)
    return Document(words)


def _plain(name: str) -> str:
    return name.replace("\\", "/").removeprefix("./").lstrip("/")


def _without_dangling(content: bytes, name: str, parts: set[str]) -> bytes:
    """The relationships of a part that lead to another part of the package."""
    folder = posixpath.dirname(posixpath.dirname(name))
    root = etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True))
    for relation in list(root):
        if relation.get("TargetMode", "").lower() == "external":
            root.remove(relation)
            continue
        target = relation.get("Target", "")
        path = target if target.startswith("/") else posixpath.join("/", folder, target)
        if posixpath.normpath(path).lstrip("/") not in parts:
            root.remove(relation)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
