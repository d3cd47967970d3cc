"""Does a reference inside a document lead to another machine?

A local path may dangle and does no harm; a server is asked as soon as the document is opened, and a
Windows share is handed the reader's account with the question.
"""

import re
from urllib.parse import unquote

from township.files.checks.sniffing import is_program_name

SCHEME = re.compile(r"([a-z][a-z0-9+.-]+):", re.IGNORECASE)  # one letter is a drive
LINKED = ("http", "https", "mailto", "tel")
LOCAL_HOSTS = ("", "localhost", "127.0.0.1")
# Left behind by web pages that were copied into a document; no office program follows them.
LEFT_BEHIND = ("javascript", "about")


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


def is_harmful(place):
    """Whether a click on it asks a share for the reader's account or starts a program.

    Web pages, mailboxes, places of the same document and documents beside it do not.
    """
    plain = _plain(place).lstrip("[")
    found = SCHEME.match(plain)
    if is_link(plain) or (found and found[1].lower() in LEFT_BEHIND):
        return False
    is_address = plain.lower().startswith("www.")  # of a web page, typed without its scheme
    name = re.split(r"[#?\]]", plain, maxsplit=1)[0]
    return is_remote(plain) or (not is_address and is_program_name(name))


def _plain(place):
    return unquote(re.sub(r"[\0-\x20\u200b\ufeff]", "", place)).replace("\\", "/")
