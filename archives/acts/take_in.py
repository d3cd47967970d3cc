"""Taking in old archives: a ZIP and its catalogue are looked at line by line, then each line
becomes a record with its files, in the background, one transaction a line.

A break costs nothing: what is a record stays one, and the work goes on with the lines that wait.
The same line again is told and not taken twice.
"""

import json
import logging
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files import File
from django.db import transaction
from django.utils import timezone

from archives.acts.intake import keep_sent
from archives.acts.record import enter_record
from archives.acts.upload import refuse_over_quota
from archives.models import Category, PartFile, Record, TakeIn, TakeInLine
from archives.rules.loose_zip import BROKEN, LooseZip, LooseZipRefused, open_loose
from archives.rules.numbering import parse_reference
from archives.rules.old_catalogue import FileFinder, read_day, read_term
from archives.sheets.old_catalogue import SHAPE, read_catalogue
from township.dates import cn_date
from township.files import blobs, sandbox
from township.files.errors import UploadRefused
from township.files.models import StoredFile
from township.files.room import refuse_full_disk
from township.files.storing import adopt_all
from township.files.workbooks import WorkbookRefused
from township.history.chain import record as write_history
from township.personal.models import OpenPhone
from township.personalnumbers import without_numbers
from township.sensitivewords import told_of_name
from township.sheets.faults import error_in, told_of_not_kept, told_of_phones
from township.shorttext import is_mere_marks, read_short
from township.tasks import PERSON_WAITS, Concern, work
from township.today import after_today
from township.users.models import User
from township.workflow import Refused
from villages.models import Village

log = logging.getLogger(__name__)
AT_ONCE, MOST_LEFT, MOST_FAULT = 100, 2000, 300
LISTING_SECONDS = 60
LONGEST = {"title": 200, "responsible": 100, "document_number": 60, "reference": 60}
UNREADABLE = "压缩包打不开，可能已损坏或没有传完整。"


def place_of(take_in: TakeIn) -> Path:
    """Where the ZIP waits until it has been taken in."""
    return Path(settings.DATA_DIR) / "take-in" / f"{take_in.pk}.zip"


def prepare(village: Village, package: File, catalogue: File, *, by: User) -> TakeIn:
    """Look at a ZIP and its catalogue: every line with its files, or why not; returns the TakeIn.

    Raises Refused when one of the two cannot be read or there is no room.
    """
    table = _table(catalogue)
    with transaction.atomic():
        name = without_numbers(str(package.name))[:255]
        take_in = TakeIn.objects.create(village=village, name=name, made_by=by)
        try:
            refuse_full_disk(package.size)
            keep_sent(package, place_of(take_in))
            sizes = _listed(place_of(take_in))
            refuse_over_quota(village, by, sum(sizes.values()))
            _read(take_in, table, sizes)
        except UploadRefused as refusal:
            raise Refused(refusal.sentence) from None
        except Refused:
            place_of(take_in).unlink(missing_ok=True)
            raise
        write_history("record.take_in", village, by, f"上传旧档和目录：{take_in}")
    return take_in


def _table(catalogue):
    with tempfile.NamedTemporaryFile(dir=blobs.temporary_folder(), suffix=".xlsx") as kept:
        for chunk in catalogue.chunks():
            kept.write(chunk)
        kept.flush()
        try:
            return read_catalogue(Path(kept.name))
        except WorkbookRefused as refusal:
            raise Refused(refusal.sentence) from None
        except ValueError as fault:
            raise Refused(str(fault)) from None


def _listed(path):
    """{path: bytes} of what is in a ZIP, read by a child."""
    try:
        said = sandbox.run(
            "archives.rules.loose_zip", path, reads=[path], wall_seconds=LISTING_SECONDS
        )
    except sandbox.ChildFailed:
        raise Refused(UNREADABLE) from None
    told = json.loads(said)
    if "refused" in told:
        raise Refused(told["refused"])
    return told["files"]


def _read(take_in, table, sizes):
    """A TakeInLine for every line of the catalogue, and the files that none of them names."""
    finder, seen, named = FileFinder(sizes), set(), set()
    categories = list(Category.objects.in_use().filter(township=take_in.village.township_id))
    open_phones = OpenPhone.objects.of(take_in.village.township)
    known = set(
        Record.objects.filter(village=take_in.village)
        .exclude(former_code="")
        .values_list("former_code", flat=True)
    )
    rows = []
    for line in table.lines:
        cells = line.cells
        row = TakeInLine(take_in=take_in, number=line.number, title=cells["title"][:200])
        faults = [
            *_told_into(row, cells, categories, open_phones),
            *_found_into(row, cells, finder),
        ]
        if not faults:
            faults = _doubles(row.told["former_code"], known, seen)
        named.update(row.files)
        if faults:
            _refuse(row, faults)
        rows.append(row)
    TakeInLine.objects.bulk_create(rows, batch_size=500)
    take_in.left = [without_numbers(name) for name in sorted(set(sizes) - named)[:MOST_LEFT]]
    take_in.save(update_fields=["left"])


def _refuse(row, faults):
    """The names of its files are not needed any more as they were packed."""
    row.fault = without_numbers("".join(faults))[:MOST_FAULT]
    row.files = list(map(without_numbers, row.files))


def _told_into(row, cells, categories, open_phones):
    try:
        row.told = _told(cells, categories, open_phones)
    except ValueError as fault:
        yield str(fault)


def _found_into(row, cells, finder):
    try:
        row.files = finder.find(cells.get("files", ""), cells.get("reference", ""))
    except ValueError as fault:
        yield str(fault)
    for name in row.files:
        if told := told_of_name(Path(name).stem):
            yield f"文件名不能收：{told}"


def _doubles(code, known, seen):
    if code and code in known:
        return [f"档号{code}已经收过。"]
    if code and code in seen:
        return [f"目录里有两行档号{code}。"]
    seen.add(code)
    return []


def _told(cells, categories, open_phones):
    """The catalogue's words as a record takes them. ValueError with a sentence."""
    if is_mere_marks(cells["title"]):
        raise ValueError("没有题名。")
    for key, text in cells.items():
        if told := told_of_not_kept(text) or error_in(text):
            raise ValueError(f"“{SHAPE.aliases[key][0]}”{told}")
    for key, longest in LONGEST.items():
        read_short(cells.get(key, ""), f"“{SHAPE.aliases[key][0]}”", longest)
    for key, label in (("title", "题名"), ("responsible", "责任者")):
        if told := told_of_phones(cells.get(key, ""), open_phones):
            raise ValueError(f"“{label}”{told}")
    on = read_day(cells["on"])
    if told := told_of_name(cells["title"]):
        raise ValueError(f"题名不能收：{told}")
    if faults := after_today(on):
        raise ValueError(faults[0])
    code = cells.get("reference", "")
    return {
        "title": cells["title"],
        "on": on.isoformat(),
        "responsible": cells.get("responsible", ""),
        "document_number": cells.get("document_number", ""),
        "retention": read_term(cells.get("term", "")),
        "category": _category(cells.get("category", ""), code, categories).pk,
        "former_code": code,
    }


def _category(named, code, categories):
    """By name or code; where none is written, by the subject in the 档号."""
    wanted = named.strip() or _subject(code)
    for one in categories:
        if wanted and wanted in (one.name, one.code):
            return one
    if not wanted:
        raise ValueError("没有写类别。")
    raise ValueError(f"没有“{wanted}”这个类别，请照“档案类别”里的名称填写。")


def _subject(code):
    try:
        return parse_reference(code).issue
    except ValueError:
        return ""


@transaction.atomic
def start(take_in: TakeIn, *, by: User) -> None:
    """Begin, or go on after a break; Refused where it is running or done."""
    row = TakeIn.objects.select_for_update(of=("self",)).get(pk=take_in.pk)
    if row.finished_at is not None:
        raise Refused("已经收完。")
    if row.is_running:
        raise Refused("正在收，请稍候。")
    if not row.lines.waiting().exists():
        raise Refused("没有可以收的行，请改好目录后重新上传。")
    is_first = row.started_at is None
    row.started_at, row.alive_at = timezone.now(), None
    row.save(update_fields=["started_at", "alive_at"])
    told = "开始" if is_first else "接着"
    write_history("record.take_in", row.village, by, f"{told}收旧档：{row}")
    carry_on.enqueue(row.pk)


def _unfinished(pk):
    rows = TakeIn.objects.select_related("village__township")
    row = rows.filter(pk=pk, finished_at=None).first()
    if row is None or row.is_running:
        return None
    return Concern(str(row), row.get_absolute_url(), row.made_by_id, row)


def _fell_silent(pk):
    """Nobody is at it any more: the page offers to go on."""
    TakeIn.objects.filter(pk=pk).update(alive_at=timezone.now() - TakeIn.SILENT)


@work("收旧档", priority=PERSON_WAITS, concern=_unfinished, given_up=_fell_silent)
def carry_on(pk: Any) -> None:
    """Make records of the lines that wait, a hundred files at a look."""
    take_in = TakeIn.objects.select_related("village__township", "made_by").get(pk=pk)
    TakeIn.objects.filter(pk=pk).update(alive_at=timezone.now())
    try:
        with open_loose(place_of(take_in)) as package:
            while lines := list(take_in.lines.waiting()[:AT_ONCE]):
                _take(take_in, lines, package)
                TakeIn.objects.filter(pk=pk).update(alive_at=timezone.now())
    except (LooseZipRefused, FileNotFoundError):
        take_in.lines.waiting().update(fault=UNREADABLE)
    TakeIn.objects.filter(pk=pk).update(finished_at=timezone.now())
    place_of(take_in).unlink(missing_ok=True)


def _take(take_in: TakeIn, lines: Sequence[TakeInLine], package: LooseZip) -> None:
    with tempfile.TemporaryDirectory(dir=blobs.temporary_folder()) as folder:
        out = dict(_unpacked(lines, package, Path(folder)))
        whole = {name: path for name, path in out.items() if isinstance(path, Path)}
        pairs = [(str(path), name.rpartition("/")[2]) for name, path in whole.items()]
        kept = out | dict(zip(whole, adopt_all(pairs), strict=True))
        for line in lines:
            _enter(take_in, line, kept)


def _unpacked(
    lines: Sequence[TakeInLine], package: LooseZip, folder: Path
) -> Iterator[tuple[str, Path | UploadRefused]]:
    """(name in the ZIP, where it lies now or why it does not) of the files of these lines."""
    wanted = list(dict.fromkeys(name for line in lines for name in line.files))
    for number, name in enumerate(wanted):
        if package.sizes[name] > settings.UPLOAD_LIMIT:
            yield name, UploadRefused(f"“{name}”太大了，没有收下。")
            continue
        place = folder / str(number)
        try:
            with package.open(name) as source, open(place, "wb") as target:
                while chunk := source.read(1024 * 1024):
                    target.write(chunk)
        except BROKEN:
            yield name, UploadRefused(f"“{name}”在压缩包里已损坏。")
            continue
        yield name, place


@transaction.atomic
def _enter(take_in: TakeIn, line: TakeInLine, kept: dict[str, Any]) -> None:
    """The record of one line with its files, or the reason why it is none."""
    row = TakeInLine.objects.select_for_update(of=("self",)).get(pk=line.pk)
    if row.record_id or row.fault:
        return
    found = [kept[name] for name in row.files]
    faults = [one.sentence for one in found if isinstance(one, UploadRefused)]
    faults += _held_already(take_in.village, row, found)
    if faults:
        _refuse(row, faults)
        row.save(update_fields=["fault", "files"])
        return
    files = [
        (file, file.name_for(name.rpartition("/")[2]))
        for file, name in zip(found, row.files, strict=True)
    ]
    told = dict(row.told)
    category = Category.objects.get(pk=told.pop("category"))
    by, day = take_in.made_by, cn_date(timezone.localdate(take_in.made_at))
    record = Record(
        village=take_in.village,
        category=category,
        is_entered_later=True,
        note=f"补录：{by}，{day}",
        **told | {"on": read_day(told["on"])},
    )
    row.record = enter_record(record, files, by=by)
    row.files = [without_numbers(name) for _, name in files]
    row.save(update_fields=["record", "files"])


def _held_already(village, row, found):
    """The same files under the same title were taken in before."""
    files = {one.pk for one in found if isinstance(one, StoredFile)}
    there = PartFile.objects.filter(
        part__record__village=village, part__record__title=row.told["title"], file__in=files
    )
    if files and there.values("file").distinct().count() == len(files):
        return ["同一题名、同样的文件已经在档案里。"]
    return []
