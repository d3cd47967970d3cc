"""In which letters a request is written: UTF-8, like the pages it comes from, whatever it says.

A header that names another table turned what was typed into something else, or broke the request
before anybody could answer it in words.
"""

import re

BOUNDARY = re.compile(r';\s*(boundary=(?:"[^"]*"|[^;]*))', re.IGNORECASE)


def in_utf8(environ: dict) -> dict:
    """The WSGI environment without what its content type says beside the kind and the boundary."""
    said = environ.get("CONTENT_TYPE", "")
    if ";" not in said:
        return environ
    boundary = BOUNDARY.search(said)
    kept = [said.partition(";")[0].strip(), *(boundary.groups() if boundary else ())]
    return environ | {"CONTENT_TYPE": "; ".join(kept)}
