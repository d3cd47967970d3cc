"""Is there room for a file? What was announced counts as if all of it were here already.

A township has a quota, the disk a floor that stays free for the database. Whoever announces a file
has a row (Upload) before the question is asked: of many at the same moment each counts the others,
so that together they never pass a limit.
"""

import shutil
from functools import lru_cache

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import connection
from django.db.models import F, Sum, Value

from township.files import blobs
from township.files.errors import UploadRefused
from township.files.models import StoredFile, Upload, keepers

MB, GB = 1024**2, 1024**3
NEARLY_FULL = 0.9
# Stands for the township in a question that is written once.
SOME_TOWNSHIP = -1
FULL = "存放文件的磁盘快满了，没有收下。请先不要再传，并告诉系统管理员腾出空间或扩容。"


def used(township):
    """Bytes of all files that belong to something of the township; the same content counts once."""
    sql, asked = _used_by(connection.vendor)
    with connection.cursor() as cursor:
        cursor.execute(sql, [township.pk if one == SOME_TOWNSHIP else one for one in asked])
        return cursor.fetchone()[0] or 0


@lru_cache
def _used_by(vendor):
    """(the question, with what in it): to be written it takes Django longer than the database to
    answer it, and home pages and every file ask it."""
    theirs = []
    for model, field in keepers():
        path = model._default_manager.all().scope.get("township")
        if path:
            rows = model._default_manager.filter(**{path: SOME_TOWNSHIP}).order_by()
            theirs.append(rows.filter(**{f"{field}__isnull": False}).values(field))
    # One list of ids: of many, joined by OR, every file there is would be looked up.
    rows = StoredFile.objects.filter(pk__in=theirs[0].union(*theirs[1:])).order_by()
    summed = rows.annotate(one=Value(1)).values("one").annotate(sum=Sum("size")).values("sum")
    return summed.query.sql_with_params()


def waiting(people):
    """Bytes that `people` (a query of users) have announced or sent, and not saved yet."""
    return _sum(Upload.objects.unsaved().filter(by__in=people), "length")


def waiting_in(township):
    """Bytes announced or sent by the people of a township, and not saved yet."""
    return waiting(get_user_model().objects.filter(memberships__township=township))


def free():
    """Bytes the disk can still take above its floor, once all that was announced has come."""
    to_come = _sum(Upload.objects.filter(file=None), F("length") - F("offset"))
    with blobs.storage_errors():
        on_disk = shutil.disk_usage(blobs.temporary_folder()).free
    return on_disk - to_come - settings.DISK_FLOOR


def refuse_full_disk(size=0):
    """Raises UploadRefused when `size` bytes, of which no Upload speaks, would fill the disk."""
    if free() < size:
        raise UploadRefused(FULL)


def refuse_without_room(by):
    """Raises UploadRefused when the disk or the township of `by` is full with what is announced."""
    refuse_full_disk()
    if (township := by.township_for("upload.send")) is not None:
        refuse_over_quota(township)


def refuse_over_quota(township, size=0):
    """Raises UploadRefused when the files of a township, and `size` bytes more, pass its quota."""
    if used(township) + waiting_in(township) + size > quota_of(township):
        raise UploadRefused(
            f"{township}的文件空间已满（上限{quota_of(township) // GB}GB），没有收下。"
            "请移去还没有保存的文件，或请镇创建办公室在“本镇设置”里放宽上限。"
        )


def quota_of(township):
    """Bytes that the files of a township may have."""
    return township.setting("township_quota_gb") * GB


def is_nearly_full(township):
    """Do the files that are kept take more than nine tenths of a township's quota?"""
    return used(township) > quota_of(township) * NEARLY_FULL


def _sum(rows, of):
    return rows.aggregate(sum=Sum(of))["sum"] or 0
