"""A part of a record as an act leaves it: the words of a paper, or a file that is kept already."""

import hashlib
from dataclasses import dataclass, replace

from archives.models import Part
from township.files.models import StoredFile
from township.papers.composing import Drawn

LONGEST_KEY = Part._meta.get_field("key").max_length or 0


@dataclass(frozen=True)
class NewPart:
    """What a fact leaves: `content` is a paper's words, or a file that is kept already.

    `key` tells parts of one record apart, so that a later filing adds a version, not a part.
    """

    name: str
    content: Drawn | StoredFile
    file_name: str
    kind: str = Part.Kind.BODY
    key: str = ""

    def under(self, prefix):
        """The same part with a key of its own in a record that holds several facts."""
        key = f"{prefix}:{self.key}"
        if len(key) > LONGEST_KEY:  # told apart by its digest, not by its beginning
            key = f"{prefix}:{hashlib.sha256(self.key.encode()).hexdigest()[:40]}"
        return replace(self, key=key)
