"""异议: what a village says against its result while it is announced, and the answer."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from campaigns.models.evaluation import Evaluation
from campaigns.models.standard import Indicator
from township.access import ScopedQuerySet
from township.history import frozen
from township.workflow import Versioned


class ObjectionQuerySet(ScopedQuerySet):
    scope = {"township": "evaluation__village__township", "village": "evaluation__village"}

    def open(self):
        return self.filter(status=Objection.Status.OPEN)


class Objection(Versioned):
    class Status(models.TextChoices):
        OPEN = "open", "待答复"
        UPHELD = "upheld", "成立，重新评分"
        REJECTED = "rejected", "不成立"
        WITHDRAWN = "withdrawn", "已撤回"

    evaluation = models.ForeignKey(Evaluation, on_delete=models.PROTECT, related_name="objections")
    indicator = models.ForeignKey(
        Indicator,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="针对哪项指标",
    )
    text = models.TextField("异议内容", max_length=1000)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", editable=False
    )
    made_on = models.DateField("提出日期", editable=False)
    answer = models.TextField("答复", max_length=1000, blank=True, editable=False)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        editable=False,
    )
    answered_on = models.DateField("答复日期", null=True, editable=False)
    status = models.CharField(
        "状态", max_length=10, choices=Status.choices, default=Status.OPEN, editable=False
    )

    objects = ObjectionQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        verbose_name = "异议"
        constraints = [
            models.CheckConstraint(
                name="objection_is_answered",
                condition=Q(status__in=["open", "withdrawn"]) | ~Q(answer=""),
                violation_error_message="请写明答复。",
            )
        ]

    def __str__(self):
        about = f"{self.indicator}" if self.indicator_id else "考评结果"
        return f"{self.evaluation.village}对{about}的异议"

    def get_absolute_url(self):
        return reverse("campaigns:objection", args=[self.pk])

    @property
    def status_tone(self):
        return {"open": "waiting", "upheld": "good", "rejected": "bad"}.get(self.status, "neutral")


frozen.register(Objection, "{row}.status <> 'open'", why="异议已经办结，不能再改")
