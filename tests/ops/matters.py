"""One matter of each kind of task: asking for it returns the look whether it was done, once."""

from datetime import date, timedelta
from io import BytesIO
from pathlib import Path

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from archives.acts import fixity, intake, nightly, scan, scan_reading, take_in
from archives.acts import paper as paper_acts
from archives.acts import words as words_acts
from archives.models import (
    DrawnPaper,
    FileWords,
    FixityRun,
    PartFile,
    Record,
    ScanBatch,
    ScanReading,
    TakeIn,
)
from archives.papers import package as package_papers
from archives.workflows.record import RECORD
from campaigns.acts import phase, workbook_batch
from campaigns.models import Round, Sheet
from tests.archives.old_archives import catalogue, line, package, pdf
from tests.archives.scans import blank, scanned
from township.files.storing import store
from township.history.models import Entry
from township.users.models import User
from township.workflow import Refused
from villages.acts.publicity import record_publicity
from villages.models import Publicity, Village


def office():
    return User.objects.get(username="office")


def sealed_place():
    """(village, year) with the most sealed records."""
    rows = Record.objects.sealed().values_list("village", "year")
    village, year = max(set(rows), key=list(rows).count)
    return Record.objects.filter(village=village).first().village, year


def seal_some(most=6):
    """The demonstration has sealed nothing yet; a year's worth of checks needs some."""
    for row in Record.objects.filter(status=Record.Status.OPEN).order_by("village", "pk"):
        items = {entry["key"]: "有" for entry in row.category.metadata}
        Record.objects.filter(pk=row.pk).update(metadata=items | row.metadata)
        cadre = User.objects.filter(memberships__villages=row.village).first()
        try:
            RECORD.perform("seal", Record.objects.get(pk=row.pk), by=cadre)
        except Refused:
            continue
        if Record.objects.sealed().count() >= most:
            return


def undone(path):
    """Sentences on tasks of a path that were not done to their end."""
    rows = DBTaskResult.objects.filter(task_path=path).exclude(status="SUCCESSFUL")
    rows = rows.filter(run_after__lte=timezone.now()) | rows.filter(
        status__in=["FAILED", "RUNNING"]
    )
    return [f"{row.status} {row.exception_class_path}" for row in rows]


def reading():
    words = FileWords.objects.order_by("-pk")[:3]
    files = [row.pk for row in words]
    FileWords.objects.filter(pk__in=files).delete()
    for pk in files:
        words_acts.read_file.enqueue(pk)

    def look():
        if FileWords.objects.filter(pk__in=files).count() != len(files):
            yield "a file was not read"
        yield from undone(words_acts.read_file.module_path)

    return look


def setting_papers():
    """A village's day at work, whose papers the worker is to set."""
    village, today = Village.objects.filter(groups__isnull=False).first(), timezone.localdate()
    cadre = User.objects.filter(memberships__villages=village).first()
    row = Publicity(village=village, channel="yard", on=today, contents=["charter"], place="院坝")
    row.headcount = 40
    record_publicity(row, village.groups.all()[:1], by=cadre)
    papers = DrawnPaper.objects.filter(part__record__source=f"publicity:{row.pk}")

    def look():
        if not papers.exists() or papers.waiting().exists():
            yield "a paper was not set"
        for paper in papers:
            if paper.part.files.count() != 1:
                yield f"{paper} has {paper.part.files.count()} files"
        yield from undone(paper_acts.set_papers.module_path)

    return look


def scanning():
    """Of one scan; the other kinds of work go on without what the demonstration's pictures say."""
    settings.READ_SCANS = True
    pictures = PartFile.objects.filter(file__media_type="image/jpeg")
    file = pictures.order_by("file").values_list("file", flat=True).first()
    ScanReading.objects.filter(pk=file).delete()
    scan_reading.ask([file])

    def look():
        settings.READ_SCANS = False
        row = ScanReading.objects.filter(pk=file).first()
        if row is not None and (not row.is_read or len(row.words) != 1):
            yield f"a scan was left {row.state}, {len(row.words)} pages of 1"
        yield from undone(scan_reading.read_scan.module_path)

    return look


def checking():
    village, year = sealed_place()
    since = timezone.now()
    fixity.ask_for_check(village, year, by=office())

    def look():
        made = FixityRun.objects.filter(checked_at__gte=since, occasion="demand").count()
        if made != 1:
            yield f"checked {made} times"
        yield from undone(fixity.check_year.module_path)

    return look


def workbooks():
    round = Round.objects.filter(
        pk__in=Sheet.objects.of_evaluators().values("evaluation__round")
    ).first()
    batch = workbook_batch.ask_for_workbooks(round, by=office())

    def look():
        batch.refresh_from_db()
        if not batch.is_done or batch.files.count() != batch.most:
            yield f"{batch.files.count()} of {batch.most} workbooks, {batch.fault}"

    return look


def receiving():
    village, year = sealed_place()
    content = b"".join(package_papers.package(village, year, office()))
    before = Record.objects.count()
    name = intake.put(SimpleUploadedFile(f"{timezone.now():%H%M%S%f}.zip", content))
    task = intake.take_over.enqueue(name, 1, office().pk)

    def look():
        outcome = DBTaskResult.objects.get(pk=task.id).return_value or {}
        if not outcome.get("known") or intake.find(name) or Record.objects.count() != before:
            yield f"taken over: {outcome}, {Record.objects.count() - before} records more"

    return look


def old_records():
    village, _ = sealed_place()
    first = TakeIn.objects.count() * 100 + 1
    numbers = range(first, first + 12)
    files = {f"2019/{number}.pdf": pdf(number) for number in numbers}
    row = take_in.prepare(village, package(files), catalogue([*map(line, numbers)]), by=office())
    waiting = row.lines.waiting().count()
    take_in.start(row, by=office())

    def look():
        row.refresh_from_db()
        kept = Record.objects.filter(pk__in=row.lines.values("record")).count()
        if not row.finished_at or kept != waiting or not waiting:
            yield f"{kept} of {waiting} lines became records"
        codes = list(Record.objects.exclude(former_code="").values_list("former_code", flat=True))
        if len(codes) != len(set(codes)):
            yield "a line became two records"

    return look


def scans_read():
    village, _ = sealed_place()
    sheets = [blank().resize((620 + ScanBatch.objects.count(), 877))] * 6
    kept = store(BytesIO(scanned(sheets)), "扫描.pdf")
    batch = scan.take_in(village, [(kept, "扫描.pdf")], by=office())

    def look():
        batch.refresh_from_db()
        if batch.stage != ScanBatch.Stage.WAITING or batch.pages.unread().exists():
            yield f"{batch.pages.unread().count()} of 6 pages were not read"

    return look


def night():
    nightly.rounds().filter(status="READY").delete()
    since = timezone.now()
    nightly.nightly.enqueue()

    def look():
        planned = nightly.rounds().filter(status="READY", run_after__gt=timezone.now()).count()
        if planned != 1:
            yield f"{planned} nights are planned"
        rows = FixityRun.objects.filter(checked_at__gte=since, occasion="schedule", record=None)
        pairs = list(rows.values_list("village", "year"))
        if len(pairs) != len(set(pairs)):
            yield "a year was checked twice in a night"
        yield from undone(nightly.nightly.module_path)
        yield from undone(nightly.check.module_path)

    return look


def backing_up():
    place = Path(settings.BACKUP_TO)
    for memory in settings.DATA_DIR.glob("last_backup.json"):
        memory.unlink()
    before = len(list(place.glob("backup-*.json")))
    nightly.keep_backup.enqueue()

    def look():
        made = len(list(place.glob("backup-*.json"))) - before
        # A kill between the last file and its memory leaves a whole backup more, never a half.
        if made not in (1, 2):
            yield f"backed up {made} times"
        yield from undone(nightly.keep_backup.module_path)

    return look


def moving():
    """A round in its self-evaluation whose day was yesterday."""
    round = Round.objects.filter(status="self").first()
    if round is None:
        return checking()
    yesterday = date.today() - timedelta(days=1)
    Round.objects.filter(pk=round.pk).update(moves_for=office(), self_due=yesterday)
    phase.move_by_date.enqueue(round.pk, "self", yesterday.isoformat())

    def look():
        told = Entry.objects.about(round).filter(verb__endswith="start_scoring").count()
        round.refresh_from_db()
        if (round.status == "self") == bool(told) or told > 1:
            yield f"moved {told} times, {round.status}"
        yield from undone(phase.move_by_date.module_path)

    return look


KINDS = {
    one.__name__: one
    for one in (
        workbooks,
        checking,
        setting_papers,
        receiving,
        old_records,
        scans_read,
        reading,
        scanning,
        night,
        backing_up,
        moving,
    )
}
