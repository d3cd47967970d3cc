"""The Chinese handbook: Markdown files of docs/handbook, rendered in the application.

Each second-level heading begins a chapter; its name, without blanks, is its anchor.
"""

import re
from dataclasses import dataclass
from functools import cache

from django.conf import settings
from django.http import Http404
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import strip_tags
from django.utils.safestring import mark_safe
from markdown_it import MarkdownIt

FOLDER = settings.BASE_DIR / "docs" / "handbook"
HEAD = re.compile(r"<h2>(.*?)</h2>")
# Written so that the picture is also found where the file is read outside the application.
PICTURE = re.compile(r'src="\.\./\.\./static/([^"]+)"')


@dataclass(frozen=True)
class Chapter:
    """A chapter of a page; the first one of a page may stand before any heading."""

    page: str
    page_title: str
    title: str
    text: str

    @property
    def anchor(self):
        return anchor_of(self.title)

    @property
    def url(self):
        return address(self.page, self.title if self.title != self.page_title else "")


def anchor_of(title):
    return "".join(title.split())


def address(page, title=""):
    """Where a chapter stands."""
    url = reverse("handbook_page", args=[page])
    return f"{url}#{anchor_of(title)}" if title else url


@cache
def read(name):
    """(title, body) of the page `name`, or None; our own files, so their markup is trusted."""
    path = FOLDER / f"{name}.md"
    if not re.fullmatch(r"[a-z-]+", name) or not path.is_file():
        return None
    head, _, text = path.read_text(encoding="utf-8").partition("\n")
    body = MarkdownIt("commonmark", {"xhtmlOut": False}).enable("table").render(text)
    body = HEAD.sub(lambda found: f'<h2 id="{anchor_of(found[1])}">{found[1]}</h2>', body)
    body = PICTURE.sub(lambda found: f'src="{static(found[1])}"', body)
    return head.lstrip("# ").strip(), body


@cache
def chapters():
    """Every chapter of every page, as words without markup."""
    found = []
    for path in sorted(FOLDER.glob("*.md")):
        title, body = read(path.stem)
        first, *rest = re.split(r'<h2 id="[^"]*">', body)
        parts = [(title, first), *(part.split("</h2>", 1) for part in rest)]
        found += [Chapter(path.stem, title, name, strip_tags(text)) for name, text in parts]
    return found


def shown(request, name):
    """The page `name` of the handbook with its chapters beside it."""
    if not (page := read(name)):
        raise Http404
    title, body = page
    mine = [one for one in chapters() if one.page == name and one.title != title]
    above = [("使用手册", reverse("handbook"))] if name != "index" else []
    context = {
        "title": title,
        "body": mark_safe(body),
        "chapters": mine,
        "breadcrumbs": [*above, (title, None)],
    }
    return render(request, "accounts/handbook.html", context)
