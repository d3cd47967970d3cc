"""四性检测 (DA/T 70-2018): is what was kept authentic, complete, usable and safe?

Four aspects, each with its checks: bytes against the sums they came in with, numbers without
gaps, items filled, files that open in formats that last, virus and the log of acts. A finding
names the record and the file, so that somebody can go and look.
"""

from collections import defaultdict
from dataclasses import dataclass, field

from django.conf import settings
from django.db.models import Count

from archives.models import FixityRun, Part, PartFile, Record
from archives.numbering import parse_reference, series_findings
from township.files import sweeping
from township.files.errors import UploadRefused
from township.files.inspection import inspect
from township.files.models import StoredFile
from township.history.models import Chain, Entry

Occasion = FixityRun.Occasion
KINDS = {"changed": "内容被改动", "missing": "文件不见了", "orphan": "没有登记"}
AT_ONCE = 500


@dataclass
class Outcome:
    """What one run found; `aspects` and `findings` as the paper takes them."""

    aspects: list = field(default_factory=list)
    findings: list = field(default_factory=list)

    def check(self, aspect, item, method, good, findings):
        """Add one check; it passed when there are no findings."""
        row = next((one for one in self.aspects if one["name"] == aspect), None)
        if row is None:
            row = {"name": aspect, "is_passed": True, "checks": []}
            self.aspects.append(row)
        is_passed = not findings
        row["is_passed"] = row["is_passed"] and is_passed
        result = good if is_passed else f"{len(findings)}个问题"
        row["checks"].append(
            {"item": item, "method": method, "result": result, "is_passed": is_passed}
        )
        self.findings.extend(findings)


def run(village, year, *, occasion, by, record=None, opens=True):
    """Check one record, or all of a village and year that are sealed; returns the FixityRun.

    `opens`: every file is opened again, which takes seconds for many; without it the check relies
    on the inspection each file passed when it came in.
    """
    records = Record.objects.filter(pk=record.pk) if record else of_year(village, year)
    records = list(records.select_related("category"))
    versions = list(
        PartFile.objects.filter(part__record__in=[one.pk for one in records])
        .select_related("file", "part__record")
        .order_by("part__record", "part__order", "number")
    )
    outcome = Outcome()
    _authentic(outcome, versions)
    _complete(outcome, records, versions, village if record is None else None, year)
    _usable(outcome, versions, opens)
    _safe(outcome, village, versions)
    return FixityRun.objects.create(
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


def of_year(village, year):
    return Record.objects.sealed().filter(village=village, year=year)


def finding(kind, sentence, record=None, name=""):
    reference = (record.reference_code or record.title) if record else ""
    return {"reference": reference, "name": name, "kind": kind, "sentence": sentence}


def _authentic(outcome, versions):
    by_sum = defaultdict(list)
    for version in versions:
        by_sum[version.file.sha256].append(version)
    wrong = [
        finding(KINDS[one.kind], one.sentence, version.part.record, version.file_name)
        for one in sweeping.verify_files(_distinct(versions))
        for version in by_sum[one.sha256]
    ]
    good = f"{len(by_sum)}个文件一致"
    outcome.check("真实性", "文件校验值", "与存入时的SHA-256比对", good, wrong)
    lengths = [
        finding("大小不符", "文件大小与登记的不一致。", version.part.record, version.file_name)
        for version in versions
        if version.file.path.exists() and version.file.path.stat().st_size != version.file.size
    ]
    outcome.check("真实性", "元数据与文件", "大小逐个核对", "一致", lengths)


def _distinct(versions):
    return {version.file_id: version.file for version in versions}.values()


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


def empty_items(record):
    """Names of the category's items that the record leaves empty."""
    return [
        entry["name"]
        for entry in record.category.metadata
        if not str(record.metadata.get(entry["key"], "")).strip()
    ]


def number_findings(village=None, year=None):
    """Sentences on gaps and doubles in the numbers of a village and year, or of everything."""
    rows = Record.objects.sealed()
    if village is not None:
        rows = rows.filter(village=village, year=year)
    by_place = defaultdict(list)
    columns = ("village", "village__township__name", "reference_code")
    for pk, township, code in rows.order_by("id").values_list(*columns).iterator():
        by_place[pk, township].append(parse_reference(code))
    return [
        f"{township}：{sentence}"
        for (_, township), references in by_place.items()
        for sentence in series_findings(references)
    ]


def _usable(outcome, versions, opens):
    if not opens:
        outcome.check("可用性", "能否打开", "存入时已逐个打开检查", f"{len(versions)}个可读", [])
        return
    wrong = []
    for version in versions:
        if not version.file.path.exists():
            continue
        try:
            inspect(str(version.file.path), version.file_name)
        except UploadRefused as refusal:
            wrong.append(
                finding("打不开", refusal.sentence, version.part.record, version.file_name)
            )
    outcome.check("可用性", "能否打开", "逐个打开，查格式、加密和病毒", "全部可读", wrong)


def _safe(outcome, village, versions):
    scanned = "已扫描，未发现" if settings.CLAMAV_SOCKET else "没有配置病毒扫描，按类型和内容检查"
    outcome.check("安全性", "病毒和有害内容", "存入时检查", scanned, [])
    chain = Chain.objects.filter(township=village.township_id).first()
    count = Entry.objects.filter(chain=chain).count() if chain else 0
    broken = []
    if chain and chain.length != count:
        sentence = f"操作记录应有{chain.length}条，实有{count}条。"
        broken = [finding("操作记录不完整", sentence)]
    outcome.check("安全性", "操作记录", "条数与链尾核对", f"{count}条，连续", broken)


def verify():
    """For `manage.py verify`: a sentence for every file and record that is not as it was kept."""
    yield from _wrong_files()
    yield from number_findings()
    empty = Record.objects.sealed().annotate(kept=Count("parts__files")).filter(kept=0)
    for record in empty.select_related("village"):
        yield f"{record.village}“{record}”（{record.reference_code}）没有文件。"
    for part in Part.objects.annotate(kept=Count("files")).filter(kept=0).select_related("record"):
        yield f"“{part.record}”里的“{part}”没有文件。"


def _wrong_files():
    wrong = list(sweeping.verify_files())
    named = defaultdict(list)
    sums = [one.sha256 for one in wrong]
    for start in range(0, len(sums), AT_ONCE):
        rows = PartFile.objects.filter(file__sha256__in=sums[start : start + AT_ONCE])
        for row in rows.select_related("file", "part__record__village"):
            record = row.part.record
            place = f"{record.village}“{record}”（{record.reference_code or '未归档'}）"
            named[row.file.sha256].append(f"{place}的文件“{row.file_name}”")
    for one in wrong:
        for name in named[one.sha256] or [""]:
            yield f"{name}：{one.sentence}" if name else one.sentence


def repair(folder):
    """Put damaged and missing files back from a copy of the data folder.

    Yields (sentence, is_repaired). `folder` holds files/blobs/ab/<sha256>, as a backup does.
    """
    for one in list(sweeping.verify_files(StoredFile.objects.order_by("pk").iterator())):
        file = StoredFile.objects.get(sha256=one.sha256)
        copy = folder / "files" / "blobs" / one.sha256[:2] / one.sha256
        is_repaired = False
        if copy.is_file():
            with copy.open("rb") as stream:
                is_repaired = sweeping.repair(file, stream)
        yield one.sentence, is_repaired
