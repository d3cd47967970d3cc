"""What a village prints when it hands a year over: catalogue, list and box labels.

Columns and order after DA/T 22-2015; the package itself is made in bagging.py.
"""

from collections import defaultdict
from itertools import groupby

from django.conf import settings
from django.db.models import Prefetch
from django.urls import reverse
from django.utils import timezone

from archives.models import Part, PartFile, Record
from archives.models.category import Retention
from township.papers import compose

RETENTION_ORDER = list(Retention.values)


def sealed_records(village, year, user):
    """Sealed records of the year that the user may see, in catalogue order, with their files."""
    versions = PartFile.objects.select_related("file", "added_by").order_by("number")
    parts = Part.objects.prefetch_related(Prefetch("files", queryset=versions))
    rows = (
        Record.objects.for_user(user, "record.view")
        .sealed()
        .filter(village=village, year=year)
        .select_related("category", "village__township__district")
        .prefetch_related(Prefetch("parts", queryset=parts))
    )
    return sorted(
        rows,
        key=lambda row: (
            RETENTION_ORDER.index(row.retention),
            row.category.order,
            row.category.code,
            row.number,
        ),
    )


def fonds_name(village):
    return f"{village.township}{village}"


def catalogue(village, year, records, retention, *, maker=""):
    """The Paper 归档文件目录 of one retention period."""
    rows = [
        {
            "reference": row.reference_code,
            "number": _own_number(row),
            "author": row.responsible,
            "title": row.title,
            "on": row.on,
            "secrecy": row.get_secrecy_display() if row.secrecy else "",
            "pages": row.pages or "",
            "note": _note(row),
        }
        for row in records
        if row.retention == retention
    ]
    values = {
        "fonds": fonds_name(village),
        "fonds_code": village.fonds_code,
        "year": year,
        "retention": Retention(retention).label,
        "records": rows,
        "maker": maker,
        "author": fonds_name(village),
        "on": _day(records),
    }
    return compose("catalogue", values, township=village.township)


def _own_number(row):
    """文号: the paper's own; under which a text was filed is another's and told as a note."""
    return "" if _is_filing_number(row) else row.document_number


def _note(row):
    told = [f"备案编号{row.document_number}"] if _is_filing_number(row) else []
    return "；".join([*told, *filter(None, [row.note])])


def _is_filing_number(row):
    return bool(row.document_number) and row.document_number == row.metadata.get("filing_number")


def handover_list(village, year, records, *, check_result=""):
    """The Paper 移交清单."""
    files = [version.file for row in records for version in versions_of(row)]
    values = {
        "fonds": fonds_name(village),
        "fonds_code": village.fonds_code,
        "receiver": f"{village.township}档案室",
        "year": year,
        "reason": "年度归档移交",
        "groups": [_group(rows) for rows in _by_series(records)],
        "records_total": len(records),
        "pages_total": sum(row.pages for row in records) or "—",
        "files_total": len(files),
        "size": f"{sum(file.size for file in files) / 2**20:.1f} MB",
        "package": f"{package_name(village, year)}.zip",
        "checksum": "见移交包内 manifest-sha256.txt",
        "check_result": check_result or "未检测",
        "author": fonds_name(village),
        "on": timezone.localdate(),
    }
    return compose("handover", values, township=village.township)


def _by_series(records):
    return [list(rows) for _, rows in groupby(records, lambda r: (r.retention, r.category_id))]


def _group(rows):
    boxes = {row.paper_box for row in rows if row.paper_box}
    return {
        "retention": rows[0].get_retention_display(),
        "category": rows[0].category.name,
        "count": len(rows),
        "first": rows[0].reference_code,
        "last": rows[-1].reference_code,
        "pages": sum(row.pages for row in rows) or "",
        "boxes": len(boxes) or "",
        "note": "",
    }


def box_labels(village, year, records):
    """The Paper 档案盒标签: a label for each paper box, else one for each series."""
    grouped = defaultdict(list)
    for row in records:
        grouped[row.retention, row.paper_box or row.category.name].append(row)
    link = settings.SITE_URL + reverse("archives:handover", args=[village.pk, year])
    boxes = []
    for number, ((_, name), rows) in enumerate(grouped.items(), 1):
        kinds = {row.category.name for row in rows}
        boxes.append(
            {
                "fonds": fonds_name(village),
                "fonds_code": village.fonds_code,
                "year": year,
                "retention": rows[0].get_retention_display(),
                "category": kinds.pop() if len(kinds) == 1 else "",
                "first": f"{min(row.number for row in rows):04d}",
                "last": f"{max(row.number for row in rows):04d}",
                "count": len(rows),
                "box": name if rows[0].paper_box else f"{number:03d}",
                "link": link,
            }
        )
    values = {"boxes": boxes, "author": fonds_name(village), "on": _day(records)}
    return compose("box_label", values, township=village.township)


def versions_of(record):
    return [version for part in record.parts.all() for version in part.files.all()]


def package_name(village, year):
    return f"{village.fonds_code}-{year}"


def _day(records):
    """The day of the last record: the same records give the same bytes."""
    return max(
        (timezone.localtime(row.sealed_at).date() for row in records), default=timezone.localdate()
    )
