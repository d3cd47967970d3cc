"""Scans and photos of papers that came back: read page by page in the background, and filed only
when a person has looked. What is filed is a PDF of the pages, upright and in order, beside what the
system itself filed of the same matter.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from archives.acts import scan_reading
from archives.acts.record import add_part
from archives.models import Part, Record, ScanBatch, ScanPage
from archives.papers.leaves import leaf
from archives.papers.part import NewPart
from archives.queries.scan import OTHER, ScanGroup, proposed_titles, sheet_of, thing_of
from township.files import page_codes
from township.files.errors import PreviewUnavailable
from township.files.models import StoredFile
from township.files.storing import keep_composed
from township.history.chain import record as write_history
from township.papers.fact_sheet import fact_sheet
from township.papers.marking import read_mark
from township.papers.marks import Forged, MarkRefused, PaperMark, code_in
from township.tasks import PERSON_WAITS, Concern, work
from township.users.models import Township, User
from township.workflow import Refused
from villages.models import Village

MOST_PAGES = 60
FORGED = "二维码不是本系统打印的，或者被改过。请核对这张纸，再手工指定。"
UNKNOWN = "二维码是别的版本的系统打印的，认不出来。请手工指定。"
FOREIGN = "这是别的镇（街道）的文书，请退回，或者写明原因后去掉。"
SEVERAL = "这一页上有两个不同的二维码，分不清归到哪里。请分开重新扫描，或者手工指定。"
BLANK = "空白页，可以去掉。"
HOLLOW = (
    "这一页上什么也没有显示出来，可能已损坏。请对照原件：真是空白的去掉，不是的重新扫描这一页。"
)
MEANWHILE = "其中有的页别人已经办过，请刷新后再看。"
Outcome = ScanPage.Outcome


@transaction.atomic
def take_in(village: Village, files: Sequence[tuple[StoredFile, str]], *, by: User) -> ScanBatch:
    """A new batch of [(file, name)], to be read in the background. Refused when it is none."""
    wrong = [name for file, name in files if not (file.is_pdf or file.is_image)]
    if wrong:
        raise Refused(f"只收PDF和照片，这些不是：{'、'.join(wrong)}。")
    _refuse_again(village, files)
    leaves = [(file, number) for file, _ in files for number in range(1, (_pages(file)) + 1)]
    if len(leaves) > MOST_PAGES:
        raise Refused(f"一次最多{MOST_PAGES}页，这里有{len(leaves)}页。请分几次上传。")
    name = files[0][1] if len(files) == 1 else f"{files[0][1]}等{len(files)}个文件"
    batch = ScanBatch.objects.create(village=village, name=name[:255], made_by=by, left=len(leaves))
    ScanPage.objects.bulk_create(
        ScanPage(batch=batch, order=order, file=file, number=number)
        for order, (file, number) in enumerate(leaves, start=1)
    )
    write_history("scan.take_in", batch, by, f"上传扫描件：{name}，{len(leaves)}页")
    read_scans.enqueue(batch.pk)
    return batch


def _pages(file):
    return (file.pages or 1) if file.is_pdf else 1


def _refuse_again(village, files):
    """The same file twice, in one batch or in another one of which a page was not dropped."""
    ids = [file.pk for file, _ in files]
    names = {file.pk: name for file, name in files}
    if len(ids) != len(set(ids)):
        raise Refused("有两个文件内容完全相同，请移去一个。")
    there = ScanPage.objects.filter(batch__village=village, file__in=ids)
    known = there.exclude(outcome=Outcome.DROPPED).select_related("batch").order_by("pk")
    told = {names[one.file_id]: one.batch for one in known}
    if told:
        name, batch = next(iter(told.items()))
        day = timezone.localdate(batch.made_at)
        raise Refused(
            f"“{name}”{day.month}月{day.day}日已经上传过（{batch}），不用再传；"
            "要重新归档的，请打开那一批办理。"
        )


def _unread(pk):
    row = ScanBatch.objects.filter(pk=pk, stage=ScanBatch.Stage.READING)
    batch = row.select_related("village__township").first()
    return batch and Concern(str(batch), batch.get_absolute_url(), batch.made_by_id, batch)


@work("识别扫描件", priority=PERSON_WAITS, concern=_unread)
def read_scans(pk: Any) -> None:
    """Read every page that was not read yet; a page that cannot be read is told and the rest goes
    on."""
    batch = ScanBatch.objects.select_related("village").filter(pk=pk).first()
    if batch is None:
        return
    for page in batch.pages.unread().select_related("file"):
        read_one(page, batch)
        ScanBatch.objects.filter(pk=pk).update(alive_at=timezone.now())
    # What has no code tells by its words what it may be.
    codeless = batch.pages.codeless()
    scan_reading.ask(list(codeless.values_list("file", flat=True).distinct()))
    with transaction.atomic():
        _settle(ScanBatch.objects.select_for_update(of=("self",)).get(pk=pk))


def read_one(page: ScanPage, batch: ScanBatch) -> None:
    """What stands on a page, kept with its row."""
    try:
        told = page_codes.read_page(page.file, page.number)
    except PreviewUnavailable as error:
        page.fault = error.sentence
    else:
        _understand(page, batch, told)
    page.read_at = timezone.now()
    page.save(update_fields=[*READ, "read_at"])


READ = ("fault", "turn", "sheet", "thing", "place", "is_blank", "digest")


def _understand(page, batch, told):
    page.digest, page.is_blank = told["sum"], told["is_blank"]
    own = [(code, one["turn"]) for one in told["codes"] if (code := code_in(one["text"]))]
    if own:
        page.turn = own[0][1]
    elif told["codes"]:
        page.turn = told["codes"][0]["turn"]
    page.fault = HOLLOW if told["is_hollow"] else _fault(page, batch, [code for code, _ in own])
    if not page.fault:
        page.fault = _double(page)


def _fault(page, batch, codes):
    """Puts what the codes name into the page; a sentence where they name nothing to file."""
    marks, refused = set(), []
    for code in codes:
        try:
            marks.add(read_mark(code))
        except MarkRefused as error:
            refused.append(FORGED if isinstance(error, Forged) else UNKNOWN)
    things = {(one.township, one.sheet, one.thing) for one in marks}
    if len(things) > 1 or (things and refused):
        return SEVERAL
    if refused:
        return refused[0]
    if not marks:
        return BLANK if page.is_blank else ""
    mark: PaperMark = max(marks, key=lambda one: one.page)
    if mark.township != batch.village.township_id:
        return FOREIGN
    page.sheet, page.thing, page.place = mark.sheet, mark.thing, min(mark.page, 9998)
    return ""


def _double(page):
    """The same page was scanned before in this batch."""
    same = Q(digest=page.digest) if page.digest else Q(pk=None)
    if page.sheet and page.place:
        same |= Q(sheet=page.sheet, thing=page.thing, place=page.place, fault="")
    others = page.batch.pages.filter(same, order__lt=page.order).exclude(outcome=Outcome.DROPPED)
    first = others.order_by("order").first()
    return f"和第{first.order}页是同一页，多扫了一次的请去掉。" if first else ""


def _locked(batch: ScanBatch) -> ScanBatch:
    rows = ScanBatch.objects.select_for_update(of=("self",)).select_related("village__township")
    return rows.get(pk=batch.pk)


def _settle(batch):
    """The state of a batch follows from its pages."""
    pages = batch.pages.waiting()
    batch.left = pages.count()
    if pages.filter(read_at=None).exists():
        batch.stage = ScanBatch.Stage.READING
    else:
        batch.stage = ScanBatch.Stage.WAITING if batch.left else ScanBatch.Stage.SETTLED
    is_done = batch.stage == ScanBatch.Stage.SETTLED
    batch.settled_at = (batch.settled_at or timezone.now()) if is_done else None
    batch.save(update_fields=["left", "stage", "settled_at"])


def _pages_of(batch: ScanBatch, ids: Iterable[int]) -> list[ScanPage]:
    """Pages that wait, as they are now. Refused when one of them was settled meanwhile."""
    wanted = set(ids)
    found = list(batch.pages.waiting().filter(pk__in=wanted).select_related("file"))
    if not wanted or len(found) != len(wanted):
        raise Refused(MEANWHILE)
    return found


@dataclass(frozen=True)
class BoundPages:
    """The PDF of a group, and [(page id, turn)] of the pages in it."""

    name: str
    file: StoredFile
    leaves: list[tuple[int, int]]


def bind_group(batch: ScanBatch, group: ScanGroup) -> BoundPages:
    """Bind the pages of a group, with those of the same sheet that this batch brought before.

    Takes seconds: nothing may be locked meanwhile. Refused when a page cannot be bound.
    """
    pages = _pages_of(batch, [page.pk for page in group.pages])
    leaves, name = _leaves(batch, group, pages), _name(group, pages)
    if any(leaf.file is None for leaf in leaves):
        raise Refused("这一批的原件已经清理，不能再归档，请重新扫描。")
    try:
        content = page_codes.bind(name, [(one.file, one.number, one.turn) for one in leaves])
    except PreviewUnavailable as error:
        raise Refused(error.sentence) from None
    return BoundPages(name, keep_composed(content, f"{name}.pdf"), _as_bound(leaves))


def _leaves(batch, group, pages):
    before = batch.pages.filter(outcome=Outcome.FILED, sheet=group.sheet, thing=group.row.pk)
    leaves = [*before.select_related("file"), *pages]
    return sorted(leaves, key=lambda one: (one.place or 9999, one.order))


def _as_bound(leaves):
    return [(one.pk, one.turn) for one in leaves]


@transaction.atomic
def file_group(batch: ScanBatch, group: ScanGroup, bound: BoundPages, *, by: User) -> Record:
    """File the pages of a group that wait, as they were bound, with the record of their thing;
    returns the record."""
    batch = _locked(batch)
    pages = _pages_of(batch, [page.pk for page in group.pages])
    if _as_bound(_leaves(batch, group, pages)) != bound.leaves:
        raise Refused(MEANWHILE)
    sheet = sheet_of(group.sheet)
    row = thing_of(group.sheet, group.row.pk, by)
    if sheet is None or row is None:
        raise Refused("这件事现在不归您办，没有归档。")
    if closed := sheet.closed(row):
        raise Refused(f"{row}：{closed}")
    record = sheet.record(row, by)
    if not Record.objects.for_user(by, "record.edit").filter(pk=record.pk).exists():
        raise Refused("这件档案不归您办，没有归档。")
    name = bound.name
    part = NewPart(name, bound.file, f"{name}.pdf", kind=sheet.kind, key=_key(batch, group))
    # Files are given, no words: there is a version at once.
    added: Any = add_part(record, part, by=by, reason="扫描件归档" if record.is_sealed else "")
    if not record.is_sealed:
        Part.objects.filter(pk=added.part_id).update(kind=sheet.kind, name=name)
    now = timezone.now()
    batch.pages.filter(pk__in=[one.pk for one in pages]).update(
        outcome=Outcome.FILED, part=added.part, fault="", settled_by=by, settled_at=now
    )
    told = f"扫描件归档：{name}，{len(bound.leaves)}页"
    write_history("scan.file", record, by, told)
    write_history("scan.file", batch, by, f"{told}，归到“{record}”")
    _settle(batch)
    return record


def _key(batch, group):
    return f"{Part.SCANNED}{batch.pk}:{group.sheet}:{group.row.pk}"


def _name(group, pages):
    if group.sheet == OTHER:
        return next(iter(proposed_titles(pages).values()), "扫描件")
    return f"{group.label}（扫描件）"


@transaction.atomic
def take_back(batch: ScanBatch, part: Part, *, by: User, reason: str) -> None:
    """What was filed wrongly waits again. The record keeps the former version, and says so in a new
    one: nothing that was in an archive is deleted from it."""
    batch = _locked(batch)
    pages = list(batch.pages.filter(part=part, outcome=Outcome.FILED))
    if not pages:
        raise Refused("这些页已经取回，请刷新后再看。")
    if batch.cleared_at:
        raise Refused("这一批的原件已经清理，不能取回；归错的，请在那件档案里补充说明。")
    record = part.record
    if not Record.objects.for_user(by, "record.edit").filter(pk=record.pk).exists():
        raise Refused("这件档案不归您办。")
    rows = [
        ("材料", part.name), ("页数", f"{len(pages)}页"), ("为什么取回", reason),
        ("取回人", str(by)), ("取回日期", timezone.localdate()),
    ]  # fmt: skip
    values = fact_sheet(f"{part.name}取回说明", rows, on=timezone.localdate())
    note = leaf(f"{part.name}取回说明", "fact_sheet", values, record.village, key=part.key)
    add_part(record, note, by=by, reason="扫描件归错，取回" if record.is_sealed else "")
    if not record.is_sealed:  # It is no signed sheet any more.
        Part.objects.filter(pk=part.pk).update(kind=Part.Kind.ATTACHMENT)
    batch.pages.filter(pk__in=[one.pk for one in pages]).update(
        outcome=Outcome.WAITING, part=None, settled_by=None, settled_at=None
    )
    told = f"取回扫描件：{part.name}（{reason}）"
    write_history("scan.take_back", record, by, told)
    write_history("scan.take_back", batch, by, told)
    _settle(batch)


@transaction.atomic
def turn(batch: ScanBatch, page: ScanPage, degrees: int, *, by: User) -> None:
    """Turn a page that waits, clockwise."""
    batch = _locked(batch)
    (row,) = _pages_of(batch, [page.pk])
    row.turn = (row.turn + degrees) % 360
    row.save(update_fields=["turn"])
    write_history("scan.turn", batch, by, f"转正{row}")


@transaction.atomic
def assign(batch: ScanBatch, page: ScanPage, name: str, thing: int, *, by: User) -> None:
    """Say by hand what a page is of; it is filed with its group."""
    batch = _locked(batch)
    (row,) = _pages_of(batch, [page.pk])
    found = thing_of(name, thing, by)
    if found is None:
        raise Refused("没有这件事，或者不归您办。")
    row.sheet, row.thing, row.place, row.fault = name, thing, 0, ""
    row.save(update_fields=["sheet", "thing", "place", "fault"])
    write_history("scan.assign", batch, by, f"{row}指定归到：{found}")


@transaction.atomic
def drop(batch: ScanBatch, pages: Iterable[ScanPage], *, by: User, reason: str) -> None:
    """Pages that go nowhere."""
    batch = _locked(batch)
    rows = _pages_of(batch, [page.pk for page in pages])
    batch.pages.filter(pk__in=[row.pk for row in rows]).update(
        outcome=Outcome.DROPPED, reason=reason, settled_by=by, settled_at=timezone.now()
    )
    told = "、".join(map(str, sorted(rows, key=lambda one: one.order)))
    write_history("scan.drop", batch, by, f"去掉{told}（{reason}）")
    _settle(batch)


@transaction.atomic
def put_back(batch: ScanBatch, page: ScanPage, *, by: User) -> None:
    """A page that was dropped waits again."""
    batch = _locked(batch)
    if batch.cleared_at:
        raise Refused("这一批的原件已经清理，请重新扫描。")
    rows = batch.pages.filter(pk=page.pk, outcome=Outcome.DROPPED)
    if not rows.update(outcome=Outcome.WAITING, reason="", settled_by=None, settled_at=None):
        raise Refused("这一页已经放回，请刷新后再看。")
    write_history("scan.put_back", batch, by, f"放回{page}")
    _settle(batch)


@transaction.atomic
def read_again(batch: ScanBatch, *, by: User) -> None:
    """Go on after the worker fell silent."""
    batch = _locked(batch)
    if not batch.is_stuck:
        raise Refused("正在识别，请稍候。")
    batch.alive_at = timezone.now()
    batch.save(update_fields=["alive_at"])
    read_scans.enqueue(batch.pk)
    write_history("scan.read_again", batch, by, f"接着识别{batch}")


def clear_settled() -> int:
    """What was sent goes some days after all its pages are settled (nightly); returns how many
    batches. What was filed stays in its record."""
    count = 0
    for township in Township.objects.all():
        until = timezone.now() - timedelta(days=township.setting("scan_keep_days"))
        due = ScanBatch.objects.filter(
            village__township=township, settled_at__lt=until, cleared_at=None
        )
        for batch in due:
            with transaction.atomic():
                batch = _locked(batch)
                if batch.settled_at and batch.settled_at < until:
                    batch.pages.update(file=None)
                    batch.cleared_at = timezone.now()
                    batch.save(update_fields=["cleared_at"])
                    count += 1
    return count
