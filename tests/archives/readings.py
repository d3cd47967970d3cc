"""Readings as the child tells them, without the child: tests name the lines of each page."""

from township.files import scanning
from township.files.scanreader import DAMAGED, HAS_WORDS, READ


def line(text, certainty=0.99, top=1000, high=200):
    corners = [1000, top, 9000, top, 9000, top + high, 1000, top + high]
    return {"text": text, "corners": corners, "certainty": certainty}


def page(*lines, state=READ, turned=0):
    """Lines as texts or as `line`s, each below the one before it."""
    told = [
        line(one, top=500 + 300 * number) if isinstance(one, str) else one
        for number, one in enumerate(lines)
    ]
    return {"state": state, "turned": turned, "lines": told}


def words_of_its_own():
    return page(state=HAS_WORDS)


def damaged():
    return page(state=DAMAGED)


class Readers:
    """In place of the child: `pages` of any file; `asked` tells from which page on it was read."""

    def __init__(self, *pages, at_once=2):
        self.pages, self.at_once, self.asked = pages, at_once, []

    def __call__(self, file, first):
        self.asked.append(first)
        numbered = [one | {"number": number} for number, one in enumerate(self.pages, 1)]
        slice_ = numbered[first - 1 : first - 1 + self.at_once]
        return {"pages": len(self.pages), "engine": "tried 1.0", "read": slice_}


def reads(monkeypatch, settings, *pages, **more):
    """Switch reading on, with these pages in every file; returns the Readers."""
    settings.READ_SCANS = True
    readers = Readers(*pages, **more)
    monkeypatch.setattr(scanning, "is_installed", lambda: True)
    monkeypatch.setattr(scanning, "read", readers)
    return readers
