"""Hands a paper to the browser: as a page with buttons, or as a file with a Chinese name."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header

from township import xlsx

MEDIA_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": xlsx.MEDIA_TYPE,
    "txt": "text/plain; charset=utf-8",
}
LABELS = {"pdf": "下载 PDF", "docx": "下载 Word", "xlsx": "下载 Excel"}


def content_of(paper, form):
    """The bytes of a paper in a format: pdf, docx, xlsx or txt."""
    if form == "txt":
        return paper.text().encode()
    return getattr(paper, form)()


def paper_response(paper, form, filename="", *, is_shown=False):
    """A file answer. filename: without ending, the paper's title if empty (RFC 5987 encoded).

    is_shown: the browser shows the file (PDF) instead of saving it.
    Raises: Http404 for a format that does not exist.
    """
    if form not in MEDIA_TYPES:
        raise Http404
    response = HttpResponse(content_of(paper, form), content_type=MEDIA_TYPES[form])
    name = f"{filename or paper.stem}.{form}"
    response["Content-Disposition"] = content_disposition_header(not is_shown, name)
    response["X-Content-Type-Options"] = "nosniff"
    return response


def paper_page(request, paper, **context):
    """The paper as a page with buttons for printing and for every format (`?format=docx`)."""
    buttons = [{"form": form, "label": LABELS[form]} for form in paper.formats]
    shown = {"title": paper.title, "paper": paper, "buttons": buttons}
    return render(request, "papers/page.html", shown | context)


def send(request, paper, filename="", **context):
    """Page or file, as the request's `format` asks; what a view usually returns."""
    form = request.GET.get("format")
    if form:
        return paper_response(paper, form, filename, is_shown=request.GET.get("show") == "1")
    return paper_page(request, paper, **context)
