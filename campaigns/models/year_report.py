"""年度创建工作总结: what the office writes beside the figures, once a year (clauses 49–51)."""

from django.db import models
from django.urls import reverse

from campaigns.models.campaign import Campaign
from township.access import ScopedQuerySet
from township.workflow import Versioned

LONGEST = 3000


class YearReportQuerySet(ScopedQuerySet):
    scope = {"township": "campaign__township"}


class YearReport(Versioned):
    """The office's own words; figures and tables are computed whenever the report is read."""

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="year_reports")
    year = models.PositiveSmallIntegerField("年度", editable=False)
    practice = models.TextField(
        "主要做法", max_length=LONGEST, blank=True, help_text="一段写一条，做了什么、有什么成效。"
    )
    problems = models.TextField(
        "存在问题", max_length=LONGEST, blank=True, help_text="系统统计的差距另列，不用重复。"
    )
    plans = models.TextField("下一步打算", max_length=LONGEST, blank=True)

    objects = YearReportQuerySet.as_manager()

    class Meta:
        ordering = ["-year"]
        verbose_name = "年度总结"
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "year"],
                name="year_report_once",
                violation_error_message="这个年度已经有总结，请打开修改。",
            )
        ]

    def __str__(self):
        return f"{self.year}年度创建工作总结"

    def get_absolute_url(self):
        return reverse("campaigns:year_report", args=[self.pk])
