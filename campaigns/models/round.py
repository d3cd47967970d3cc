"""考评轮次: the year-end evaluation of all villages, in phases (plan, part five)."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from campaigns.models.campaign import Campaign, OfCampaignQuerySet
from campaigns.rules.announcement import LEAST_DAYS
from township.dates import cn_date
from township.history import frozen
from township.workflow import Versioned


class RoundQuerySet(OfCampaignQuerySet):
    def current(self):
        """Without cancelled ones, after which the year is open again."""
        return self.exclude(status=Round.Status.CANCELLED)


class Round(Versioned):
    class Status(models.TextChoices):
        PREPARING = "preparing", "准备"
        SELF = "self", "自评"
        SCORING = "scoring", "评分"
        REVIEW = "review", "复核"
        ANNOUNCED = "announced", "公示"
        FINAL = "final", "定稿"
        CANCELLED = "cancelled", "已取消"

    class Aggregation(models.TextChoices):
        MEAN = "MEAN", "平均分"
        MEDIAN = "MEDIAN", "中位数"
        TRIMMED = "TRIMMED", "去掉最高最低后平均"

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="rounds")
    year = models.PositiveSmallIntegerField("年度")
    aggregation = models.CharField(
        "汇总办法", max_length=10, choices=Aggregation.choices, default=Aggregation.MEAN
    )
    spread_limit = models.DecimalField(
        "分差上限", max_digits=4, decimal_places=1, default=5, help_text="超过时要写复核意见。"
    )
    moves_for = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name="到期自动进入下一阶段，由谁设定",
    )
    self_due = models.DateField("自评截止日期")
    is_self_closed = models.BooleanField("评分开始后不再收自评", default=False, editable=False)
    scoring_due = models.DateField("评分截止日期")
    announced_on = models.DateField("公示开始日期", null=True, blank=True, editable=False)
    announced_until = models.DateField("公示结束日期", null=True, blank=True, editable=False)
    announced_least = models.PositiveSmallIntegerField(
        "公示时规定的最少天数", default=LEAST_DAYS, editable=False
    )
    finalised_on = models.DateField("定稿日期", null=True, blank=True, editable=False)
    status = models.CharField(
        "状态", max_length=10, choices=Status.choices, default=Status.PREPARING, editable=False
    )

    objects = RoundQuerySet.as_manager()

    class Meta:
        ordering = ["-year"]
        verbose_name = "考评"
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "year"],
                condition=~Q(status="cancelled"),
                name="round_once_a_year",
                violation_error_message="这一年度的考评已经建立。",
            ),
            models.CheckConstraint(
                name="round_dates",
                condition=Q(scoring_due__gte=F("self_due")),
                violation_error_message="评分截止日期不能早于自评截止日期。",
            ),
        ]

    def __str__(self):
        return f"{self.year}年度考评"

    def get_absolute_url(self):
        return reverse("campaigns:round", args=[self.pk])

    @property
    def is_final(self):
        return self.status == self.Status.FINAL

    @property
    def is_cancelled(self):
        return self.status == self.Status.CANCELLED

    @property
    def is_over(self):
        return self.is_final or self.is_cancelled

    @property
    def is_before_scoring(self):
        return self.status in (self.Status.PREPARING, self.Status.SELF)

    @property
    def is_before_review(self):
        return self.is_before_scoring or self.status == self.Status.SCORING

    @property
    def announced_span(self):
        """2026年12月10日至2026年12月16日; "" before the announcement."""
        if self.announced_on is None:
            return ""
        return f"{cn_date(self.announced_on)}至{cn_date(self.announced_until)}"

    @property
    def status_tone(self):
        return {"preparing": "neutral", "cancelled": "neutral", "final": "good"}.get(
            self.status, "active"
        )


frozen.register(Round, "{row}.status IN ('final', 'cancelled')", why="考评已经定稿或取消，不能再改")
