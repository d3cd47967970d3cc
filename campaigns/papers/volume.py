"""The dossier of an application as one PDF to read and print (plan, clause 57).

Made from the frozen submission alone: cover and contents, application form, letter, evaluation
sheet, the records in the standard's order of indicators, catalogue. Every file is held against
the sum that was frozen with it; a difference stops the whole dossier. The ZIP: bundling.py.
"""

import hashlib
import io
import logging
from collections import Counter
from dataclasses import dataclass, field

import pypdf
from PIL import Image

from campaigns.papers import application as application_papers
from township.files import blobs
from township.files.derive import preview
from township.files.errors import PreviewUnavailable
from township.files.models import StoredFile
from township.papers import compose
from township.papers.typesetting import typeset
from township.workflow import Refused

log = logging.getLogger(__name__)
PDF = "application/pdf"
A4 = (595, 842)  # points
MARGIN = 40
DPI = 150
MOST_PAGES = 1500
MOST_BYTES = 64 * 1024 * 1024
IN_PACKAGE = "见压缩包"
RESTRICTED = "限制查看，未附"


@dataclass
class VolumePiece:
    """One thing bound: a paper, or the files of a record under an indicator."""

    title: str
    contents: list = field(default_factory=list)  # PDF bytes
    heading: str = ""  # "A1　组织健全" for the first record of an indicator
    row: dict | None = None
    page: int = 0


def papers_of(submission):
    """[(title, Paper)] of a submission: 申报表, 函 or 请示, 考评表."""
    content, application = submission.snapshot, submission.application
    township = application.village.township
    link = application_papers.link_to(application)
    form = application_papers.application_form(content, number_of(submission), link=link)
    return [
        ("申报表", compose("application", form, township=township)),
        (
            f"申报的{content['document'][0]}",
            compose(
                "cover_letter",
                application_papers.cover_letter(content, township),
                township=township,
            ),
        ),
        (
            "考评表",
            compose(
                "evaluation_sheet", application_papers.evaluation_sheet(content), township=township
            ),
        ),
    ]


def number_of(submission):
    return f"{submission.snapshot['year']}-{submission.application_id:04d}"


def check_sums(submission):
    """Refused, with the sentence, when a file is gone or is not what was frozen."""
    for record in records_of(submission):
        for file in record["files"]:
            try:
                with blobs.open_blob(file["sha256"]) as stream:
                    found = hashlib.file_digest(stream, "sha256").hexdigest()
            except FileNotFoundError:
                wrong = f"“{record['title']}”的文件“{file['name']}”不见了，卷宗没有生成。"
                raise Refused(wrong) from None
            if found != file["sha256"]:
                raise Refused(
                    f"“{record['title']}”的文件“{file['name']}”与报送时的校验值不一致，"
                    "可能被改动过，卷宗没有生成。"
                )


def records_of(submission):
    """Every record once, in the order of its first indicator."""
    seen = {}
    for indicator in submission.snapshot["evidence"]:
        for record in indicator["records"]:
            seen.setdefault(record["record"], record)
    return list(seen.values())


def volume(submission):
    """The dossier as one PDF (bytes), its pages numbered through. Raises Refused."""
    check_sums(submission)
    pieces = [VolumePiece(title, [paper.pdf()]) for title, paper in papers_of(submission)]
    pieces += _evidence(submission)
    township = submission.application.village.township
    blank = [*pieces, VolumePiece("卷内目录", [b""])]
    page = _count(_front(submission, blank, township)) + 1
    for piece in pieces:
        piece.page = page
        page += sum(map(_count, piece.contents))
    if page > MOST_PAGES:
        raise Refused(f"卷宗超过{MOST_PAGES}页，请下载压缩包查看。")
    listed = catalogue(submission, pieces, township).pdf()
    pieces.append(VolumePiece("卷内目录", [listed], page=page))
    front = VolumePiece("封面和目录", [_front(submission, pieces, township)], page=1)
    return _bound([front, *pieces], application_papers.volume_name(submission.snapshot))


def _evidence(submission):
    """Pieces of the records; a record that stood before under another indicator is only named."""
    files = _files(submission)
    pieces, first = [], {}
    for indicator in submission.snapshot["evidence"]:
        heading = f"{indicator['code']}　{indicator['name']}"
        for record in indicator["records"]:
            row = {"indicator": indicator["code"]} | record
            if record["record"] in first:
                row["see"] = first[record["record"]]
                row["note"] = row["see"].row["note"]
                pieces.append(VolumePiece(record["title"], [], heading, row))
            else:
                piece = VolumePiece(record["title"], [], heading, row)
                row["note"] = RESTRICTED if record["is_restricted"] else ""
                piece.contents = list(_bindable(record, files, row))
                first[record["record"]] = piece
                pieces.append(piece)
            heading = ""
    return pieces


def _files(submission):
    sums = {file["sha256"] for record in records_of(submission) for file in record["files"]}
    return StoredFile.objects.in_bulk(sums, field_name="sha256")


def _bindable(record, files, row):
    """PDF bytes of what can be bound; the rest is told in the row's note."""
    for file in record["files"]:
        stored = files[file["sha256"]]
        content = _as_pdf(stored)
        if content is None:
            row["note"] = IN_PACKAGE
        else:
            yield content


def _as_pdf(stored):
    if stored.size > MOST_BYTES:
        return None
    if stored.media_type == PDF:
        with blobs.open_blob(stored.sha256) as stream:
            content = stream.read()
        return content if _count(content) else None
    if stored.is_image:
        try:
            return picture_page(preview(stored))
        except PreviewUnavailable:
            return None
    return None


def picture_page(path):
    """A PDF of one A4 page with the picture as large as fits."""
    with Image.open(path) as picture:
        sides = A4[::-1] if picture.width > picture.height else A4
        page = Image.new("RGB", _pixels(sides), "white")
        shown = picture.convert("RGB")
        shown.thumbnail(_pixels(side - 2 * MARGIN for side in sides))
        page.paste(shown, ((page.width - shown.width) // 2, (page.height - shown.height) // 2))
    stream = io.BytesIO()
    page.save(stream, "PDF", resolution=DPI, quality=80)
    return stream.getvalue()


def _pixels(points):
    return tuple(round(side * DPI / 72) for side in points)


def _count(content):
    """Pages of a PDF; 0 when it cannot be read without a password or at all."""
    try:
        reader = pypdf.PdfReader(io.BytesIO(content))
        return 0 if reader.is_encrypted else len(reader.pages)
    except Exception:  # a damaged file raises whatever its damage leads to
        log.warning("a PDF could not be read for a dossier", exc_info=True)
        return 0


def _front(submission, pieces, township):
    content = submission.snapshot
    values = {
        "campaign": content["campaign"],
        "township": content["township"],
        "village": content["village"],
        "level": content["level"],
        "year": content["year"],
        "number": number_of(submission),
        "document": content["document"][1],
        "sent_on": submission.sent_on,
        "checksum": submission.sha256,
        "records": len(records_of(submission)),
        "items": _items(pieces),
        "organ": content["organ"],
        "author": content["organ"],
        "on": submission.sent_on,
    }
    return compose("dossier_cover", values, township=township).pdf()


def _items(pieces):
    """[{title, page}]: papers and indicators; an indicator's page is that of its first record."""
    items = []
    for piece in pieces:
        if piece.heading or piece.row is None:
            items.append({"title": piece.heading or piece.title, "page": ""})
        items[-1]["page"] = items[-1]["page"] or _page_of(piece)
    for item in items:
        item["page"] = item["page"] or IN_PACKAGE
    return items


def catalogue(submission, pieces, township):
    """The Paper 卷内目录; without pieces (in the ZIP) without page numbers."""
    content = submission.snapshot
    rows = [
        {
            "indicator": piece.row["indicator"],
            "title": piece.title,
            "reference": piece.row["reference_code"],
            "on": application_papers.day(piece.row["on"]),
            "files": Counter(file["name"] for file in piece.row["files"]).total(),
            "page": _page_of(piece),
            "note": piece.row.get("note", ""),
        }
        for piece in pieces
        if piece.row
    ]
    values = {
        "village": content["village"],
        "level": content["level"],
        "year": content["year"],
        "records": rows,
        "author": content["organ"],
        "on": submission.sent_on,
    }
    return compose("dossier_catalogue", values, township=township)


def _page_of(piece):
    """Where it is bound, also under an earlier indicator; "" when it is not."""
    shown = (piece.row or {}).get("see") or piece
    return shown.page if shown.contents else ""


def _bound(pieces, title):
    writer = pypdf.PdfWriter()
    for piece in pieces:
        start = len(writer.pages)
        for content in piece.contents:
            writer.append(io.BytesIO(content), import_outline=False)
        if piece.heading or piece.row is None:
            page_number = min(start, len(writer.pages) - 1)
            writer.add_outline_item(title=piece.heading or piece.title, page_number=page_number)
    _stamp(writer)
    writer.add_metadata({"/Title": title})
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()


def _stamp(writer):
    """Number every page at its upper right corner."""
    numbers = "\n#pagebreak()\n".join(str(n) for n in range(1, len(writer.pages) + 1))
    source = (
        f"#set page(width: {A4[0]}pt, height: {A4[1]}pt, margin: (top: 18pt, right: 24pt))\n"
        "#set document(date: datetime(year: 2012, month: 7, day: 1))\n"
        '#set text(font: "Noto Sans SC", size: 9pt)\n#set align(right)\n' + numbers
    )
    stamps = pypdf.PdfReader(io.BytesIO(typeset({"main.typ": source}))).pages
    for page, stamp in zip(writer.pages, stamps, strict=True):
        if page.rotation:
            page.transfer_rotation_to_content()
        corner = page.mediabox.upper_right
        move = pypdf.Transformation().translate(float(corner[0]) - A4[0], float(corner[1]) - A4[1])
        page.merge_transformed_page(stamp, move)
