"""扫描收件: a batch of scans and photos, page by page, until each is filed or dropped."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone

from archives.models.record import Part
from township.access import ScopedQuerySet
from township.files.models import StoredFile
from villages.models import Village


class ScanBatchQuerySet(ScopedQuerySet):
    scope = {"township": "village__township", "village": "village"}

    def unsettled(self):
        return self.exclude(stage=ScanBatch.Stage.SETTLED)


class ScanBatch(models.Model):
    """What was sent at once. `left` are pages that nobody has filed or dropped yet."""

    class Stage(models.TextChoices):
        READING = "reading", "识别中"
        WAITING = "waiting", "待归档"
        SETTLED = "settled", "已办完"

    # The worker shows a sign of life with every page; after this it is taken for gone.
    SILENT = timedelta(minutes=5)

    village = models.ForeignKey(
        Village, on_delete=models.PROTECT, related_name="scan_batches", verbose_name="村"
    )
    name = models.CharField("文件", max_length=255)
    stage = models.CharField(
        "状态", max_length=8, choices=Stage.choices, default=Stage.READING, db_index=True
    )
    left = models.PositiveSmallIntegerField("待归档", default=0)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="上传人"
    )
    made_at = models.DateTimeField("上传时间", auto_now_add=True)
    alive_at = models.DateTimeField("最近进展", default=timezone.now)
    settled_at = models.DateTimeField("办完时间", null=True)
    # Since then the files that were sent are gone; what was filed of them is kept in its record.
    cleared_at = models.DateTimeField("清理时间", null=True)

    objects = ScanBatchQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        verbose_name = "扫描件"

    def __str__(self):
        return f"扫描件{self.name}"

    def get_absolute_url(self):
        return reverse("archives:scan", args=[self.pk])

    @property
    def stage_tone(self):
        return {"reading": "waiting", "waiting": "active", "settled": "good"}[self.stage]

    @property
    def is_reading(self):
        return self.stage == self.Stage.READING

    @property
    def is_stuck(self):
        return self.is_reading and timezone.now() - self.alive_at > self.SILENT


class ScanPageQuerySet(ScopedQuerySet):
    scope = {"township": "batch__village__township", "village": "batch__village"}

    def waiting(self):
        return self.filter(outcome=ScanPage.Outcome.WAITING)

    def codeless(self):
        """Those whose place nobody has said yet."""
        return self.waiting().filter(sheet="", is_blank=False)

    def unread(self):
        return self.waiting().filter(read_at=None)


class ScanPage(models.Model):
    """A page of a batch: what stands on it, which way up it is, and what became of it.

    `sheet`, `thing` and `place` are of its code (township.papers.marks) or were said by a person.
    """

    class Outcome(models.TextChoices):
        WAITING = "waiting", "待归档"
        FILED = "filed", "已归档"
        DROPPED = "dropped", "不要了"

    batch = models.ForeignKey(ScanBatch, on_delete=models.CASCADE, related_name="pages")
    order = models.PositiveSmallIntegerField("第几页")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, related_name="+")
    number = models.PositiveSmallIntegerField("文件里的页码")
    outcome = models.CharField(
        "状态", max_length=8, choices=Outcome.choices, default=Outcome.WAITING
    )
    turn = models.PositiveSmallIntegerField("转正角度", default=0)
    sheet = models.CharField("哪种单子", max_length=20, blank=True)
    thing = models.PositiveBigIntegerField("对象编号", null=True)
    place = models.PositiveSmallIntegerField("单子的第几页", default=0)
    is_blank = models.BooleanField("空白页", default=False)
    fault = models.CharField("为什么要看", max_length=200, blank=True)
    digest = models.CharField("校验值", max_length=64, blank=True)
    read_at = models.DateTimeField("识别时间", null=True)
    reason = models.CharField("为什么不要", max_length=200, blank=True)
    part = models.ForeignKey(Part, on_delete=models.PROTECT, null=True, related_name="+")
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    settled_at = models.DateTimeField("办理时间", null=True)

    objects = ScanPageQuerySet.as_manager()

    class Meta:
        ordering = ["batch", "order"]
        verbose_name = "扫描页"
        constraints = [
            models.UniqueConstraint(
                fields=["batch", "order"],
                name="scanpage_order_once",
                violation_error_message="这一页已经有了，请刷新后再试。",
            )
        ]

    def __str__(self):
        return f"第{self.order}页"

    def get_absolute_url(self):
        return f"{self.batch.get_absolute_url()}#page-{self.order}"
