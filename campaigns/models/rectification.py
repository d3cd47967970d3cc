"""整改: what a village is asked to put right, by when, and how it proved that it did."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from archives.models import Record
from campaigns.models.round import Round
from campaigns.models.standard import Indicator
from township.access import ScopedQuerySet
from township.access.policy import Reach
from township.history import frozen
from township.shorttext import shortened
from township.workflow.sign_off import SignedOff
from villages.models import Village
from villages.models.names_of_day import BegunInVillage, keep_names_of_day


class RectificationQuerySet(ScopedQuerySet):
    scope = {"township": "village__township", "village": "village"}

    def _within(self, reach, user, membership):
        """A village and its evaluators see what is out, never a draft."""
        rows = super()._within(reach, user, membership)
        return rows if reach == Reach.TOWNSHIP else rows & Q(status__in=Rectification.OUT)

    def issued(self):
        """What a village was really asked: neither a draft nor withdrawn."""
        states = (Rectification.Status.OPEN, Rectification.Status.PROVED)
        return self.filter(status__in=(*states, Rectification.Status.CLOSED))

    def under_way(self):
        """Drafts too: what somebody still has to do something about."""
        ended = (Rectification.Status.DROPPED, Rectification.Status.CLOSED)
        return self.exclude(status__in=(*ended, Rectification.Status.WITHDRAWN))

    def unsettled(self):
        """Neither closed nor withdrawn."""
        return self.filter(status__in=[Rectification.Status.OPEN, Rectification.Status.PROVED])

    def overdue_on(self, day):
        return self.filter(status=Rectification.Status.OPEN, due_on__lt=day)


class Rectification(BegunInVillage, SignedOff):
    class Status(models.TextChoices):
        DRAFT = "draft", "拟稿"
        TO_SIGN = "to_sign", "待签发"
        DROPPED = "dropped", "未下达"
        OPEN = "open", "整改中"
        PROVED = "proved", "待核实"
        CLOSED = "closed", "已完成"
        WITHDRAWN = "withdrawn", "已撤销"

    OUT = (Status.OPEN, Status.PROVED, Status.CLOSED, Status.WITHDRAWN)

    village = models.ForeignKey(
        Village, on_delete=models.PROTECT, related_name="rectifications", verbose_name="村（居）"
    )
    round = models.ForeignKey(
        Round,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="rectifications",
        verbose_name="考评",
    )
    indicator = models.ForeignKey(
        Indicator,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="涉及指标",
    )
    fact = models.CharField("存在问题", max_length=500)
    demand = models.CharField("整改要求", max_length=500)
    made_on = models.DateField("下达日期", editable=False)
    due_on = models.DateField("整改期限")
    proof = models.ForeignKey(
        Record,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="佐证档案",
        editable=False,
    )
    proof_note = models.CharField("整改情况", max_length=500, blank=True, editable=False)
    proved_on = models.DateField("报送日期", null=True, editable=False)
    closed_on = models.DateField("办结日期", null=True, editable=False)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        editable=False,
    )
    opinion = models.CharField("核实意见", max_length=300, blank=True, editable=False)
    status = models.CharField(
        "状态", max_length=10, choices=Status.choices, default=Status.DRAFT, editable=False
    )

    objects = RectificationQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "id"]
        verbose_name = "整改"
        constraints = [
            models.CheckConstraint(
                name="rectification_term",
                condition=Q(due_on__gte=models.F("made_on")),
                violation_error_message="整改期限不能早于下达日期。",
            ),
            models.CheckConstraint(
                name="rectification_is_proved",
                violation_error_message="已经整改的，要写明整改情况。",
                condition=~Q(status__in=["proved", "closed"]) | ~Q(proof_note=""),
            ),
        ]

    def __str__(self):
        return f"{self.village}整改：{shortened(self.fact, 30)}"

    def get_absolute_url(self):
        return reverse("campaigns:rectification", args=[self.pk])

    @property
    def is_overdue(self):
        return self.status == self.Status.OPEN and self.due_on < timezone.localdate()

    @property
    def is_late(self):
        """Proved after its day, or still owed after it."""
        return (self.proved_on or timezone.localdate()) > self.due_on

    @property
    def status_tone(self):
        if self.is_overdue:
            return "bad"
        tones = {"to_sign": "waiting", "open": "active", "proved": "waiting", "closed": "good"}
        return tones.get(self.status, "neutral")

    @property
    def is_out(self):
        return self.status in self.OUT


frozen.register(
    Rectification,
    "{row}.status IN ('closed', 'withdrawn', 'dropped')",
    why="整改已经办结，不能再改",
)


keep_names_of_day(Rectification, lambda rectification: rectification.made_on)
