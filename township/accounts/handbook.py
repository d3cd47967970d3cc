"""The Chinese handbook: Markdown files of docs/handbook, rendered in the application."""

import re

from django.conf import settings
from django.http import Http404
from django.shortcuts import render
from django.utils.safestring import mark_safe
from markdown_it import MarkdownIt

FOLDER = settings.BASE_DIR / "docs" / "handbook"


def shown(request, name):
    """The page `name` of the handbook; our own files, so its markup is trusted."""
    path = FOLDER / f"{name}.md"
    if not re.fullmatch(r"[a-z-]+", name) or not path.is_file():
        raise Http404
    text = path.read_text(encoding="utf-8")
    title = text.split("\n", 1)[0].lstrip("# ").strip()
    body = MarkdownIt("commonmark").enable("table").render(text.split("\n", 1)[1])
    context = {"title": title, "body": mark_safe(body), "breadcrumbs": [(title, None)]}
    return render(request, "accounts/handbook.html", context)
