"""四性检测 as it was done: when, by whom, over what, with which result. Written once."""

from django.conf import settings
from django.db import models
from django.urls import reverse

from archives.models.record import Record
from township.access import ScopedQuerySet
from township.history import frozen
from villages.models import Village


class FixityRunQuerySet(ScopedQuerySet):
    scope = {"township": "village__township", "village": "village"}


class FixityRun(models.Model):
    """`aspects` and `findings` have the shape of the paper “integrity” (四性检测报告)."""

    class Occasion(models.TextChoices):
        SEAL = "seal", "归档"
        HAND_OVER = "hand_over", "移交"
        SCHEDULE = "schedule", "定期"
        DEMAND = "demand", "人工"

    village = models.ForeignKey(Village, on_delete=models.PROTECT, related_name="fixity_runs")
    year = models.PositiveSmallIntegerField("年度")
    record = models.ForeignKey(
        Record, on_delete=models.PROTECT, null=True, blank=True, related_name="fixity_runs"
    )
    occasion = models.CharField("环节", max_length=10, choices=Occasion.choices)
    checked_at = models.DateTimeField("检测时间", auto_now_add=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    records = models.PositiveIntegerField("件数")
    files = models.PositiveIntegerField("文件数")
    size = models.BigIntegerField("字节数")
    aspects = models.JSONField("四性", default=list)
    findings = models.JSONField("问题", default=list)
    is_passed = models.BooleanField("通过")

    objects = FixityRunQuerySet.as_manager()

    class Meta:
        ordering = ["-checked_at", "-id"]
        verbose_name = "四性检测"
        indexes = [
            models.Index(fields=["village", "year"], name="fixity_of_year"),
            # The few that say something is wrong are found without reading those that do not.
            models.Index(
                fields=["village", "year"],
                name="fixity_not_passed",
                condition=models.Q(is_passed=False),
            ),
        ]

    def __str__(self):
        return f"{self.record or f'{self.village}{self.year}年档案'}四性检测"

    def get_absolute_url(self):
        return reverse("archives:fixity", args=[self.pk])

    @property
    def not_checked(self):
        """What was not looked at, in words: 病毒."""
        checks = (check for aspect in self.aspects for check in aspect["checks"])
        return "、".join(check["item"] for check in checks if check["is_passed"] is None)

    @property
    def conclusion(self):
        if not self.is_passed:
            return f"不通过（{len(self.findings)}个问题）"
        if not self.records:
            return "没有已归档的档案，没有可以检测的"
        return f"已检测的项目通过，{self.not_checked}未检测" if self.not_checked else "通过"

    @property
    def tone(self):
        if not self.is_passed:
            return "bad"
        return "warn" if self.not_checked or not self.records else "good"


frozen.register(FixityRun, why="检测结果不能再改")
