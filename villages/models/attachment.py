"""Photos and files that belong to what a village has recorded; who sees the row sees its files."""

from django.conf import settings
from django.db import models
from django.urls import reverse

from township.access import ScopedQuerySet
from township.files.models import StoredFile
from villages.models.village import Village


class AttachmentQuerySet(ScopedQuerySet):
    scope = {"township": "village__township", "village": "village"}

    def of(self, instance):
        """Files of one row, in the order they came."""
        return self.filter(noun=instance._meta.model_name, object_id=instance.pk)

    def counts(self, model, pks):
        """{row's pk: number of files} in one query."""
        rows = self.filter(noun=model._meta.model_name, object_id__in=pks)
        return dict(rows.order_by().values_list("object_id").annotate(number=models.Count("pk")))


class Attachment(models.Model):
    village = models.ForeignKey(Village, on_delete=models.PROTECT, related_name="attachments")
    noun = models.CharField("对象", max_length=30)
    object_id = models.PositiveBigIntegerField("对象编号")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    file_name = models.CharField("文件名", max_length=255)
    added_at = models.DateTimeField("加入时间", auto_now_add=True)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        verbose_name = "照片和文件"
        indexes = [models.Index(fields=["noun", "object_id"], name="attachment_of")]
        constraints = [
            models.UniqueConstraint(
                fields=["noun", "object_id", "file"],
                name="attachment_once",
                violation_error_message="这份文件已经附在这里。",
            )
        ]

    def __str__(self):
        return self.file_name

    def get_absolute_url(self):
        return reverse("villages:attachment", args=[self.pk])
