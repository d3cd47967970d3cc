"""A village in a round: the sheets of its evaluators, and the result they add up to."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from archives.models import Record
from campaigns.models.round import Round
from campaigns.models.standard import Indicator, StandardVersion, Veto
from township.access import Reach, ScopedQuerySet
from township.access.querysets import villages_by
from township.history import frozen
from township.workflow import Versioned
from villages.models import Village


class EvaluationQuerySet(ScopedQuerySet):
    scope = {"township": "village__township", "village": "village"}

    def final(self):
        return self.filter(status=Evaluation.Status.FINAL)


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
    points = models.DecimalField("总分", max_digits=5, decimal_places=1, null=True, blank=True)
    result = models.JSONField("汇总", default=dict, blank=True)
    spread_note = models.CharField("分差复核意见", max_length=300, blank=True)
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
            models.UniqueConstraint(fields=["round", "village", "number"], name="evaluation_once"),
            models.CheckConstraint(
                name="evaluation_final_is_scored",
                condition=~Q(status="final") | Q(points__isnull=False),
            ),
        ]

    def __str__(self):
        return f"{self.village}{self.round.year}年度考评"

    def get_absolute_url(self):
        return reverse("campaigns:evaluation", args=[self.pk])

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
            models.UniqueConstraint(fields=["evaluation", "scorer"], name="sheet_once_a_scorer"),
            models.UniqueConstraint(
                fields=["evaluation"], condition=Q(kind="self"), name="sheet_one_self"
            ),
            models.CheckConstraint(
                name="sheet_has_scorer", condition=Q(kind="self") | Q(scorer__isnull=False)
            ),
        ]

    def __str__(self):
        return f"{self.evaluation}：{self.scorer or '村自评'}"

    def get_absolute_url(self):
        return reverse("campaigns:sheet", args=[self.pk])

    @property
    def status_tone(self):
        return {"open": "active", "submitted": "good"}[self.status]


@villages_by(Reach.ASSIGNED)
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
            models.UniqueConstraint(fields=["sheet", "indicator"], name="score_once"),
            models.CheckConstraint(
                name="score_not_negative", condition=Q(points=None) | Q(points__gte=0)
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
                condition=~Q(status="confirmed") | Q(confirmed_by__isnull=False),
            ),
        ]

    def __str__(self):
        return f"{self.veto}：{self.fact}"

    def get_absolute_url(self):
        return self.evaluation.get_absolute_url()

    @property
    def status_tone(self):
        return {"found": "waiting", "confirmed": "bad", "dismissed": "neutral"}[self.status]


frozen.register(VetoFinding, "{row}.status <> 'found'", why="一票否决已经有了结论，不能再改")
