"""往年考评结果: what a village came to in a year before the system, as its paper tells it."""

import datetime

from django.db import models
from django.db.models import Q
from django.urls import reverse

from campaigns.models.campaign import Campaign
from campaigns.models.level import Level
from township.access import ScopedQuerySet
from township.files.models import StoredFile
from township.history import frozen
from township.history.later import EnteredLater
from township.workflow import Versioned
from villages.models import Village
from villages.models.names_of_day import keep_names_of_day


class PriorResultQuerySet(ScopedQuerySet):
    scope = {"township": "village__township", "village": "village"}


class PriorResult(Versioned, EnteredLater):
    """Total and level reached; of sheets and evaluators of that year nothing is known here."""

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="prior_results")
    village = models.ForeignKey(
        Village, on_delete=models.PROTECT, related_name="prior_results", verbose_name="村（社区）"
    )
    year = models.PositiveSmallIntegerField("年度")
    points = models.DecimalField("总分", max_digits=4, decimal_places=1)
    level = models.ForeignKey(
        Level,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="达到的级别",
    )
    note = models.CharField("说明", max_length=200, blank=True)
    file = models.ForeignKey(
        StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    file_name = models.CharField("文件名", max_length=255, blank=True, editable=False)

    objects = PriorResultQuerySet.as_manager()

    class Meta:
        ordering = ["-year", "village__order", "id"]
        verbose_name = "往年考评结果"
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "village", "year"],
                name="priorresult_once",
                violation_error_message="这个村这一年度的结果已经补录过。",
            ),
            models.CheckConstraint(
                name="priorresult_points",
                condition=Q(points__gte=0, points__lte=100),
                violation_error_message="总分按百分制填，在0到100之间。",
            ),
            models.CheckConstraint(
                name="priorresult_is_entered",
                condition=Q(entered_at__isnull=False) & ~Q(entered_name=""),
                violation_error_message="补录要有补录人和补录时间。",
            ),
        ]

    def __str__(self):
        return f"{self.village}{self.year}年度考评结果（补录）"

    def get_absolute_url(self):
        return reverse("campaigns:prior_result", args=[self.pk])

    @property
    def on(self):
        """The end of its year: the day it stands for in the archive."""
        return datetime.date(self.year, 12, 31)

    @property
    def level_name(self):
        return self.level.name_for(self.village, self.on) if self.level_id else ""


frozen.register(
    PriorResult,
    why="往年结果已经补录，不能再改，填错的请更正",
    correctable=(
        *("village_id", "year", "points", "level_id", "note"),
        *("file_id", "file_name", "version"),
    ),
)
keep_names_of_day(PriorResult, lambda row: row.on)
