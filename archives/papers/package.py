"""The package of a village's year: every file of every sealed record, with its metadata.

A BagIt bag (see packaging.py) with readable paths. Metadata after GB/T 18894: title, number,
author, dates, format, size, sums, and who did what when; as XML for machines (receiving.py reads
it back) and CSV for people.
"""

import csv
import io
from collections import defaultdict
from functools import partial
from xml.etree import ElementTree

from django.utils import timezone

from archives.models import Record
from archives.models.category import Retention
from archives.papers.handover import (
    catalogue,
    fonds_name,
    package_name,
    sealed_records,
    versions_of,
)
from archives.rules.bag import Bag, Member, safe_path
from township.files.storing import open_stored
from township.history.models import Entry
from township.workflow import Refused

VERSION = "1"
# Beginning so, a cell would be counted as a formula by whoever opens the list.
COUNTED = tuple("=+-@＝＋－＠\t\r\n")
COLUMNS = (
    "档号",
    "文号",
    "责任者",
    "题名",
    "日期",
    "密级",
    "页数",
    "备注",
    "类别",
    "保管期限",
    "文件",
    "文件名",
    "格式",
    "字节数",
    "SHA-256",
    "版次",
)


def package(village, year, user):
    """The Bag of a village's year. Raises Refused when nothing is sealed."""
    records = sealed_records(village, year, user)
    if not records:
        raise Refused(f"{village}{year}年还没有归档的档案，归档以后才能打包。")
    taken, members, paths = set(), [], {}
    for record in records:
        folder = f"{record.get_retention_display()}/{record.reference_code} {record.title}"
        for part in record.parts.all():
            versions = list(part.files.all())
            for version in versions:
                paths[version.pk] = _path(folder, part, version, versions[-1], taken)
                members.append(
                    Member(
                        paths[version.pk],
                        version.file.size,
                        version.file.sha256,
                        partial(open_stored, version.file),
                    )
                )
    tags = {
        "metadata/records.xml": _xml(village, year, records, paths),
        "metadata/records.csv": _csv(records, paths),
    }
    for retention in dict.fromkeys(row.retention for row in records):
        paper, label = catalogue(village, year, records, retention), Retention(retention).label
        tags[f"metadata/归档文件目录（{label}）.pdf"] = paper.pdf()
        tags[f"metadata/归档文件目录（{label}）.xlsx"] = paper.xlsx()
    information = {
        "Source-Organization": fonds_name(village),
        "External-Identifier": package_name(village, year),
        "External-Description": f"{village}{year}年档案，共{len(records)}件",
    }
    return Bag(package_name(village, year), members, tags, information, on=timezone.localdate())


def _path(folder, part, version, newest, taken):
    """永久/J012-WS·2026-Y-ZCH-0001 自治章程/03 定稿.pdf; slashes in titles make no folders."""
    stem, dot, ending = version.file_name.rpartition(".")
    name = part.name.removesuffix(f".{ending}") if dot and stem else part.name
    if version is not newest:
        name += f"（第{version.number}版，旧）"
    retention, _, title = folder.partition("/")
    steps = (retention, title, f"{part.order:02d} {name}{dot}{ending if dot else ''}")
    return safe_path("/".join(step.replace("/", "／") for step in steps), taken)


def _csv(records, paths):
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for row in records:
        for version in versions_of(row):
            cells = (
                row.reference_code,
                row.document_number,
                row.responsible,
                row.title,
                f"{row.on:%Y%m%d}",
                row.get_secrecy_display() if row.secrecy else "",
                row.pages or "",
                row.note,
                row.category.name,
                row.get_retention_display(),
                f"data/{paths[version.pk]}",
                version.file_name,
                version.file.kind_label,
                version.file.size,
                version.file.sha256,
                version.number,
            )
            writer.writerow([f"'{c}" if str(c).startswith(COUNTED) else c for c in cells])
    return "\ufeff" + stream.getvalue()


def _xml(village, year, records, paths):
    township = village.township
    root = ElementTree.Element("archive", version=VERSION, year=str(year))
    _add(
        root,
        "fonds",
        code=village.fonds_code,
        village=village.name,
        kind=village.kind,
        township=township.name,
        township_code=township.code,
        district=township.district.name,
    )
    for category in {row.category_id: row.category for row in records}.values():
        element = _add(
            root,
            "category",
            code=category.code,
            name=category.name,
            retention=category.retention,
            restricted=int(category.is_restricted),
            order=category.order,
        )
        for entry in category.metadata:
            _add(element, "field", key=entry["key"], name=entry["name"])
    events = _events(records)
    for row in records:
        _record(root, row, paths, events[row.pk])
    ElementTree.indent(root)
    return ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)


def _record(root, row, paths, events):
    element = _add(
        root,
        "record",
        reference=row.reference_code,
        category=row.category.code,
        retention=row.retention,
        number=row.number,
        year=row.year,
        on=row.on.isoformat(),
        title=row.title,
        responsible=row.responsible,
        document_number=row.document_number,
        secrecy=row.secrecy,
        pages=row.pages,
        note=row.note,
        source=row.source,
        requirement=row.requirement,
        paper_box=row.paper_box,
        paper_number=row.paper_number,
        status=row.status,
        sealed_at=row.sealed_at.isoformat(),
    )
    for key, value in row.metadata.items():
        _add(element, "item", key=key, value=value)
    _parts(element, row, paths)
    for entry in events:
        _add(
            element,
            "event",
            at=entry.at.isoformat(),
            actor=entry.actor_name,
            verb=entry.verb,
            summary=entry.summary,
            hash=entry.hash,
        )


def _parts(element, row, paths):
    for part in row.parts.all():
        inner = _add(
            element, "part", order=part.order, kind=part.kind, name=part.name, key=part.key
        )
        for version in part.files.all():
            _add(
                inner,
                "file",
                number=version.number,
                path=paths[version.pk],
                name=version.file_name,
                media_type=version.file.media_type,
                size=version.file.size,
                sha256=version.file.sha256,
                pages="" if version.file.pages is None else version.file.pages,
                reason=version.reason,
                added_at=version.added_at.isoformat(),
                added_by=version.added_by or "",
            )


def _add(parent, tag, **attributes):
    values = {name: _plain(str(value)) for name, value in attributes.items()}
    return ElementTree.SubElement(parent, tag, values)


def _plain(text):
    """XML 1.0 has no control characters but tab and line ends."""
    return "".join(letter for letter in text if letter >= " " or letter in "\t\n")


def _events(records):
    found = defaultdict(list)
    rows = Entry.objects.filter(
        noun=Record._meta.label_lower, object_id__in=[row.pk for row in records]
    )
    for entry in rows.order_by("id"):
        found[entry.object_id].append(entry)
    return found
