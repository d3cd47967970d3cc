"""四性检测 (DA/T 70-2018): is what was kept authentic, complete, usable and safe?

Four aspects, each with its checks: bytes against the sums they came in with, numbers without
gaps, items filled, files that open in formats that last, virus and the log of acts. A finding
names the record and the file, so that somebody can go and look.
"""

import hashlib
import json
import shutil
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.db.models import Count, QuerySet
from django.urls import reverse
from django.utils import timezone

from archives.acts import paper as paper_acts
from archives.models import FixityRun, Part, PartFile, Record
from archives.rules.numbering import parse_reference, series_findings
from township.files import sweeping, virus
from township.files.errors import UploadRefused
from township.files.inspection import inspect_all
from township.history import chain
from township.history.chain import record as write_history
from township.history.models import Entry
from township.tasks import PERSON_WAITS, Concern, work
from township.users.models import Township, User
from villages.models import Village

Occasion = FixityRun.Occasion
KINDS = {"changed": "内容被改动", "missing": "文件不见了", "orphan": "没有登记"}
FIXED, FILES = "元数据校验值", "文件清单校验值"
# What may still change after sealing (see the frozen columns of Record).
MOVABLE = {"status", "version", "paper_box", "paper_number"}
AT_ONCE = 500
MB = 2**20
LEAST_FREE = 1024 * MB


@dataclass
class FixityOutcome:
    """What one run found; `aspects` and `findings` as the paper takes them."""

    aspects: list = field(default_factory=list)
    findings: list = field(default_factory=list)

    def leave_out(self, aspect: Any, item: Any, why: Any) -> None:
        """Add one check that was not made: it neither passed nor failed."""
        row = self._row(aspect)
        row["checks"].append({"item": item, "method": why, "result": "未检测", "is_passed": None})

    def _row(self, aspect):
        row = next((one for one in self.aspects if one["name"] == aspect), None)
        if row is None:
            row = {"name": aspect, "is_passed": True, "checks": []}
            self.aspects.append(row)
        return row

    def check(
        self, aspect: str, item: str, method: str, good: str, findings: Sequence[Mapping[str, str]]
    ) -> None:
        """Add one check; it passed when there are no findings."""
        row = self._row(aspect)
        is_passed = not findings
        row["is_passed"] = row["is_passed"] and is_passed
        result = good if is_passed else f"{len(findings)}个问题"
        row["checks"].append(
            {"item": item, "method": method, "result": result, "is_passed": is_passed}
        )
        self.findings.extend(findings)


def run(
    village: Village,
    year: int,
    *,
    occasion: str,
    by: User | None,
    record: Record | None = None,
    opens: bool = True,
) -> FixityRun:
    """Check one record, or all of a village and year that are sealed; returns the FixityRun.

    `opens`: every file is opened again, which takes seconds for many; without it the check relies
    on the inspection each file passed when it came in.
    """
    rows = Record.objects.filter(pk=record.pk) if record else of_year(village, year)
    records = list(rows.select_related("category"))
    versions = versions_of(records)
    outcome = FixityOutcome()
    _authentic(outcome, records, versions, village if record is None else None)
    _complete(outcome, records, versions, village if record is None else None, year)
    _usable(outcome, versions, opens)
    _safe(outcome, opens)
    return _keep(
        FixityRun(
            village=village,
            year=year,
            record=record,
            occasion=occasion,
            by=by,
            records=len(records),
            files=len(versions),
            size=sum(version.file.size for version in versions),
            aspects=outcome.aspects,
            findings=outcome.findings,
            is_passed=not outcome.findings,
        )
    )


@transaction.atomic
def _keep(run):
    """A year that did not pass, or passes again, is told in the history."""
    of_year = FixityRun.objects.filter(record=None, village=run.village, year=run.year)
    before = of_year.order_by("-pk").first()
    run.save()
    was_right = before is None or before.is_passed
    if run.record is None and not (run.is_passed and was_right):
        write_history("fixity.run", run, run.by, f"{run}：{run.conclusion}")
    return run


def of_year(village: Village, year: int) -> QuerySet:
    """Sealed records of a village's year, which is what is checked."""
    return Record.objects.sealed().filter(village=village, year=year)


def finding(
    kind: str, sentence: str, record: Record | None = None, name: str = ""
) -> dict[str, str]:
    """One finding as a run keeps it: {"reference", "name", "kind", "sentence"}; all are words."""
    reference = (record.reference_code or record.title) if record else ""
    return {"reference": reference, "name": name, "kind": kind, "sentence": sentence}


def fix(record: Record, *, by: User) -> None:
    """Write down, in the chained history, what a record was when it was sealed."""
    values = {
        FIXED: ["", _sum_of_fields(record)],
        FILES: ["", _sum_of_files(versions_of([record]))],
    }
    write_history("record.fix", record, by, f"固定档案内容：{record}", values)


def versions_of(records: Sequence[Record]) -> list[PartFile]:
    """All versions of all files of `records`, in order."""
    rows = PartFile.objects.filter(part__record__in=[one.pk for one in records])
    rows = rows.select_related("file", "part__record__village")
    return list(rows.order_by("part__record", "part__order", "number"))


def _sum_of_fields(record):
    """SHA-256 over what sealing froze; state, version and the paper copy's place may change."""
    names = [field.attname for field in Record._meta.concrete_fields if field.name not in MOVABLE]
    told = {name: getattr(record, name) for name in names}
    text = json.dumps(told, ensure_ascii=False, sort_keys=True, cls=DjangoJSONEncoder)
    return hashlib.sha256(text.encode()).hexdigest()


def _sum_of_files(versions):
    told = "\n".join(f"{one.part_id} {one.number} {one.file.sha256}" for one in versions)
    return hashlib.sha256(told.encode()).hexdigest()


def _authentic(outcome, records, versions, village):
    wrong = [
        finding(kind, sentence, version.part.record, version.file_name)
        for kind, sentence, version in wrong_versions(versions)
    ]
    good = f"{len(_distinct(versions))}个文件一致"
    outcome.check("真实性", "文件校验值", "与存入时的SHA-256比对", good, wrong)
    sealed = [record for record in records if record.is_sealed]
    if sealed:
        altered = list(_altered(sealed, versions))
        method = "与归档时固定的校验值比对"
        outcome.check("真实性", "元数据和文件清单", method, f"{len(sealed)}件一致", altered)
    if village is not None:
        broken = [finding("操作记录", one) for one in chain.verify(village.township)]
        outcome.check("真实性", "操作记录", "逐条验算校验链", "完整", broken)


def wrong_versions(versions: Sequence[PartFile]) -> Iterator[tuple[str, str, PartFile]]:
    """(kind, sentence, version) for each version whose bytes are not those that came in."""
    by_sum = defaultdict(list)
    for version in versions:
        by_sum[version.file.sha256].append(version)
    for one in sweeping.verify_files(_distinct(versions)):
        kind, sentence = KINDS[one.kind], one.sentence
        other = PartFile.objects.filter(file__sha256=one.actual).first() if one.actual else None
        if other:
            kind, sentence = "内容被调换", f"文件的内容被换成了“{other.file_name}”的内容。"
        for version in by_sum[one.sha256]:
            yield kind, sentence, version


def _altered(records, versions):
    """Findings for sealed records that are not what their entry in the history says."""
    for record, kind, sentence in _alterations(records, versions):
        yield finding(kind, sentence, record)


def _alterations(records, versions):
    """(record, kind, sentence) of the same."""
    entries = Entry.objects.filter(
        noun=Record._meta.label_lower, object_id__in=[one.pk for one in records], verb="record.fix"
    )
    fixed = {entry.object_id: entry for entry in entries.order_by("id")}
    held = defaultdict(list)
    for version in versions:
        held[version.part.record_id].append(version)
    for record in records:
        entry = fixed.get(record.pk)
        if entry is None:
            yield record, "没有固定值", "操作记录里没有归档时的校验值。"
            continue
        if entry.changes[FIXED][1] != _sum_of_fields(record):
            yield record, "元数据被改动", "题名、日期等内容与归档时不一致。"
        then = [one for one in held[record.pk] if one.added_at <= entry.at]
        if entry.changes[FILES][1] != _sum_of_files(then):
            yield record, "文件清单被改动", "文件清单与归档时不一致。"


def _distinct(versions):
    return list({version.file_id: version.file for version in versions}.values())


def _complete(outcome, records, versions, village, year):
    kept = {version.part.record_id for version in versions}
    empty = [
        finding("没有文件", "这件档案没有文件。", record)
        for record in records
        if record.pk not in kept
    ]
    outcome.check("完整性", "每件都有文件", "按件核对", f"{len(records)}件都有", empty)
    if village is not None:
        gaps = [finding("件号不连续", sentence) for sentence in number_findings(village, year)]
        outcome.check("完整性", "件号连续", "按年度、期限、类别检查", "没有缺号和重号", gaps)
    lacking = [
        finding("项目没有填", f"没有填：{'、'.join(names)}。", record)
        for record in records
        if record.source and (names := empty_items(record))
    ]
    outcome.check("完整性", "必填项目", "按类别要求核对", "都已填写", lacking)


def empty_items(record: Record) -> list[str]:
    """Names of the category's items that the record leaves empty."""
    return [
        entry["name"]
        for entry in record.category.metadata
        if not str(record.metadata.get(entry["key"], "")).strip()
    ]


def number_findings(village: Village, year: int) -> list[str]:
    """Sentences on gaps and doubles in the numbers of a village and year."""
    rows = Record.objects.sealed().filter(village=village, year=year)
    return [sentence for _, sentence in _number_faults(rows)]


def _number_faults(rows):
    """(township, sentence) on gaps and doubles in the numbers of sealed records."""
    by_village, unread = defaultdict(list), defaultdict(list)
    for pk, code in rows.order_by("id").values_list("village", "reference_code").iterator():
        try:
            by_village[pk].append(parse_reference(code))
        except ValueError as reason:
            unread[pk].append(f"档号写错了：{reason}")
    villages = Village.objects.select_related("township").in_bulk({*by_village, *unread})
    for pk, village in villages.items():
        for sentence in (*unread[pk], *series_findings(by_village[pk])):
            yield village.township, f"{village.township}：{sentence}"


def _usable(outcome, versions, opens):
    if not opens:
        outcome.check(
            "可用性", "能否打开", "存入时已逐个打开检查", f"存入时{len(versions)}个可读", []
        )
        return
    there = [version for version in versions if version.file.path.exists()]
    found = inspect_all([(str(version.file.path), version.file_name) for version in there])
    wrong = [
        finding("打不开", one.sentence, version.part.record, version.file_name)
        for version, one in zip(there, found, strict=True)
        if isinstance(one, UploadRefused)
    ]
    gone = len(versions) - len(there)
    good = f"{len(there)}个可读" + (f"，{gone}个不见了，没有打开" if gone else "")
    outcome.check("可用性", "能否打开", "逐个打开，查格式和加密", good, wrong)


def _safe(outcome, opens):
    """A scanner sees the files when they are opened; what was not scanned is not called clean."""
    outcome.check("安全性", "程序、脚本和宏", "存入时按内容检查", "未发现", [])
    if not virus.is_configured():
        outcome.leave_out("安全性", "病毒", "没有配置杀毒软件")
    elif not opens:
        outcome.leave_out("安全性", "病毒", "归档时不逐个扫描，移交和定期检测时扫描")
    else:
        outcome.check("安全性", "病毒", "杀毒软件逐个扫描", "未发现", [])
    full = []
    free = shutil.disk_usage(settings.DATA_DIR).free
    if free < LEAST_FREE:
        full = [finding("存储空间不足", f"存放档案的磁盘只剩{free // MB}MB，请尽快扩容。")]
    outcome.check("安全性", "存储介质", "剩余空间", f"剩余{free // LEAST_FREE}GB", full)


def _checked_since(village_pk, year, user_pk, asked_at):
    """The check of that year that this person asked for, where it is made already."""
    wanted = {"village": village_pk, "year": year, "by": user_pk, "record": None}
    rows = FixityRun.objects.filter(occasion=Occasion.DEMAND, checked_at__gte=asked_at, **wanted)
    return rows.order_by("pk").first()


def _unchecked(village_pk, year, user_pk, asked_at):
    whole = FixityRun.objects.filter(village=village_pk, year=year, record=None)
    if whole.filter(checked_at__gte=asked_at).exists():
        return None
    village = Village.objects.select_related("township").filter(pk=village_pk).first()
    about = f"{village}{year}年度档案"
    return village and Concern(about, reverse("archives:fixity_runs"), user_pk, village)


def ask_for_check(village: Village, year: int, *, by: User) -> str:
    """Queue the check of a village's year; returns the task's id."""
    return check_year.enqueue(village.pk, year, by.pk, timezone.now().isoformat()).id


@work("四性检测", priority=PERSON_WAITS, concern=_unchecked)
def check_year(village_pk: int, year: int, user_pk: int, asked_at: str) -> int:
    """Check a village's year in the background, once; returns the FixityRun's id."""
    made = _checked_since(village_pk, year, user_pk, asked_at)
    if made is None:
        village = Village.objects.select_related("township").get(pk=village_pk)
        by = User.objects.get(pk=user_pk)
        made = run(village, year, occasion=Occasion.DEMAND, by=by)
    return made.pk


def verify() -> Iterator[str]:
    """A sentence for every file and record that is not as it was kept."""
    for _, sentence in faults():
        yield sentence


def faults() -> Iterator[tuple[Township | None, str]]:
    """(township, sentence) of all that is wrong, for `manage.py verify`."""
    yield from _wrong_files()
    yield from _number_faults(Record.objects.sealed())
    yield from _altered_records()
    empty = Record.objects.sealed().annotate(kept=Count("parts__files")).filter(kept=0)
    for record in empty.select_related("village__township"):
        sentence = f"{record.village}“{record}”（{record.reference_code}）没有文件。"
        yield record.village.township, sentence
    yield from paper_acts.faults()
    bare = Part.objects.annotate(kept=Count("files")).filter(kept=0, drawn=None)
    for part in bare.select_related("record__village__township"):
        yield part.record.village.township, f"“{part.record}”里的“{part}”没有文件。"


def _wrong_files():
    for one in sweeping.verify_files():
        kept = PartFile.objects.filter(file__sha256=one.sha256)
        rows = list(kept.select_related("file", "part__record__village__township"))
        for kind, sentence, row in wrong_versions(rows):
            yield row.part.record.village.township, f"{place_of(row)}：{kind}，{sentence}"
        if not rows:
            yield None, one.sentence


def _altered_records():
    ids = list(Record.objects.sealed().order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(ids), AT_ONCE):
        rows = Record.objects.filter(pk__in=ids[start : start + AT_ONCE])
        records = list(rows.select_related("village__township"))
        for record, kind, sentence in _alterations(records, versions_of(records)):
            told = f"{record.reference_code or record.title}：{kind}，{sentence}"
            yield record.village.township, told


def place_of(version: PartFile) -> str:
    """The file as a person looks for it: village, record, number, name."""
    record = version.part.record
    number = record.reference_code or "未归档"
    return f"{record.village}“{record}”（{number}）的文件“{version.file_name}”"
