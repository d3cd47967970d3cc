"""The dossier of an application as one PDF to read and print (plan, clause 57).

Made from the frozen submission alone: cover and contents, application form, letter, evaluation
sheet, the records in the standard's order of indicators, catalogue. Every file is held against
the sum that was frozen with it; a difference stops the whole dossier. The ZIP: bundling.py.
"""

import hashlib
from collections import Counter
from dataclasses import dataclass, field

from campaigns.papers import application as application_papers
from township.document_number import serial
from township.files import blobs
from township.files.binding import Bindery, Leaf, VolumeTooLarge
from township.files.models import StoredFile
from township.files.storing import pages_of
from township.papers import compose
from township.papers.typesetting import typeset
from township.workflow import Refused

MOST_PAGES = 1500
IN_PACKAGE = "见压缩包"
RESTRICTED = "限制查看，未附"


@dataclass
class VolumePiece:
    """One thing bound: a paper, or the files of a record under an indicator."""

    title: str
    leaves: list[Leaf] = field(default_factory=list)
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
    return serial(submission.snapshot["year"], submission.application_id)


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
    with Bindery() as bindery:
        try:
            return _volume(submission, bindery)
        except VolumeTooLarge:
            raise Refused("卷宗太大，没有生成，请下载压缩包查看。") from None


def _volume(submission, bindery):
    pieces = [VolumePiece(title, [_leaf(paper, bindery)]) for title, paper in papers_of(submission)]
    pieces += _evidence(submission, bindery)
    township = submission.application.village.township
    blank = [*pieces, VolumePiece("卷内目录", [Leaf("", 0)])]
    page = _leaf(_front(submission, blank, township), bindery).pages + 1
    for piece in pieces:
        piece.page = page
        page += sum(leaf.pages for leaf in piece.leaves)
    if page > MOST_PAGES:
        raise Refused(f"卷宗超过{MOST_PAGES}页，请下载压缩包查看。")
    listed = _leaf(catalogue(submission, pieces, township), bindery)
    pieces.append(VolumePiece("卷内目录", [listed], page=page))
    front = _leaf(_front(submission, pieces, township), bindery)
    bound = [("封面和目录", [front]), *((_mark(piece), piece.leaves) for piece in pieces)]
    total = sum(leaf.pages for _, leaves in bound for leaf in leaves)
    title = application_papers.volume_name(submission.snapshot)
    return bindery.bound(title, bound, _page_numbers(total))


def _leaf(paper, bindery):
    content = paper.pdf()
    return bindery.own(content, pages_of(content))


def _mark(piece):
    """What the reader's list of contents calls it; "" for a further record of an indicator."""
    return piece.heading or (piece.title if piece.row is None else "")


def _evidence(submission, bindery):
    """Pieces of the records; a record that stood before under another indicator is only named."""
    leaves = bindery.uploaded(files_of(submission))
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
                piece.leaves = [
                    leaves[file["sha256"]] for file in record["files"] if file["sha256"] in leaves
                ]
                row["note"] = _left_out(record, leaves) or row["note"]
                first[record["record"]] = piece
                pieces.append(piece)
            heading = ""
    return pieces


def files_of(submission):
    """The StoredFiles of all its records."""
    sums = {file["sha256"] for record in records_of(submission) for file in record["files"]}
    return list(StoredFile.objects.filter(sha256__in=sums))


def _left_out(record, leaves):
    """What is not bound of a record, for its line in the catalogue; "" when all is."""
    names = [file["name"] for file in record["files"] if file["sha256"] not in leaves]
    if not names:
        return ""
    if len(names) == len(record["files"]):
        return IN_PACKAGE
    return "、".join(f"“{name}”" for name in names) + IN_PACKAGE


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
    return compose("dossier_cover", values, township=township)


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
    return shown.page if shown.leaves else ""


def _page_numbers(total):
    """A PDF of A4 pages with the numbers from 1 in the upper right corner."""
    numbers = "\n#pagebreak()\n".join(map(str, range(1, total + 1)))
    source = (
        "#set page(width: 595pt, height: 842pt, margin: (top: 18pt, right: 24pt))\n"
        "#set document(date: datetime(year: 2012, month: 7, day: 1))\n"
        '#set text(font: "Noto Sans SC", size: 9pt)\n#set align(right)\n' + numbers
    )
    return typeset({"main.typ": source})
