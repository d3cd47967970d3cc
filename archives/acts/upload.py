"""What a village's archive asks of a file sent to it: room, and whether it is there already."""

from typing import Any

from django.db.models import Sum

from archives.models import PartFile
from township.files import uploads
from township.files.errors import UploadRefused
from township.files.models import StoredFile, Upload
from township.files.names import clean_name
from township.files.uploads import GB
from township.users.models import User
from villages.models import Village


def space_used(village: Village) -> int:
    """Bytes of all files in a village's records; the same content counts once."""
    files = PartFile.objects.filter(part__record__village=village).values("file")
    return StoredFile.objects.filter(pk__in=files).aggregate(sum=Sum("size"))["sum"] or 0


def refuse_over_quota(village: Village, size: int) -> None:
    """Raises UploadRefused when `size` more bytes would pass the village's limit."""
    quota = village.township.setting("village_quota_gb") * GB
    if space_used(village) + size > quota:
        raise UploadRefused(f"{village}的档案空间已满（上限{quota // GB}GB），请联系镇创建办公室。")


def begin(village: Village, name: str, length: int, *, by: User) -> Upload:
    """A new Upload for the archive of `village`. Raises UploadRefused before a byte is sent."""
    uploads.refuse_unfit(clean_name(name), length)
    refuse_over_quota(village, length)
    return uploads.begin(name, length, by=by)


def duplicate_of(file: StoredFile, village: Village, *, beside: Any = None) -> str:
    """A sentence that names the record holding the same content already, or "".

    `beside`: the record that the file has just been put to, which does not count.
    """
    rows = PartFile.objects.filter(file=file, part__record__village=village)
    if beside is not None:
        rows = rows.exclude(part__record=beside)
    row = rows.select_related("part__record").first()
    return f"和档案“{row.part.record}”里的“{row.file_name}”内容相同。" if row else ""
