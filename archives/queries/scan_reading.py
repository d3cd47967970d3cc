"""What was read off a record's scans, for its own page: what it looks like, what to mind."""

from dataclasses import dataclass

from django.utils import timezone

from archives.models import PartFile, Record, ScanReading
from archives.rules.page_likeness import Likeness, likeness


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
