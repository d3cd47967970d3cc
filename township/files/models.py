from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils import timezone

from township.access import ScopedQuerySet
from township.files import blobs
from township.files.kinds import KINDS_BY_TYPE, fitting_name
from township.touched import WatchedQuerySet


class StoredFileQuerySet(WatchedQuerySet):
    def unclaimed(self):
        """Files that belong to nothing: of a refused form, of a table that was only read."""
        for model, field in keepers():
            rows = model._default_manager.filter(**{field: OuterRef("pk")}).order_by()
            self = self.filter(~Exists(rows))
        return self


class StoredFile(models.Model):
    """Bytes that were taken in, named by their content. Who may see them is the record's affair.

    No row exists without its file: `storing.store` puts the file down first. What belongs to
    nothing a day after it was last sent (`taken_at`) goes (`sweeping.discard`).
    """

    sha256 = models.CharField("校验值", max_length=64, unique=True)
    size = models.BigIntegerField("字节数")
    media_type = models.CharField("格式", max_length=100)
    pages = models.PositiveSmallIntegerField("页数", null=True)
    created_at = models.DateTimeField("存入时间", auto_now_add=True)
    taken_at = models.DateTimeField("最近收到", default=timezone.now)

    # What whoever sends it is told of it; only where it was just taken in (inspection.inspect).
    warnings: tuple[str, ...] = ()

    objects = StoredFileQuerySet.as_manager()

    class Meta:
        app_label = "township"
        verbose_name = "文件"
        verbose_name_plural = "文件"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(size__gt=0),
                name="storedfile_not_empty",
                violation_error_message="文件是空的，请换一个。",
            ),
        ]

    def __str__(self):
        return f"{self.kind_label} {self.sha256[:8]}"

    @property
    def path(self):
        """A file to read it from: the blob itself, or a copy where an object store keeps it."""
        return blobs.local(self.sha256)

    @property
    def kind(self):
        return KINDS_BY_TYPE[self.media_type]

    @property
    def kind_label(self):
        """Word for the format as an office says it: Word文档, 照片, PDF文件…"""
        return self.kind.label

    @property
    def extension(self):
        """Usual ending of such a file, with the dot."""
        return self.kind.extensions[0]

    def name_for(self, name):
        """The name to keep it under: `name` with an ending that fits the content."""
        return fitting_name(name, self.kind)

    @property
    def is_image(self):
        return self.media_type.startswith("image/")

    @property
    def is_pdf(self):
        return self.media_type == "application/pdf"


def keepers():
    """[(model, name of its field)] of all that keeps a file; what is only read from it does not."""
    relations = StoredFile._meta.get_fields(include_hidden=True)
    return [
        (one.related_model, one.field.name)
        for one in relations
        if one.auto_created and not one.concrete and one.on_delete is models.PROTECT
    ]


class UploadQuerySet(ScopedQuerySet):
    scope = {"owner": "by"}

    def finished(self):
        return self.exclude(file=None)

    def of_keys(self, keys):
        """Those that were given one of the keys; whatever else a page sends is no key."""
        return self.filter(key__in=[key for key in keys if key.isascii() and key.isalnum()])

    def unsaved(self):
        return self.filter(is_saved=False)


class Upload(models.Model):
    """A file on its way in, piece by piece: `offset` bytes of `length` are safe on disk.

    `file` is set when all have come, `is_saved` when a form has taken it; the row is forgotten
    after a day, so that the same form sent again (Back) still finds its files.
    """

    key = models.CharField(max_length=32, unique=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    name = models.CharField("文件名", max_length=255)
    length = models.BigIntegerField("字节数")
    offset = models.BigIntegerField("已收到", default=0, db_column="received")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, related_name="+")
    is_saved = models.BooleanField("已保存", default=False)
    created_at = models.DateTimeField("开始时间", auto_now_add=True)

    objects = UploadQuerySet.as_manager()

    class Meta:
        app_label = "township"
        ordering = ["id"]
        verbose_name = "上传中的文件"
        constraints = [
            models.CheckConstraint(
                name="upload_within_length",
                violation_error_message="收到的内容比文件还长，请重新上传。",
                condition=Q(offset__gte=0, offset__lte=F("length")) & Q(length__gt=0),
            )
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("upload", args=[self.key])

    @property
    def path(self):
        """Where the file grows."""
        return blobs.temporary_folder() / f"upload-{self.key}"
