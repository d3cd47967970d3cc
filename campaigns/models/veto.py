"""一票否决: a cited fact, found by one person and confirmed by another."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from archives.models import Record
from campaigns.models.evaluation import Evaluation, of_scorer
from campaigns.models.standard import Veto
from township.access import Reach, ScopedQuerySet
from township.history import frozen
from township.workflow import Versioned


class VetoFindingQuerySet(ScopedQuerySet):
    scope = {"township": "evaluation__village__township", "village": "evaluation__village"}

    def _within(self, reach, user, membership):
        """An evaluator, those of the evaluations scored; not of other years of the village."""
        rows = super()._within(reach, user, membership)
        return rows & of_scorer(user, "evaluation") if reach == Reach.ASSIGNED else rows


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


frozen.register(
    VetoFinding,
    "{row}.status <> 'found'",
    # Until the result is final a conclusion can be taken back.
    except_columns=("status", "version"),
    why="一票否决已经有了结论，不能再改",
)
