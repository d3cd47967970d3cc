"""入户走访: what visitors asked and how many answered; counts only, nothing about a person."""

from decimal import ROUND_HALF_UP, Decimal

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from campaigns.models.evaluation import Evaluation, of_scorer
from campaigns.models.sheet import Sheet
from township.access import Reach, ScopedQuerySet
from township.dates import cn_date
from township.workflow import Versioned


class SiteVisitQuerySet(ScopedQuerySet):
    scope = {"township": "evaluation__village__township", "village": "evaluation__village"}

    def _within(self, reach, user, membership):
        """An evaluator, those of the evaluations scored; not of other years of the village."""
        rows = super()._within(reach, user, membership)
        return rows & of_scorer(user, "evaluation") if reach == Reach.ASSIGNED else rows

    def for_user(self, user, permission):
        """Whoever still scores a village reads the own visits only, as with the others' points."""
        rows = super().for_user(user, permission)
        if not user.is_authenticated:
            return rows
        scoring = Sheet.objects.filter(scorer=user, status=Sheet.Status.OPEN)
        return rows.exclude(~Q(entered_by=user.pk) & Q(evaluation__in=scoring.values("evaluation")))


class SiteVisit(Versioned):
    """One visit to a village in a round. `households` were called at, `respondents` answered."""

    evaluation = models.ForeignKey(
        Evaluation, on_delete=models.PROTECT, related_name="visits", editable=False
    )
    visited_on = models.DateField("走访日期")
    visitors = models.CharField("走访人", max_length=100)
    groups = models.CharField("走访小组", max_length=120, help_text="例如：1组、3组。")
    households = models.PositiveIntegerField("走访户数")
    respondents = models.PositiveIntegerField("受访人数", help_text="只记人数，不记姓名和住址。")
    aware = models.PositiveIntegerField("知道创建活动的人数")
    satisfied = models.PositiveIntegerField("满意人数")
    fairly = models.PositiveIntegerField("基本满意人数", default=0)
    dissatisfied = models.PositiveIntegerField("不满意人数", default=0)
    remarks = models.TextField(
        "群众意见", max_length=1000, blank=True, help_text="写意见本身，不写是谁说的。"
    )
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", editable=False
    )

    objects = SiteVisitQuerySet.as_manager()

    class Meta:
        ordering = ["visited_on", "id"]
        verbose_name = "入户走访"
        constraints = [
            models.CheckConstraint(
                name="sitevisit_aware",
                condition=Q(aware__lte=F("respondents")),
                violation_error_message="知道的人数不能多于受访人数。",
            ),
            models.CheckConstraint(
                name="sitevisit_satisfied",
                condition=Q(respondents=F("satisfied") + F("fairly") + F("dissatisfied")),
                violation_error_message="满意、基本满意、不满意的人数之和要等于受访人数。",
            ),
            models.CheckConstraint(
                name="sitevisit_respondents",
                condition=Q(respondents__gt=0),
                violation_error_message="受访人数要大于0。",
            ),
        ]

    def __str__(self):
        day = self.visited_on
        return f"{self.evaluation.village}{cn_date(day)}走访"

    def get_absolute_url(self):
        return reverse("campaigns:site_visit", args=[self.pk])

    @property
    def awareness_percent(self):
        return percent(self.aware, self.respondents)

    @property
    def satisfaction_percent(self):
        """Satisfied and fairly satisfied, of all who answered."""
        return percent(self.satisfied + self.fairly, self.respondents)


def percent(part, whole):
    """A share as 0–100 with one decimal, half up; None of nothing."""
    if not whole:
        return None
    return (Decimal(100) * part / whole).quantize(Decimal("0.1"), ROUND_HALF_UP)
