"""A part of a record as an act leaves it: composed on the spot, or a file that is kept already."""

from dataclasses import dataclass, replace

from archives.models import Part
from township.files.models import StoredFile


@dataclass(frozen=True)
class NewPart:
    """What a fact leaves: `content` is bytes (a composed page) or a file that is kept already.

    `key` tells parts of one record apart, so that a later filing adds a version, not a part.
    """

    name: str
    content: bytes | StoredFile
    file_name: str
    kind: str = Part.Kind.BODY
    key: str = ""

    def under(self, prefix):
        """The same part with a key of its own in a record that holds several facts."""
        return replace(self, key=f"{prefix}:{self.key}")
