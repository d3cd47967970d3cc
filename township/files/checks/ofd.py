"""OFD (GB/T 33190-2016), the national layout format: locked or not; links are for the reader."""

from township.files.checks import LOCKED, Refusal


def media_type_of(names):
    """The media type. Raises Refusal where the parts are encrypted."""
    if "Encryptions.xml" in names or "Decryptseed.dat" in names:
        raise Refusal(LOCKED)
    return "application/ofd"


def watcher_of(root, pieces=None):
    """Nothing in an OFD runs or is fetched."""
    return None
