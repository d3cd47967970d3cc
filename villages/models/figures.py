"""A village's figures of one year: totals only, nothing about a person."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone

from township.access import ScopedQuerySet
from township.workflow import Versioned
from villages.models.village import Village


class FiguresQuerySet(ScopedQuerySet):
    scope = {"township": "village__township", "village": "village"}

    def latest_of(self, village):
        return self.filter(village=village).order_by("-year").first()


class Figures(Versioned):
    """村（居）基本情况： a village's figures of one year; totals only, nothing about a person."""

    village = models.ForeignKey(Village, on_delete=models.CASCADE, related_name="figures")
    year = models.PositiveSmallIntegerField("年度")
    population = models.PositiveIntegerField("常住人口")
    households = models.PositiveIntegerField("户数")
    adults = models.PositiveIntegerField("18周岁以上人数")

    objects = FiguresQuerySet.as_manager()

    class Meta:
        ordering = ["-year"]
        verbose_name = "基本情况"
        constraints = [
            models.UniqueConstraint(
                fields=["village", "year"],
                name="figures_once_a_year",
                violation_error_message="这一年的基本情况已经填过，请打开原来的修改。",
            ),
            models.CheckConstraint(
                name="figures_add_up",
                condition=Q(adults__lte=models.F("population"))
                & Q(households__lte=models.F("population")),
                violation_error_message="18周岁以上人数和户数都不能多于常住人口。",
            ),
        ]

    def __str__(self):
        return f"{self.village}{self.year}年基本情况"

    def clean(self):
        if self.year and not 1990 <= self.year <= timezone.localdate().year:
            raise ValidationError({"year": "年度不对：请填今年或以前的年份，例如2026。"})

    def get_absolute_url(self):
        return self.village.get_absolute_url()
