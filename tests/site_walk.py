"""Walks the demonstration as a person does, by its links, and reads the forms of its pages."""

import re
from collections import defaultdict
from dataclasses import dataclass, field
from html import unescape
from html.parser import HTMLParser
from urllib.parse import urlsplit

from django.urls import resolve

from township.access.coming_back import ASK_BEFORE

LINK = re.compile(r'(?:href|hx-get|action)="(/[^"#]*)"')
HREF = re.compile(r'href="(/[^"#]*)"')
TEXTS = ("text", "textarea", "search", "tel", "number", "date", "datetime-local", "hidden")


def ask(client, path):
    """The answer, a file read to its end, which closes it."""
    answer = client.get(path)
    for _ in answer if answer.streaming else ():
        pass
    return answer


def by_address(match, path):
    return match.view_name


def by_act(match, path):
    """Acts and kinds of one address have forms of their own."""
    return match.view_name, match.kwargs.get("act"), match.kwargs.get("kind")


def by_number(path):
    """Orders 9 before 10, so that the same pages are come to whatever ran before."""
    return [(part.isdigit(), int(part) if part.isdigit() else part) for part in path.split("/")]


def followed(client, start="/", key=by_address, without=()):
    """{key: (address, page)} of what a signed-in person comes to by links; the page is "" where it
    is a file. The keys `without` are passed by."""
    found, waiting = {}, [start]
    while waiting:
        path = waiting.pop()
        name = key(resolve(path.partition("?")[0]), path)
        if name in found or name in without:
            continue
        answer = ask(client, path)
        found[name] = path, ""
        if answer.headers["Content-Type"].startswith("text/html"):
            found[name] = path, answer.text
            links = {unescape(one) for one in LINK.findall(answer.text)}
            paths = {urlsplit(one).path for one in links}
            waiting += sorted(
                (one for one in paths if not one.startswith("/static/")), key=by_number
            )
    return found


@dataclass
class Sent:
    """A form that is posted: where to, and {name: (type, [values as shown])} of its fields."""

    address: str
    fields: dict = field(default_factory=lambda: defaultdict(lambda: ["", []]))

    @property
    def shown(self):
        """What the browser would send if nobody changed anything."""
        return {name: values for name, (_, values) in self.fields.items()}

    @property
    def texts(self):
        """Fields that something is typed into, and hidden ones."""
        return [name for name, (kind, _) in self.fields.items() if kind in TEXTS]


class FormReader(HTMLParser):
    """Collects the posted forms of a page; a field may name a form that stands before it."""

    def __init__(self, path):
        super().__init__()
        self.path, self.found = path, []
        self.form = self.owner = self.select = self.area = None
        self.named = {}

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        if tag == "form":
            is_posted = given.get("method", "").lower() == "post"
            self.form = Sent(given.get("action") or self.path) if is_posted else None
            if self.form:
                self.found.append(self.form)
                self.named[given.get("id")] = self.form
        elif given.get("name"):
            self.owner = self.named.get(given["form"]) if "form" in given else self.form
            if self.owner:
                self._field(tag, given)
        elif self.owner and tag == "option" and self.select and "selected" in given:
            self.owner.fields[self.select][1].append(given.get("value", ""))

    def _field(self, tag, given):
        name, kind = given["name"], given.get("type", "text") if tag == "input" else tag
        is_sent = kind not in ("file", "submit", "button") and "disabled" not in given
        # What is asked before is answered: the page's script sends the form without.
        if not is_sent or name in ("csrfmiddlewaretoken", ASK_BEFORE):
            return
        held = self.owner.fields[name]
        held[0] = kind
        if tag == "select":
            self.select = name
        elif tag == "textarea":
            self.area = name
            held[1].append("")
        elif kind not in ("checkbox", "radio") or "checked" in given:
            held[1].append(given.get("value", "on" if kind == "checkbox" else ""))

    def handle_data(self, data):
        if self.area:
            self.owner.fields[self.area][1][-1] += data

    def handle_endtag(self, tag):
        if tag == "form":
            self.form = None
        elif tag == "select":
            self.select = None
        elif tag == "textarea":
            self.area = None


def forms_of(path, page):
    reader = FormReader(path)
    reader.feed(page)
    return reader.found
