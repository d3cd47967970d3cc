"""Targets: which village is to reach which level by when, and every change with its reason."""

import datetime

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone

from campaigns.models.campaign import Campaign
from campaigns.models.level import Level
from township.access import ScopedQuerySet
from township.files.models import StoredFile
from township.history import frozen
from township.workflow import Versioned
from villages.models import Village
from villages.models.names_of_day import BegunInVillage, keep_names_of_day


class TargetQuerySet(ScopedQuerySet):
    scope = {"township": "village__township", "village": "village"}

    def in_force(self):
        return self.filter(withdrawn_on=None)


def _day_of(target):
    return datetime.date(target.due_year, 12, 31)


class Target(BegunInVillage, Versioned):
    """创建目标. Whether it is reached is computed (`progress`), never typed in."""

    class Commitment(models.TextChoices):
        FIRM = "firm", "约束性（必须完成）"
        STRETCH = "stretch", "力争"

        @property
        def short(self):
            """约束性 or 力争, where there is little room."""
            return self.label.partition("（")[0]

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="targets")
    village = models.ForeignKey(
        Village, on_delete=models.PROTECT, related_name="targets", verbose_name="村（社区）"
    )
    level = models.ForeignKey(
        Level, on_delete=models.PROTECT, related_name="targets", verbose_name="级别"
    )
    due_year = models.PositiveSmallIntegerField("完成年度")
    commitment = models.CharField(
        "要求", max_length=10, choices=Commitment.choices, default=Commitment.FIRM
    )
    rationale = models.CharField("确定理由", max_length=300)
    withdrawn_on = models.DateField("撤销日期", null=True, blank=True, editable=False)

    objects = TargetQuerySet.as_manager()

    class Meta:
        ordering = ["village__order", "village_id", "due_year", "level__rank"]
        verbose_name = "创建目标"
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "village", "level"],
                name="target_once",
                violation_error_message="这个村已经有这一级别的目标，请在原目标上调整。",
            )
        ]

    def __str__(self):
        return f"{self.village}{self.due_year}年{self.level_name}"

    def get_absolute_url(self):
        return reverse("campaigns:target", args=[self.pk])

    @property
    def level_name(self):
        return self.level.name_for(self.village, _day_of(self))

    @property
    def is_firm(self):
        return self.commitment == self.Commitment.FIRM


class TargetChangeQuerySet(ScopedQuerySet):
    scope = {"township": "target__village__township", "village": "target__village"}


class TargetChange(models.Model):
    """目标调整. What it was, what it became, why, by which document; never altered."""

    class Kind(models.TextChoices):
        MOVED = "moved", "调整"
        ROLLED = "rolled", "顺延"
        WITHDRAWN = "withdrawn", "撤销"
        RESTORED = "restored", "恢复"

    target = models.ForeignKey(Target, on_delete=models.CASCADE, related_name="changes")
    kind = models.CharField("方式", max_length=10, choices=Kind.choices)
    old_year = models.PositiveSmallIntegerField("原完成年度")
    new_year = models.PositiveSmallIntegerField("新完成年度")
    old_commitment = models.CharField("原要求", max_length=10, choices=Target.Commitment.choices)
    new_commitment = models.CharField("新要求", max_length=10, choices=Target.Commitment.choices)
    reason = models.CharField("理由", max_length=300)
    document = models.CharField("依据文件或会议", max_length=150)
    file = models.ForeignKey(
        StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    file_name = models.CharField("文件名", max_length=255, blank=True, default="")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    on = models.DateField("调整日期", db_column="changed_on", default=timezone.localdate)
    at = models.DateTimeField("时间", auto_now_add=True)

    objects = TargetChangeQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        verbose_name = "目标调整"

    def __str__(self):
        return f"{self.target}{self.get_kind_display()}"

    def get_absolute_url(self):
        return self.target.get_absolute_url()

    @property
    def is_moved(self):
        """Year or commitment became another; withdrawing and restoring leave both."""
        return (self.old_year, self.old_commitment) != (self.new_year, self.new_commitment)


frozen.register(
    Target,
    "EXISTS (SELECT 1 FROM campaigns_campaign c WHERE c.id = {row}.campaign_id "
    "AND c.status = 'closed')",
    why="活动已经结束，目标不能再改",
)
frozen.register(TargetChange, why="目标调整记录只增不改")


keep_names_of_day(Target, _day_of)
