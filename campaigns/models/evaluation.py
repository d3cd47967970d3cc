"""A village in a round: the sheets of its evaluators, and the result they add up to."""

from django.db import models
from django.db.models import Q
from django.urls import reverse

from campaigns.models.level import Level
from campaigns.models.round import Round
from campaigns.models.standard import StandardVersion
from township.access import Reach, ScopedQuerySet
from township.history import frozen
from township.workflow import Versioned
from villages.models import Village
from villages.models.names_of_day import keep_names_of_day


def of_scorer(user, path):
    """The rows whose evaluation, at the end of `path`, has a sheet of this person that counts."""
    sheets = Evaluation.sheets.rel.related_model.objects.of_evaluators()
    return Q(**{f"{path}__in": sheets.filter(scorer=user).values("evaluation")})


class EvaluationQuerySet(ScopedQuerySet):
    scope = {"township": "village__township", "village": "village"}

    def _within(self, reach, user, membership):
        """A village sees its result once it has been announced, not before."""
        rows = super()._within(reach, user, membership)
        if reach == Reach.VILLAGE:
            rows &= Q(announced_on__isnull=False)
        if reach == Reach.ASSIGNED:
            rows &= of_scorer(user, "pk")
        return rows

    def without_grounds(self):
        """Without what the points were given for, which is long and read village by village."""
        return self.defer("proposals", "evidence")

    def final(self):
        return self.filter(status=Evaluation.Status.FINAL)

    def current(self):
        """One for each village and round: none that a re-score replaced or that was cancelled."""
        return self.exclude(status__in=Evaluation.OVERTAKEN)

    def announced(self):
        """The current ones that were announced."""
        return self.current().filter(announced_on__isnull=False)


def _day_of(evaluation):
    return None if evaluation.is_under_way else evaluation.announced_on


class Evaluation(Versioned):
    """考评结果 of one village in one round. A re-score after an objection is a new number."""

    class Status(models.TextChoices):
        OPEN = "open", "评分中"
        SETTLED = "settled", "已汇总"
        FINAL = "final", "定稿"
        REPLACED = "replaced", "已被新结果替代"
        CANCELLED = "cancelled", "已取消"

    OVERTAKEN = (Status.REPLACED, Status.CANCELLED)

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="evaluations")
    village = models.ForeignKey(Village, on_delete=models.PROTECT, related_name="evaluations")
    standard_version = models.ForeignKey(
        StandardVersion, on_delete=models.PROTECT, related_name="evaluations"
    )
    number = models.PositiveSmallIntegerField("版次", default=1)
    level = models.ForeignKey(
        Level,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="目标级别",
    )
    proposals = models.JSONField("系统核对", default=dict, blank=True)
    proposed_at = models.DateTimeField("核对时间", null=True, blank=True, editable=False)
    points = models.DecimalField("总分", max_digits=5, decimal_places=1, null=True, blank=True)
    result = models.JSONField("汇总", default=dict, blank=True)
    spread_note = models.CharField("分差复核意见", max_length=300, blank=True)
    settled_on = models.DateField("汇总日期", null=True, blank=True, editable=False)
    announced_on = models.DateField("公示日期", null=True, blank=True, editable=False)
    evidence = models.JSONField("佐证清单", default=list, blank=True)
    finalised_at = models.DateTimeField("定稿时间", null=True, blank=True, editable=False)
    status = models.CharField(
        "状态", max_length=10, choices=Status.choices, default=Status.OPEN, editable=False
    )

    objects = EvaluationQuerySet.as_manager()

    class Meta:
        ordering = ["village__order", "village_id", "-number"]
        verbose_name = "考评结果"
        constraints = [
            models.UniqueConstraint(
                fields=["round", "village", "number"],
                name="evaluation_once",
                violation_error_message="这个村在这一轮考评里已经有这一版结果。",
            ),
            models.CheckConstraint(
                name="evaluation_final_is_scored",
                violation_error_message="定稿的考评要有总分。",
                condition=~Q(status="final") | Q(points__isnull=False),
            ),
        ]

    def __str__(self):
        return f"{self.village}{self.round.year}年度考评"

    def get_absolute_url(self):
        return reverse("campaigns:evaluation", args=[self.pk])

    def get_status_display(self):
        """An open one is no further than its round."""
        before = (Round.Status.PREPARING, Round.Status.SELF)
        if self.status == self.Status.OPEN and self.round.status in before:
            return "还没有评分"
        return self.Status(self.status).label

    @property
    def is_cancelled(self):
        return self.status == self.Status.CANCELLED

    @property
    def is_current(self):
        return self.status not in self.OVERTAKEN

    @property
    def is_under_way(self):
        """Neither final nor replaced by a newer result."""
        return self.status in (self.Status.OPEN, self.Status.SETTLED)

    @property
    def level_name(self):
        """The level it works for, as it would bear it; empty without a target."""
        return self.level.name_for(self.village, _day_of(self)) if self.level_id else ""

    @property
    def outcomes(self):
        """[{level, name, is_reached, is_decided, reasons}] as settled."""
        return self.result.get("outcomes", [])

    @property
    def reached(self):
        """Names of the levels whose threshold was met."""
        return [one["name"] for one in self.outcomes if one["is_reached"]]

    @property
    def recognised(self):
        """The level the result is told by: the one aimed at, else the highest reached below it.

        Points may suffice for more; but higher levels ask for the lower one first, and without a
        target the lowest is told.
        """
        told = ""
        for one in self.outcomes:
            if one["is_reached"]:
                told = one["name"]
            if self.level_id is None and told:
                break
            if self.level_id and one["level"] == self.level.code:
                break
        return told

    @property
    def standard_cited(self):
        """The standard as its papers cite it: as it was when the result was settled."""
        return self.result.get("standard") or str(self.standard_version)

    @property
    def is_spread_flagged(self):
        """The evaluators lie too far apart and nobody has written why that stands."""
        return bool(self.result.get("is_spread_flagged")) and not self.spread_note

    @property
    def status_tone(self):
        return {"open": "active", "settled": "waiting", "final": "good"}.get(self.status, "neutral")


frozen.register(
    Evaluation,
    "{row}.status IN ('final', 'replaced', 'cancelled')",
    except_columns=("status", "version"),
    why="考评结果已经定稿，不能再改",
)


keep_names_of_day(Evaluation, _day_of)
