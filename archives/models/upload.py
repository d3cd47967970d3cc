"""A file on its way in, piece by piece: what has arrived is kept until the connection is back."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from township.access import ScopedQuerySet
from township.files import blobs
from township.files.models import StoredFile
from villages.models import Village


class UploadQuerySet(ScopedQuerySet):
    scope = {"township": "village__township", "village": "village", "owner": "by"}

    def finished(self):
        return self.exclude(file=None)


class Upload(models.Model):
    """`offset` bytes of `length` are safe on disk; `file` is set when all have come."""

    key = models.CharField(max_length=32, unique=True)
    village = models.ForeignKey(Village, on_delete=models.CASCADE, related_name="uploads")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    name = models.CharField("文件名", max_length=255)
    length = models.BigIntegerField("字节数")
    offset = models.BigIntegerField("已收到", default=0, db_column="received")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField("开始时间", auto_now_add=True)

    objects = UploadQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        verbose_name = "上传中的文件"
        constraints = [
            models.CheckConstraint(
                name="upload_within_length",
                condition=Q(offset__gte=0, offset__lte=F("length")) & Q(length__gt=0),
            )
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("archives:upload", args=[self.key])

    @property
    def path(self):
        """Where the file grows."""
        return blobs.temporary_folder() / f"upload-{self.key}"
