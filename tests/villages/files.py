"""Files that are kept already, as the acts of a village take them."""

import io

from tests.hostile import photo
from township.files.storing import store


def stored(name="现场.jpg", size=(64, 48)):
    """A kept photo; another size is another file."""
    return store(io.BytesIO(photo(size=size)), name)
