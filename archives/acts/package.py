"""接收: a handed-over package becomes records again, with the same numbers and the same bytes.

Everything or nothing: the files come in first, each against its sum; then the rows in one
transaction. What is here already with the same sums is left alone; with others it is refused.
"""

import json
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from django.db import DataError, IntegrityError, transaction

from archives.acts import fixity
from archives.acts import words as words_acts
from archives.models import Category, Part, PartFile, Record
from archives.rules.bag_catalogue import catalogue_of, record_of
from archives.rules.bag_reader import DAMAGED, PackageRefused, open_package
from township.files import sandbox
from township.files.models import StoredFile
from township.files.room import refuse_full_disk, refuse_over_quota
from township.files.storing import store
from township.history.chain import record as write_history
from township.users.models import District, Township, User
from villages.models import Village

PREVIEW_SECONDS = 60
AT_ONCE = 500
TOO_MUCH = "移交包太大或太复杂，没有读完，没有接收。"
PLAIN = (
    "reference_code",
    "retention",
    "title",
    "responsible",
    "document_number",
    "secrecy",
    "note",
    "requirement",
    "paper_box",
    "paper_number",
)


@dataclass
class Received:
    records: int = 0
    files: int = 0
    known: int = 0


@dataclass(frozen=True)
class PackagePreview:
    """What a package holds, and what would become of it here; `conflicts` are sentences."""

    district: str
    township: str
    village: str
    fonds_code: str
    year: str
    categories: dict  # name → number of records
    files: int
    size: int
    known: int
    is_new_township: bool
    is_new_village: bool
    conflicts: list

    @property
    def records(self) -> int:
        return sum(self.categories.values())

    @property
    def place(self) -> str:
        return f"{self.district}{self.township}"

    @property
    def new_places(self) -> str:
        """Names of the township and village that are not here yet."""
        new = [self.township] if self.is_new_township else []
        return "、".join([*new, self.village] if self.is_new_village else new)


def preview(path: Path) -> PackagePreview:
    """The Preview of the package at `path`, read by a child. Raises PackageRefused."""
    told = _told(path)
    fonds, records = told["fonds"], told["records"]
    township = Township.objects.filter(code=fonds.get("township_code")).first()
    village = Village.objects.filter(township=township, fonds_code=fonds.get("code")).first()
    here = [_is_here(village, one) for one in records] if village else []
    taken = [one for one, is_same in zip(records, here, strict=False) if is_same is False]
    return PackagePreview(
        district=fonds.get("district"),
        township=fonds.get("township"),
        village=fonds.get("village"),
        fonds_code=fonds.get("code"),
        year=told["year"],
        categories=told["categories"],
        files=told["files"],
        size=told["size"],
        known=here.count(True),
        is_new_township=township is None,
        is_new_village=village is None,
        conflicts=[*_names_taken(fonds, township, village), *map(_taken, taken)],
    )


def _told(path):
    try:
        said = sandbox.run(
            "archives.rules.bag_catalogue", path, reads=[path], wall_seconds=PREVIEW_SECONDS
        )
    except sandbox.ChildFailed as failure:
        raise PackageRefused(TOO_MUCH if failure.is_over_limit else DAMAGED) from None
    told = json.loads(said)
    if "refused" in told:
        raise PackageRefused(told["refused"])
    return told


def receive(path: Path | str, *, by: User | None = None) -> Received:
    """Read the package at `path`; returns Received. Raises PackageRefused, UploadRefused."""
    with open_package(path) as package:
        root = catalogue_of(package)
        _refuse_without_room(root.find("fonds"), package)
        stored = {file.path: _taken_in(file) for file in package}
        try:
            with transaction.atomic():
                return _write(root, stored, by)
        except (KeyError, TypeError, ValueError, DataError, IntegrityError):
            raise PackageRefused("移交包的档案目录里有不合规定的内容，没有接收。") from None


def _refuse_without_room(fonds, package):
    """The files of the package that are not here yet must find room, all of them."""
    sums = [file.sha256 for file in package]
    known = set()
    for start in range(0, len(sums), AT_ONCE):
        rows = StoredFile.objects.filter(sha256__in=sums[start : start + AT_ONCE])
        known.update(rows.values_list("sha256", flat=True))
    size = sum(file.size for file in package if file.sha256 not in known)
    refuse_full_disk(size)
    township = Township.objects.filter(code=fonds.get("township_code")).first()
    if township is not None:
        refuse_over_quota(township, size)


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
        told = record_of(element)
        is_same = _is_here(village, told)
        if is_same is False:
            raise PackageRefused(f"{_taken(told)}没有接收。")
        if is_same:
            received.known += 1
            continue
        record = _record(village, categories, element, by)
        for part in element.iter("part"):
            received.files += _part(record, part, stored, by)
        summary = f"从移交包接收：{record.reference_code} {record}"
        write_history("record.receive", record, by, summary)
        fixity.fix(record, by=by)
        words_acts.refresh(record)
        received.records += 1
    return received


def _village(fonds):
    township = Township.objects.filter(code=fonds.get("township_code")).first()
    village = Village.objects.filter(township=township, fonds_code=fonds.get("code")).first()
    for sentence in _names_taken(fonds, township, village):
        raise PackageRefused(f"{sentence}没有接收。")
    if township is None:
        district, _ = District.objects.get_or_create(name=fonds.get("district"))
        township = Township.objects.create(
            district=district, name=fonds.get("township"), code=fonds.get("township_code")
        )
    return village or Village.objects.create(
        township=township,
        fonds_code=fonds.get("code"),
        name=fonds.get("village"),
        kind=fonds.get("kind"),
    )


def _names_taken(fonds, township, village):
    """Sentences on a township or village here that would be taken for another one."""
    name, code = fonds.get("village"), fonds.get("code")
    if township is None:
        rows = Township.objects.filter(
            name=fonds.get("township"), district__name=fonds.get("district")
        )
        for other in rows:
            told = f"{other}在这里的代号是{other.code}，移交包里是{fonds.get('township_code')}。"
            yield told
    elif village is None:
        for other in Village.objects.filter(township=township, name=name):
            yield f"{other}在这里的全宗号是{other.fonds_code}，移交包里是{code}。"
    elif village.name != name:
        yield f"全宗号{code}在这里是{village}，移交包里是{name}。"


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


def _is_here(village, told):
    """Is the record here with the same files? None: its number is free; False: with others."""
    record = Record.objects.filter(village=village, reference_code=told["reference"]).first()
    if record is None:
        return None
    rows = PartFile.objects.filter(part__record=record)
    here = sorted(rows.values_list("file__sha256", flat=True))
    return here == told["sums"]


def _taken(told):
    return f"档号{told['reference']}（{told['title']}）在这里已有，内容不同。"


def _source(element):
    """Of which fact it tells there says nothing here, where the same name may be another fact."""
    return f"received:{element.get('reference')}" if element.get("source") else ""


def _record(village, categories, element, by):
    values = {name: element.get(name, "") for name in PLAIN if name != "reference_code"}
    return Record.objects.create(
        village=village,
        category=categories[element.get("category")],
        source=_source(element),
        reference_code=element.get("reference"),
        number=int(element.get("number")),
        year=int(element.get("year")),
        on=date.fromisoformat(element.get("on")),
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
