"""旧档批量收入: a ZIP of files with an Excel catalogue, line by line, until all are records."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone

from archives.models.record import Record
from township.access import ScopedQuerySet
from villages.models import Village


class TakeInQuerySet(ScopedQuerySet):
    scope = {"township": "village__township", "village": "village"}


class TakeIn(models.Model):
    """One ZIP and its catalogue. `left` are files that no line names."""

    # The worker shows a sign of life with every hundred lines; after this it is taken for gone.
    SILENT = timedelta(minutes=5)
    WAITING = timedelta(days=1)

    village = models.ForeignKey(Village, on_delete=models.PROTECT, related_name="take_ins")
    name = models.CharField("压缩包", max_length=255)
    left = models.JSONField("目录里没有的文件", default=list)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="经办人"
    )
    made_at = models.DateTimeField("上传时间", auto_now_add=True)
    started_at = models.DateTimeField("开始时间", null=True)
    # None while it waits for the worker.
    alive_at = models.DateTimeField("最近进展", null=True)
    finished_at = models.DateTimeField("完成时间", null=True)

    objects = TakeInQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        verbose_name = "旧档批量收入"

    def __str__(self):
        return f"{self.village}旧档：{self.name}"

    def get_absolute_url(self):
        return reverse("archives:take_in", args=[self.pk])

    @property
    def is_running(self):
        """Begun, not finished, and heard of lately or still in the queue."""
        if self.started_at is None or self.finished_at is not None:
            return False
        if self.is_queued:
            return timezone.now() - self.started_at < self.WAITING
        return timezone.now() - self.alive_at < self.SILENT

    @property
    def is_queued(self):
        return self.started_at is not None and self.alive_at is None


class TakeInLineQuerySet(ScopedQuerySet):
    scope = {"township": "take_in__village__township", "village": "take_in__village"}

    def waiting(self):
        return self.filter(record=None, fault="")

    def refused(self):
        return self.exclude(fault="")


class TakeInLine(models.Model):
    """A line of the catalogue: waiting, a record, or refused with the reason."""

    take_in = models.ForeignKey(TakeIn, on_delete=models.CASCADE, related_name="lines")
    number = models.PositiveIntegerField("行")
    title = models.CharField("题名", max_length=200, blank=True)
    told = models.JSONField("目录内容", default=dict)
    files = models.JSONField("文件", default=list)
    fault = models.CharField("没有收的原因", max_length=300, blank=True)
    record = models.ForeignKey(Record, on_delete=models.PROTECT, null=True, related_name="+")

    objects = TakeInLineQuerySet.as_manager()

    class Meta:
        ordering = ["take_in", "number"]
        verbose_name = "目录行"
        constraints = [
            models.UniqueConstraint(
                fields=["take_in", "number"],
                name="takeinline_once",
                violation_error_message="这一行已经读过。",
            )
        ]

    def __str__(self):
        return f"第{self.number}行 {self.title}"

    def get_absolute_url(self):
        return self.take_in.get_absolute_url()
