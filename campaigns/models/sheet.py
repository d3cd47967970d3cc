"""评分表: one person's points for one village, and each of its marks."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from archives.models import Record
from campaigns.models.evaluation import Evaluation
from campaigns.models.round import Round
from campaigns.models.standard import Indicator
from township.access import Reach, ScopedQuerySet
from township.access.querysets import VILLAGES_OF, own_villages
from township.history import frozen
from township.subcounts import counted
from township.workflow import Versioned


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
        """Evaluators' sheets that count: those set aside are kept, and left out."""
        return self.filter(kind=Sheet.Kind.EVALUATOR).exclude(status=Sheet.Status.SET_ASIDE)

    def left_in(self, round):
        """Evaluators' sheets of a round that were not handed in."""
        rows = self.of_evaluators().current().filter(evaluation__round=round)
        return rows.filter(status=Sheet.Status.OPEN, scorer__isnull=False)

    def current(self):
        """Without the sheets of results that were replaced or cancelled."""
        return self.exclude(evaluation__status__in=Evaluation.OVERTAKEN)

    def without_details(self):
        """For lists: without the long texts of the evaluation that a query brings along."""
        return self.defer(*(f"evaluation__{name}" for name in ("proposals", "result", "evidence")))

    def with_progress(self):
        """Each sheet with `done` scored of `most` indicators, in the same query."""
        scored = Score.objects.filter(points__isnull=False)
        asked = Indicator.objects.all()
        return self.annotate(
            done=counted(scored, "sheet"),
            most=counted(asked, "version", of="evaluation__standard_version"),
        )


class Sheet(Versioned):
    """评分表: one person's points for one village; the village's own is the self-evaluation."""

    class Kind(models.TextChoices):
        SELF = "self", "自评"
        EVALUATOR = "evaluator", "考评员"

    class Status(models.TextChoices):
        OPEN = "open", "评分中"
        SUBMITTED = "submitted", "已提交"
        SET_ASIDE = "set_aside", "已停用"

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
        verbose_name="评分人",
    )
    # As the person was called on signing; the account may bear another name later.
    scorer_name = models.CharField("签字人", max_length=60, blank=True, editable=False)
    submitted_at = models.DateTimeField("提交时间", null=True, blank=True, editable=False)
    taken_from = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="taken_over",
        verbose_name="接手的评分表",
    )
    set_aside_because = models.CharField("停用原因", max_length=600, blank=True, editable=False)
    status = models.CharField(
        "状态", max_length=10, choices=Status.choices, default=Status.OPEN, editable=False
    )

    objects = SheetQuerySet.as_manager()

    class Meta:
        ordering = ["evaluation", "kind", "id"]
        verbose_name = "评分表"
        constraints = [
            models.UniqueConstraint(
                fields=["evaluation", "scorer"],
                condition=~Q(status="set_aside"),
                name="sheet_once_a_scorer",
                violation_error_message="这个人已经有这个村的评分表。",
            ),
            models.UniqueConstraint(
                fields=["evaluation"],
                condition=Q(kind="self"),
                name="sheet_one_self",
                violation_error_message="这个村已经有自评表。",
            ),
            models.CheckConstraint(
                name="sheet_has_scorer",
                violation_error_message="评分表要有评分的人。",
                condition=Q(kind="self") | Q(scorer__isnull=False),
            ),
        ]

    def __str__(self):
        return f"{self.evaluation}：{self.signed_name or '自评'}"

    def get_absolute_url(self):
        return reverse("campaigns:sheet", args=[self.pk])

    def get_status_display(self):
        """An open one is no further than its round."""
        if not self.is_open:
            return self.Status(self.status).label
        if not self.is_begun:
            return "还没有开始"
        if self.is_self:
            is_asked = self.evaluation.round.status == Round.Status.SELF
            return "自评中" if is_asked else "没有提交"
        return self.Status.OPEN.label

    @property
    def is_begun(self):
        """Has its round come so far that it may be filled in?"""
        before = {Round.Status.PREPARING} | (set() if self.is_self else {Round.Status.SELF})
        return self.evaluation.round.status not in before

    @property
    def is_self(self):
        return self.kind == self.Kind.SELF

    @property
    def signed_name(self):
        """Who scored, under the name of the day it was signed; empty for nobody yet."""
        return self.scorer_name or str(self.scorer or "")

    @property
    def is_open(self):
        return self.status == self.Status.OPEN

    @property
    def is_set_aside(self):
        return self.status == self.Status.SET_ASIDE

    @property
    def counts(self):
        """Does it go into the village's result?"""
        return not self.is_self and not self.is_set_aside

    @property
    def status_tone(self):
        if self.is_open and not self.is_begun:
            return "neutral"
        return {"open": "active", "submitted": "good"}.get(self.status, "neutral")


@VILLAGES_OF.answers(Reach.ASSIGNED)
def villages_of_evaluator(user):
    """The villages that this person scores or scored, for reading; not those passed on to another,
    nor one that is the own by now."""
    rows = Sheet.objects.of_evaluators().filter(scorer=user)
    own = own_villages(user)
    return rows.exclude(evaluation__village__in=own).values("evaluation__village_id")


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
    reason = models.TextField("理由", max_length=1000, blank=True)
    proposed = models.DecimalField(
        "系统建议", max_digits=5, decimal_places=1, null=True, blank=True, editable=False
    )
    # Brought along from the sheet that was taken over; whoever signs confirms or changes it.
    is_taken_over = models.BooleanField(default=False, editable=False)
    cited = models.ManyToManyField(Record, blank=True, related_name="+", verbose_name="佐证")

    objects = ScoreQuerySet.as_manager()

    class Meta:
        ordering = ["indicator__order"]
        verbose_name = "得分"
        constraints = [
            models.UniqueConstraint(
                fields=["sheet", "indicator"],
                name="score_once",
                violation_error_message="这一项已经评过分，请刷新后再改。",
            ),
            models.CheckConstraint(
                name="score_not_negative",
                violation_error_message="得分不能小于0。",
                condition=Q(points=None) | Q(points__gte=0),
            ),
        ]

    def __str__(self):
        return f"{self.indicator}{self.points}"

    @property
    def is_proposed(self):
        """Are the points those that the system proposed?"""
        return self.points is not None and self.points == self.proposed


SUBMITTED = (
    "EXISTS (SELECT 1 FROM campaigns_sheet s WHERE s.id = {row}.sheet_id AND s.status <> 'open')"
)
frozen.register(
    Sheet,
    "{row}.status <> 'open'",
    except_columns=("status", "version", "set_aside_because"),
    why="评分表已经提交或停用，不能再改",
)
frozen.register(Score, SUBMITTED, on_insert=True, why="评分表已经提交或停用，不能再改")
