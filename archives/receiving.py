"""接收: a handed-over package becomes records again, with the same numbers and the same bytes.

Everything or nothing: the files come in first, each against its sum; then the rows in one
transaction. What is here already with the same sums is left alone; with others it is refused.
"""

from dataclasses import dataclass
from datetime import datetime
from xml.etree.ElementTree import ParseError

from defusedxml import ElementTree
from django.db import transaction

from archives import fixity, wording
from archives.models import Category, Part, PartFile, Record
from archives.unpacking import PackageRefused, open_package
from township.files.storing import store
from township.history.chain import record as write_history
from township.users.models import District, Township
from villages.models import Village

RECORDS = "metadata/records.xml"
PLAIN = (
    "reference_code",
    "retention",
    "title",
    "responsible",
    "document_number",
    "secrecy",
    "note",
    "source",
    "requirement",
    "paper_box",
    "paper_number",
)


@dataclass
class Received:
    records: int = 0
    files: int = 0
    known: int = 0


def receive(path, *, by=None):
    """Read the package at `path`; returns Received. Raises PackageRefused."""
    with open_package(path) as package:
        root = _described(package.tags)
        sums = {file.path: file.sha256 for file in package}
        _refuse_other_files(root, sums)
        stored = {file.path: _taken_in(file) for file in package}
        with transaction.atomic():
            return _write(root, stored, by)


def _described(tags):
    try:
        root = ElementTree.fromstring(tags[RECORDS])
    except (KeyError, ParseError, ValueError):
        raise PackageRefused("移交包里没有可读的档案目录（metadata/records.xml）。") from None
    if root.tag != "archive" or root.get("version") != "1" or root.find("fonds") is None:
        raise PackageRefused("移交包的档案目录不是本系统认识的格式。")
    return root


def _refuse_other_files(root, sums):
    listed = {one.get("path"): one.get("sha256") for one in root.iter("file")}
    if listed != sums:
        raise PackageRefused("移交包的档案目录和文件清单对不上，没有接收。")


def _taken_in(file):
    with file.open() as stream:
        row = store(stream, file.path.rpartition("/")[2], limit=file.size)
    if row.sha256 != file.sha256:
        raise PackageRefused(f"移交包里的“{file.path}”与清单的校验值不一致。")
    return row


def _write(root, stored, by):
    village = _village(root.find("fonds"))
    categories = {one.get("code"): _category(village, one) for one in root.iter("category")}
    received = Received()
    for element in root.iter("record"):
        if _is_known(village, element):
            received.known += 1
            continue
        record = _record(village, categories, element, by)
        for part in element.iter("part"):
            received.files += _part(record, part, stored, by)
        told = f"从移交包接收：{record.reference_code} {record}"
        write_history("record.receive", record, by, told)
        fixity.fix(record, by=by)
        wording.refresh(record)
        received.records += 1
    return received


def _village(fonds):
    township = Township.objects.filter(code=fonds.get("township_code")).first()
    if township is None:
        district, _ = District.objects.get_or_create(name=fonds.get("district"))
        township = Township.objects.create(
            district=district, name=fonds.get("township"), code=fonds.get("township_code")
        )
    village, _ = Village.objects.get_or_create(
        township=township,
        fonds_code=fonds.get("code"),
        defaults={"name": fonds.get("village"), "kind": fonds.get("kind")},
    )
    if village.name != fonds.get("village"):
        raise PackageRefused(f"全宗号{village.fonds_code}在这里是{village}，没有接收。")
    return village


def _category(village, element):
    category, _ = Category.objects.get_or_create(
        township=village.township,
        code=element.get("code"),
        defaults={
            "name": element.get("name"),
            "retention": element.get("retention"),
            "is_restricted": element.get("restricted") == "1",
            "order": int(element.get("order")),
            "metadata": [
                {"key": one.get("key"), "name": one.get("name")} for one in element.iter("field")
            ],
        },
    )
    return category


def _is_known(village, element):
    code = element.get("reference")
    record = Record.objects.filter(village=village, reference_code=code).first()
    if record is None:
        return False
    rows = PartFile.objects.filter(part__record=record)
    here = sorted(rows.values_list("file__sha256", flat=True))
    if here != sorted(one.get("sha256") for one in element.iter("file")):
        raise PackageRefused(f"档号{code}在这里已有，内容不同，没有接收。")
    return True


def _record(village, categories, element, by):
    values = {name: element.get(name, "") for name in PLAIN if name != "reference_code"}
    return Record.objects.create(
        village=village,
        category=categories[element.get("category")],
        reference_code=element.get("reference"),
        number=int(element.get("number")),
        year=int(element.get("year")),
        on=element.get("on"),
        pages=int(element.get("pages")),
        status=element.get("status"),
        sealed_at=datetime.fromisoformat(element.get("sealed_at")),
        metadata={one.get("key"): one.get("value") for one in element.iter("item")},
        filed_by=by,
        **values,
    )


def _part(record, element, stored, by):
    part = Part.objects.create(
        record=record,
        order=int(element.get("order")),
        kind=element.get("kind"),
        name=element.get("name"),
        key=element.get("key"),
    )
    files = list(element.iter("file"))
    for one in files:
        PartFile.objects.create(
            part=part,
            number=int(one.get("number")),
            file=stored[one.get("path")],
            file_name=one.get("name"),
            reason=one.get("reason"),
            added_by=by,
        )
    return len(files)
