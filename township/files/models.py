from django.db import models

from township.files import blobs
from township.files.kinds import KINDS_BY_TYPE, fitting_name


class StoredFile(models.Model):
    """Bytes that were taken in, named by their content. Who may see them is the record's affair.

    No row exists without its file: `storing.store` puts the file down first.
    """

    sha256 = models.CharField("校验值", max_length=64, unique=True)
    size = models.BigIntegerField("字节数")
    media_type = models.CharField("格式", max_length=100)
    pages = models.PositiveSmallIntegerField("页数", null=True)
    created_at = models.DateTimeField("存入时间", auto_now_add=True)

    class Meta:
        app_label = "township"
        verbose_name = "文件"
        verbose_name_plural = "文件"
        constraints = [
            models.CheckConstraint(condition=models.Q(size__gt=0), name="storedfile_not_empty"),
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
