"""What was read off scans, for the page and the form of their record: what it looks like, what to
mind."""

from dataclasses import dataclass

from django.utils import timezone

from archives.models import Category, PartFile, Record, ScanReading
from archives.rules.page_likeness import Likeness, likeness
from township.dates import cn_date
from township.files.models import StoredFile
from township.users.models import User
from villages.models import Village


@dataclass(frozen=True)
class PersonalTold:
    """Numbers of persons that a machine saw on a scan."""

    file_name: str
    identities: int
    telephones: int

    @property
    def numbers(self) -> str:
        """身份证号2处、电话号码1处"""
        told = (("身份证号", self.identities), ("电话号码", self.telephones))
        return "、".join(f"像{name}的{count}处" for name, count in told if count)


@dataclass(frozen=True)
class OfferedLikeness:
    """What a file looks like that waits for its form. `is_read`: nothing more will come."""

    found: Likeness | None
    is_read: bool
    category: Category | None = None

    @property
    def sentence(self) -> str:
        if self.found is None:
            return ""
        day = f"{cn_date(self.found.on)}的" if self.found.on else ""
        return f"这份扫描件像是{day}{self.found.kind}：“{self.found.title}”。填入后请对照原件核对。"

    @property
    def values(self) -> dict[str, str]:
        """What a person may have filled in, by field of the form."""
        if self.found is None:
            return {}
        category = str(self.category.pk) if self.category else ""
        on = self.found.on.isoformat() if self.found.on else ""
        values = {"title": self.found.title, "category": category, "on": on}
        return {name: value for name, value in values.items() if value}


def offered(file: StoredFile, village: Village, user: User) -> OfferedLikeness:
    """What the first page of a file looks like, for the form that it was sent for."""
    scan = ScanReading.objects.filter(pk=file.pk).first()
    if scan is None:
        return OfferedLikeness(None, is_read=True)
    lines = scan.lines_of(1)
    found = likeness(lines, timezone.localdate()) if lines else None
    if found is None:
        return OfferedLikeness(None, is_read=scan.is_finished or bool(scan.pages_read))
    rows = Category.objects.in_use().filter(township=village.township_id, code=found.category)
    return OfferedLikeness(found, is_read=True, category=rows.open_to(user).first())


def proposal(record: Record) -> Likeness | None:
    """What the first page of a record brought by hand looks like, where that is not what it says of
    itself already. To be offered, never taken."""
    if not record.is_open or record.is_by_fact:
        return None
    for version in _newest(record):
        scan = ScanReading.objects.filter(pk=version.file_id).first()
        if scan is None or not scan.lines_of(1):
            continue
        found = likeness(scan.lines_of(1), timezone.localdate())
        if found is None:
            return None
        is_said = found.title == record.title and found.on in (None, record.on)
        return None if is_said else found
    return None


def personal(record: Record) -> list[PersonalTold]:
    """[PersonalTold] of the newest files in which numbers of persons were seen."""
    newest = _newest(record)
    rows = ScanReading.objects.in_bulk([version.file_id for version in newest])
    return [
        PersonalTold(version.file_name, scan.identities, scan.telephones)
        for version in newest
        if (scan := rows.get(version.file_id)) and (scan.identities or scan.telephones)
    ]


def _newest(record):
    """The newest version of each part, in their order."""
    newest: dict[int, PartFile] = {}
    for version in PartFile.objects.filter(part__record=record).order_by("part__order", "-number"):
        newest.setdefault(version.part_id, version)
    return list(newest.values())
