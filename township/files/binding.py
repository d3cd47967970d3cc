"""Uploaded files as parts of one PDF, parsed by children only: what fails is left out.

`Bindery` is a folder for the time of one binding.
"""

import json
import tempfile
from dataclasses import dataclass
from pathlib import Path

from township.files import blobs, sandbox
from township.files.derive import preview
from township.files.errors import PreviewUnavailable
from township.files.models import StoredFile

SECONDS_A_FILE, SECONDS_A_VOLUME = 60, 300
MOST_BYTES = 64 * 1024 * 1024


@dataclass(frozen=True)
class Leaf:
    """A PDF in the bindery's folder."""

    path: str
    pages: int


class VolumeTooLarge(Exception):
    """The whole cannot be bound within the limits."""


class Bindery:
    def __init__(self):
        self._folder = tempfile.TemporaryDirectory(dir=blobs.temporary_folder(), prefix="volume-")
        self._written = 0

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self._folder.cleanup()

    def own(self, content: bytes, pages: int) -> Leaf:
        """A leaf of a paper that we composed ourselves."""
        path = self._next()
        Path(path).write_bytes(content)
        return Leaf(path, pages)

    def uploaded(self, files: list[StoredFile]) -> dict[str, Leaf]:
        """{sha256: Leaf} of those that can be bound: PDF and pictures that hold against it."""
        orders = {file.sha256: order for file in files if (order := self._order(file))}
        if not orders:
            return {}
        try:
            said = sandbox.run(
                "township.files.leaf",
                given=json.dumps(list(orders.values())).encode(),
                reads=[order["path"] for order in orders.values()],
                writes=[self._folder.name],
                wall_seconds=SECONDS_A_FILE * len(orders),
            )
        except sandbox.ChildFailed:
            return {}
        told = zip(orders.items(), map(int, said.split()), strict=True)
        return {sha256: Leaf(order["target"], pages) for (sha256, order), pages in told if pages}

    def bound(self, title: str, pieces: list[tuple[str, list[Leaf]]], numbers: bytes) -> bytes:
        """The PDF of (mark, leaves) in their order. Raises VolumeTooLarge."""
        given = {
            "title": title,
            "pieces": [
                {"mark": mark, "paths": [leaf.path for leaf in leaves]} for mark, leaves in pieces
            ],
            "numbers": self.own(numbers, 0).path,
        }
        try:
            return sandbox.run(
                "township.files.binder",
                given=json.dumps(given).encode(),
                reads=[self._folder.name],
                wall_seconds=SECONDS_A_VOLUME,
            )
        except sandbox.ChildFailed as failure:
            raise VolumeTooLarge from failure

    def _order(self, file):
        """How the child is to treat a file, or None where there is nothing to bind."""
        if file.size > MOST_BYTES or not (file.is_pdf or file.is_image):
            return None
        try:
            path = preview(file) if file.is_image else file.path
        except PreviewUnavailable:
            return None
        return {"path": str(path), "is_image": file.is_image, "target": self._next()}

    def _next(self):
        self._written += 1
        return str(Path(self._folder.name) / f"{self._written}.pdf")
