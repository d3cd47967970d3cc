"""Forms of autonomy: how what was agreed is carried out, and with what effect.

Serves the plan's clauses 25–27: many forms, judged by their effect; agreements signed by
households are counted by group, never named. A clause on breach is a legal question, no ledger.
"""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from township.access import ScopedQuerySet
from township.workflow import Versioned
from villages.models.names_of_day import BegunInVillage
from villages.models.village import Group, Village


class AutonomyQuerySet(ScopedQuerySet):
    scope = {"township": "village__township", "village": "village"}

    def in_use(self, on):
        return self.filter(since__lte=on).filter(Q(until=None) | Q(until__gte=on))


class Autonomy(BegunInVillage, Versioned):
    """自治形式."""

    class Form(models.TextChoices):
        AGREEMENT = "agreement", "签订协议书"
        COUNCIL = "council", "议事会、理事会"
        YARD = "yard", "院坝协商"
        MUTUAL_HELP = "mutual_help", "互助小组"
        SUPERVISION = "supervision", "监督小组巡查"
        POINTS = "points", "积分激励"
        PLEDGE = "pledge", "公开承诺"
        OTHER = "other", "其他形式"

    village = models.ForeignKey(
        Village, on_delete=models.PROTECT, related_name="autonomies", verbose_name="村（居）"
    )
    form = models.CharField("形式", max_length=12, choices=Form.choices)
    title = models.CharField("名称", max_length=60)
    text_version = models.ForeignKey(
        "villages.TextVersion",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="autonomies",
        verbose_name="所依据的文本",
    )
    since = models.DateField("开始日期")
    until = models.DateField("停止日期", null=True, blank=True)
    description = models.TextField("怎么做", max_length=2000)
    effect = models.TextField("效果", max_length=2000, blank=True)
    breach_clause = models.TextField(
        "违约责任条款",
        max_length=1000,
        blank=True,
        help_text="没有就不填。填了会请镇里审查是否合法；本系统不登记、不收取任何违约金。",
    )
    breach_opinion = models.TextField("镇审查意见", max_length=1000, blank=True)
    breach_is_lawful = models.BooleanField("可以使用", null=True)
    reviewed_on = models.DateField("审查日期", null=True, blank=True)
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    objects = AutonomyQuerySet.as_manager()

    class Meta:
        ordering = ["-since", "-id"]
        verbose_name = "自治形式"
        verbose_name_plural = "自治形式"
        constraints = [
            models.CheckConstraint(
                name="autonomy_ends_after_start",
                condition=Q(until=None) | Q(until__gte=F("since")),
                violation_error_message="停止日期不能早于开始日期。",
            )
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("villages:autonomy", args=[self.pk])

    @property
    def is_asked(self):
        """A clause on breach waits for the reviewer."""
        return bool(self.breach_clause) and not self.breach_opinion


class SignedCountQuerySet(ScopedQuerySet):
    scope = {"township": "autonomy__village__township", "village": "autonomy__village"}


class SignedCount(models.Model):
    """协议书签订数： households that signed, by group; a number, never a name."""

    autonomy = models.ForeignKey(Autonomy, on_delete=models.CASCADE, related_name="signed_counts")
    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="+")
    signed = models.PositiveIntegerField("已签户数", default=0)
    counted_on = models.DateField("统计日期")

    objects = SignedCountQuerySet.as_manager()

    class Meta:
        ordering = ["autonomy", "group__order"]
        verbose_name = "签订户数"
        constraints = [
            models.UniqueConstraint(
                fields=["autonomy", "group"],
                name="signed_count_once",
                violation_error_message="这个小组的签约户数已经登记过。",
            )
        ]

    def __str__(self):
        return f"{self.group}{self.signed}户"

    def get_absolute_url(self):
        return self.autonomy.get_absolute_url()
