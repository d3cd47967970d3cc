"""A village in a round: the sheets of its evaluators, and the result they add up to."""

from django.conf import settings
from django.db import models
from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse

from archives.models import Record
from campaigns.models.level import Level
from campaigns.models.round import Round
from campaigns.models.standard import Indicator, StandardVersion, Veto
from township.access import Reach, ScopedQuerySet
from township.access.querysets import VILLAGES_OF
from township.history import frozen
from township.workflow import Versioned
from villages.models import Village


class EvaluationQuerySet(ScopedQuerySet):
    scope = {"township": "village__township", "village": "village"}

    def _within(self, reach, user, membership):
        """A village sees its result once it has been announced, not before."""
        rows = super()._within(reach, user, membership)
        if reach == Reach.VILLAGE:
            rows &= Q(announced_on__isnull=False)
        return rows

    def final(self):
        return self.filter(status=Evaluation.Status.FINAL)

    def current(self):
        """Without those that a re-score has replaced: one for each village and round."""
        return self.exclude(status=Evaluation.Status.REPLACED)


class Evaluation(Versioned):
    """考评结果 of one village in one round. A re-score after an objection is a new number."""

    class Status(models.TextChoices):
        OPEN = "open", "打分中"
        SETTLED = "settled", "已汇总"
        FINAL = "final", "定稿"
        REPLACED = "replaced", "已被新结果替代"

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

    @property
    def is_current(self):
        return self.status != self.Status.REPLACED

    @property
    def is_under_way(self):
        """Neither final nor replaced by a newer result."""
        return self.status in (self.Status.OPEN, self.Status.SETTLED)

    @property
    def level_name(self):
        """The level it works for, as it would bear it; empty without a target."""
        return self.level.name_for(self.village) if self.level_id else ""

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
    def is_spread_flagged(self):
        """The evaluators lie too far apart and nobody has written why that stands."""
        return bool(self.result.get("is_spread_flagged")) and not self.spread_note

    @property
    def status_tone(self):
        return {"open": "active", "settled": "waiting", "final": "good"}.get(self.status, "neutral")


frozen.register(
    Evaluation,
    "{row}.status IN ('final', 'replaced')",
    except_columns=("status", "version"),
    why="考评结果已经定稿，不能再改",
)


class SheetQuerySet(ScopedQuerySet):
    scope = {
        "township": "evaluation__village__township",
        "village": "evaluation__village",
        "owner": "scorer",
    }

    def for_user(self, user, permission):
        """Whoever still scores a village is blind to what the others gave it."""
        rows = super().for_user(user, permission)
        if not user.is_authenticated:
            return rows
        scoring = Sheet.objects.filter(scorer=user, status=Sheet.Status.OPEN)
        others = Q(kind=Sheet.Kind.EVALUATOR) & ~Q(scorer=user.pk)
        return rows.exclude(others & Q(evaluation__in=scoring.values("evaluation")))

    def _within(self, reach, user, membership):
        """A village reaches its own self-evaluation, never what evaluators write."""
        rows = super()._within(reach, user, membership)
        return rows & Q(kind=Sheet.Kind.SELF) if reach == Reach.VILLAGE else rows

    def of_evaluators(self):
        return self.filter(kind=Sheet.Kind.EVALUATOR)

    def current(self):
        """Without the sheets of results that were replaced by newer ones."""
        return self.exclude(evaluation__status=Evaluation.Status.REPLACED)

    def without_details(self):
        """For lists: without the long texts of the evaluation that a query brings along."""
        return self.defer(*(f"evaluation__{name}" for name in ("proposals", "result", "evidence")))

    def with_progress(self):
        """Each sheet with `done` scored of `most` indicators, in the same query."""
        scored = Score.objects.filter(sheet=OuterRef("pk"), points__isnull=False)
        asked = Indicator.objects.filter(version=OuterRef("evaluation__standard_version"))
        return self.annotate(done=_counted(scored, "sheet"), most=_counted(asked, "version"))


def _counted(rows, by):
    """How many `rows` belong to the row of the query around it."""
    counted = rows.order_by().values(by).annotate(count=Count("pk")).values("count")
    return Coalesce(Subquery(counted), 0)


class Sheet(Versioned):
    """打分表: one person's points for one village; the village's own is the self-evaluation."""

    class Kind(models.TextChoices):
        SELF = "self", "村自评"
        EVALUATOR = "evaluator", "考评员"

    class Status(models.TextChoices):
        OPEN = "open", "打分中"
        SUBMITTED = "submitted", "已提交"

    evaluation = models.ForeignKey(Evaluation, on_delete=models.PROTECT, related_name="sheets")
    kind = models.CharField(
        "种类", max_length=10, choices=Kind.choices, default=Kind.EVALUATOR, editable=False
    )
    scorer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="sheets",
        null=True,
        blank=True,
        verbose_name="打分人",
    )
    submitted_at = models.DateTimeField("提交时间", null=True, blank=True, editable=False)
    status = models.CharField(
        "状态", max_length=10, choices=Status.choices, default=Status.OPEN, editable=False
    )

    objects = SheetQuerySet.as_manager()

    class Meta:
        ordering = ["evaluation", "kind", "id"]
        verbose_name = "打分表"
        constraints = [
            models.UniqueConstraint(
                fields=["evaluation", "scorer"],
                name="sheet_once_a_scorer",
                violation_error_message="这个人已经有这个村的打分表。",
            ),
            models.UniqueConstraint(
                fields=["evaluation"],
                condition=Q(kind="self"),
                name="sheet_one_self",
                violation_error_message="这个村已经有自评表。",
            ),
            models.CheckConstraint(
                name="sheet_has_scorer",
                violation_error_message="打分表要有打分的人。",
                condition=Q(kind="self") | Q(scorer__isnull=False),
            ),
        ]

    def __str__(self):
        return f"{self.evaluation}：{self.scorer or '村自评'}"

    def get_absolute_url(self):
        return reverse("campaigns:sheet", args=[self.pk])

    @property
    def is_self(self):
        return self.kind == self.Kind.SELF

    @property
    def is_open(self):
        return self.status == self.Status.OPEN

    @property
    def status_tone(self):
        return {"open": "active", "submitted": "good"}[self.status]


@VILLAGES_OF.answers(Reach.ASSIGNED)
def villages_of_evaluator(user):
    """The villages whose sheets this person fills or filled."""
    return Sheet.objects.filter(scorer=user).values("evaluation__village_id")


class ScoreQuerySet(ScopedQuerySet):
    scope = {
        "township": "sheet__evaluation__village__township",
        "village": "sheet__evaluation__village",
        "owner": "sheet__scorer",
    }


class Score(Versioned):
    """Points for one indicator on one sheet; None is not scored, which is not zero."""

    sheet = models.ForeignKey(Sheet, on_delete=models.CASCADE, related_name="scores")
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="+")
    points = models.DecimalField("得分", max_digits=5, decimal_places=1, null=True, blank=True)
    reason = models.CharField("理由", max_length=500, blank=True)
    proposed = models.DecimalField(
        "系统建议", max_digits=5, decimal_places=1, null=True, blank=True, editable=False
    )
    cited = models.ManyToManyField(Record, blank=True, related_name="+", verbose_name="佐证")

    objects = ScoreQuerySet.as_manager()

    class Meta:
        ordering = ["indicator__order"]
        verbose_name = "得分"
        constraints = [
            models.UniqueConstraint(
                fields=["sheet", "indicator"],
                name="score_once",
                violation_error_message="这一项已经打过分，请刷新后再改。",
            ),
            models.CheckConstraint(
                name="score_not_negative",
                violation_error_message="得分不能小于0。",
                condition=Q(points=None) | Q(points__gte=0),
            ),
        ]

    def __str__(self):
        return f"{self.indicator}{self.points}"


SUBMITTED = (
    "EXISTS (SELECT 1 FROM campaigns_sheet s WHERE s.id = {row}.sheet_id "
    "AND s.status = 'submitted')"
)
frozen.register(
    Sheet,
    "{row}.status = 'submitted'",
    except_columns=("status", "version"),
    why="打分表已经提交，不能再改",
)
frozen.register(Score, SUBMITTED, on_insert=True, why="打分表已经提交，不能再改")


class VetoFindingQuerySet(ScopedQuerySet):
    scope = {"township": "evaluation__village__township", "village": "evaluation__village"}


class VetoFinding(Versioned):
    """一票否决: a cited fact, found by one person and confirmed by another."""

    class Status(models.TextChoices):
        FOUND = "found", "待确认"
        CONFIRMED = "confirmed", "已确认"
        DISMISSED = "dismissed", "不成立"

    evaluation = models.ForeignKey(Evaluation, on_delete=models.PROTECT, related_name="findings")
    veto = models.ForeignKey(Veto, on_delete=models.PROTECT, related_name="+", verbose_name="情形")
    fact = models.CharField("事实", max_length=500)
    cited = models.ForeignKey(
        Record, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    found_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    status = models.CharField(
        "状态", max_length=10, choices=Status.choices, default=Status.FOUND, editable=False
    )

    objects = VetoFindingQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        verbose_name = "一票否决"
        constraints = [
            models.CheckConstraint(
                name="vetofinding_two_people",
                condition=Q(confirmed_by=None) | ~Q(confirmed_by=models.F("found_by")),
                violation_error_message="发现和确认要由两个人分别作出。",
            ),
            models.CheckConstraint(
                name="vetofinding_confirmed_by",
                violation_error_message="已经认定的一票否决，要有认定的人。",
                condition=~Q(status="confirmed") | Q(confirmed_by__isnull=False),
            ),
        ]

    def __str__(self):
        return f"{self.veto}：{self.fact}"

    def get_absolute_url(self):
        return reverse("campaigns:veto", args=[self.pk])

    @property
    def status_tone(self):
        return {"found": "waiting", "confirmed": "bad", "dismissed": "neutral"}[self.status]


frozen.register(VetoFinding, "{row}.status <> 'found'", why="一票否决已经有了结论，不能再改")
