"""All evaluators' workbooks of a round, made in the background and sent out as one ZIP."""

from django.conf import settings
from django.db import models
from django.urls import reverse

from campaigns.models.round import Round
from township.access import ScopedQuerySet
from township.files.models import StoredFile


class WorkbookBatchQuerySet(ScopedQuerySet):
    scope = {"township": "round__campaign__township"}


class WorkbookBatch(models.Model):
    """One request for all workbooks; `done` of `most` are made."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="batches")
    most = models.PositiveIntegerField("份数")
    done = models.PositiveIntegerField("已生成", default=0)
    fault = models.CharField("没有生成的原因", max_length=200, blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField("时间", auto_now_add=True)

    objects = WorkbookBatchQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        verbose_name = "离线评分表"

    def __str__(self):
        return f"{self.round}离线评分表"

    def get_absolute_url(self):
        return reverse("campaigns:workbooks", args=[self.round_id])

    @property
    def is_running(self):
        return self.done < self.most and not self.fault

    @property
    def is_done(self):
        return self.done == self.most and not self.fault


class WorkbookFileQuerySet(ScopedQuerySet):
    scope = {"township": "batch__round__campaign__township"}


class WorkbookFile(models.Model):
    """One evaluator's workbook as it was made."""

    batch = models.ForeignKey(WorkbookBatch, on_delete=models.CASCADE, related_name="files")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    file_name = models.CharField("文件名", max_length=255)

    objects = WorkbookFileQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        verbose_name = "离线评分表文件"
        constraints = [
            models.UniqueConstraint(
                fields=["batch", "file_name"],
                name="workbookfile_once",
                violation_error_message="这一批里已经有同名的文件。",
            )
        ]

    def __str__(self):
        return self.file_name

    def get_absolute_url(self):
        return self.batch.get_absolute_url()
