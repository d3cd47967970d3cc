"""The dossier of an application as one ZIP with every file, streamed (plan, clause 57).

A BagIt bag like the hand-over package: papers and catalogue first, then a folder for each
indicator, each file with its sum. What the PDF could not take in is here as it was uploaded.
"""

import hashlib
import io
from functools import partial

from archives.rules.bag import Bag, Member, safe_path
from campaigns.papers import application as application_papers
from campaigns.papers import volume as volume_papers
from township.files import blobs


def package(submission):
    """The dossier as a Bag: `iter` streams the ZIP, `len` is its size. Raises Refused."""
    volume_papers.check_sums(submission)
    content, township = submission.snapshot, submission.application.village.township
    taken, members = set(), []
    composed = [
        (f"{n:02d} {title}.pdf", paper.pdf())
        for n, (title, paper) in enumerate(volume_papers.papers_of(submission), 1)
    ]
    catalogue = volume_papers.catalogue(submission, _evidence_rows(submission), township)
    composed += [("00 卷内目录.pdf", catalogue.pdf()), ("00 卷内目录.xlsx", catalogue.xlsx())]
    for name, content_of in composed:
        members.append(_member(safe_path(name, taken), content_of))
    seen = set()
    for number, indicator in enumerate(content["evidence"], 1):
        for record in indicator["records"]:
            if record["record"] in seen:
                continue
            seen.add(record["record"])
            members += _record_members(number, indicator, record, taken)
    information = {
        "Source-Organization": content["organ"],
        "External-Identifier": volume_papers.number_of(submission),
        "External-Description": application_papers.volume_name(content),
    }
    tags = {"校验值.txt": f"报送内容的校验值（SHA-256）：{submission.sha256}\r\n"}
    name = f"{application_papers.volume_name(content)}-第{submission.number}次报送"
    return Bag(name, members, tags, information, on=submission.sent_on)


def _evidence_rows(submission):
    return [
        volume_papers.VolumePiece(
            record["title"], row={"indicator": one["code"], "note": _note(record)} | record
        )
        for one in submission.snapshot["evidence"]
        for record in one["records"]
    ]


def _note(record):
    return volume_papers.RESTRICTED if record["is_restricted"] else ""


def _record_members(number, indicator, record, taken):
    folder = f"{number + 9} {indicator['code']} {indicator['name']}".replace("/", "／")
    title = f"{record['reference_code']} {record['title']}".strip().replace("/", "／")
    for file in record["files"]:
        name = file["name"].replace("/", "／")
        path = safe_path(f"{folder}/{title}/{name}", taken)
        opener = partial(blobs.open_blob, file["sha256"])
        yield Member(path, file["size"], file["sha256"], opener)


def _member(path, content):
    sum_ = hashlib.sha256(content).hexdigest()
    return Member(path, len(content), sum_, lambda: io.BytesIO(content))
