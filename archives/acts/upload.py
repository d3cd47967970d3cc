"""What a village's archive asks of a file sent to it: room, and whether it is there already."""

from functools import partial
from typing import Any

from django.db.models import Q, Sum

from archives.models import PartFile
from township.files import uploads
from township.files.errors import UploadRefused
from township.files.models import StoredFile, Upload
from township.files.room import GB, waiting
from township.users.models import User
from villages.models import Village


def space_used(village: Village) -> int:
    """Bytes of all files in a village's records; the same content counts once."""
    files = PartFile.objects.filter(part__record__village=village).values("file")
    return StoredFile.objects.filter(pk__in=files).aggregate(sum=Sum("size"))["sum"] or 0


def refuse_over_quota(village: Village, by: User, size: int = 0) -> None:
    """Raises UploadRefused when the village's files pass its limit: those of its records, what its
    cadres and `by` have announced or sent and not saved, and `size` bytes more."""
    quota = village.township.setting("village_quota_gb") * GB
    people = User.objects.filter(Q(pk=by.pk) | Q(memberships__in=village.cadres.all()))
    if space_used(village) + waiting(people) + size > quota:
        raise UploadRefused(f"{village}的档案空间已满（上限{quota // GB}GB），请联系镇创建办公室。")


def begin(village: Village, name: str, length: int, *, by: User) -> Upload:
    """A new Upload for the archive of `village`. Raises UploadRefused before a byte is sent."""
    return uploads.begin(name, length, by=by, limits=[partial(refuse_over_quota, village)])


def duplicate_of(file: StoredFile, village: Village, *, beside: Any = None) -> str:
    """A sentence that names the record holding the same content already, or "".

    `beside`: the record that the file has just been put to, which does not count.
    """
    rows = PartFile.objects.filter(file=file, part__record__village=village)
    if beside is not None:
        rows = rows.exclude(part__record=beside)
    row = rows.select_related("part__record").first()
    return f"和档案“{row.part.record}”里的“{row.file_name}”内容相同。" if row else ""
