"""Does a reference inside a document lead to another machine?

A local path may dangle and does no harm; a server is asked as soon as the document is opened, and a
Windows share is handed the reader's account with the question.
"""

import re
from urllib.parse import unquote

SCHEME = re.compile(r"([a-z][a-z0-9+.-]+):", re.IGNORECASE)  # one letter is a drive
LINKED = ("http", "https", "mailto", "tel")
LOCAL_HOSTS = ("", "localhost", "127.0.0.1")


def is_remote(place):
    """Whether a path or address leads to a server: a share, a web address, any other scheme."""
    place = _plain(place)
    found = SCHEME.match(place)
    if found is None:
        return place.startswith("//")
    if found[1].lower() != "file":
        return True
    rest = place[len("file:") :]
    if not rest.startswith("//"):
        return False
    host, _, path = rest[2:].partition("/")
    return host.lower() not in LOCAL_HOSTS or path.startswith("/")


def is_link(place):
    """Whether it is an address that a person may click: a web page, a mailbox, a telephone."""
    found = SCHEME.match(_plain(place))
    return found is not None and found[1].lower() in LINKED


def _plain(place):
    return unquote(re.sub(r"[\0-\x20\u200b\ufeff]", "", place)).replace("\\", "/")
