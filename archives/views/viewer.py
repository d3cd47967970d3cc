"""A record to look at: its files one below the other, each shown where it lies.

Beside a score sheet it comes as a part of that page (static/js/viewer.js), alone as a page of its
own. Who may open the record's file may look at it here, nobody else.
"""

from pathlib import Path

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from archives.acts import paper as paper_acts
from archives.models import PartFile, Record, ScanReading
from archives.rules.scan_lines import is_doubtful, looked_for
from township.access import needs
from township.crud import DetailPage, Page, Within
from township.crud.trails import trail_of
from township.files import derive
from township.files.errors import PreviewUnavailable


class RecordView(DetailPage):
    """Comes as a part of another page where that asks for it."""

    permission = "record.view"
    model = Record
    select = ("village", "category")
    template = "archives/record/view.html"
    piece = "archives/record/_view.html"

    def get_trail(self):
        return trail_of(self.object)

    def get_context_data(self, **context):
        paper_acts.set_on_the_spot(self.object)
        parts = self.object.parts.prefetch_related("files__file")
        newest = [next(iter(part.files.all()), None) for part in parts]
        shown = [version for version in newest if version]
        scans = ScanReading.objects.in_bulk([version.file_id for version in shown])
        return super().get_context_data(
            pieces=[_piece(version, scans.get(version.file_id)) for version in shown], **context
        )


def _piece(version, scan):
    """How a file is shown; a PDF up to so many pages; beside each page what was read off it."""
    pages = derive.shown_pages(version.file)
    numbers = range(1, pages + 1) if pages else (1,)
    return {
        "version": version,
        "shape": version.file.kind.shape,
        "sheets": [_sheet(scan, number) for number in numbers],
        "scan": scan,
        "is_searchable": bool(scan and scan.is_read and version.file.is_pdf and scan.has_lines),
        "is_cut": pages < (version.file.pages or 0),
    }


def _sheet(scan, number):
    """A page to look at, and the lines that were read off it, with the places they were read at."""
    lines = scan.lines_of(number) if scan else []
    shown = [
        {
            "text": line["text"],
            "is_doubtful": is_doubtful(line),
            "points": " ".join(map(str, line["corners"])),
        }
        for line in lines
    ]
    return {
        "number": number,
        "lines": shown,
        "doubtful": sum(line["is_doubtful"] for line in shown),
        "turned": scan.turned(number) if scan else 0,
    }


class FileOutline(Within, Page):
    """What a document says, as paragraphs and tables; comes as a part of another page too."""

    permission = "record.view"
    within = PartFile
    within_kwarg = "pk"
    within_select = ("file", "part__record__village")
    template = "archives/record/words.html"
    piece = "archives/record/_words.html"

    def get_title(self):
        return self.parent.file_name

    def get_context_data(self, **context):
        told = {"blocks": (), "is_cut": False}
        try:
            told = derive.outline(self.parent.file)
        except PreviewUnavailable as error:
            told["sentence"] = error.sentence
        return super().get_context_data(told=told, **context)


@needs("record.view")
@require_safe
def file_searchable(request, pk):
    """A copy of a scanned PDF in which the words that were read can be searched and copied."""
    rows = PartFile.objects.for_user(request.user, "record.view")
    version = get_object_or_404(rows.select_related("file__scan"), pk=pk, file__scan__state="read")
    scan = version.file.scan
    lines = {number: looked_for(scan.lines_of(number)) for number in scan.scanned}
    if not version.file.is_pdf or not any(lines.values()):
        raise Http404
    try:
        path = derive.searchable(version.file, lines)
    except PreviewUnavailable as error:
        return HttpResponse(error.sentence, status=404, content_type="text/plain; charset=utf-8")
    name = f"{Path(version.file_name).stem}（可查找）.pdf"
    response = FileResponse(path.open("rb"), content_type="application/pdf")
    response["Content-Disposition"] = content_disposition_header(True, name)
    response["X-Content-Type-Options"] = "nosniff"
    return response


@needs("record.view")
@require_safe
def file_page(request, pk, number):
    """One page of a PDF as a picture."""
    rows = PartFile.objects.for_user(request.user, "record.view")
    version = get_object_or_404(rows.select_related("file"), pk=pk)
    try:
        path = derive.page_picture(version.file, number)
    except PreviewUnavailable as error:
        return HttpResponse(error.sentence, status=404, content_type="text/plain; charset=utf-8")
    response = FileResponse(path.open("rb"), content_type="image/jpeg")
    response["X-Content-Type-Options"] = "nosniff"
    return response
