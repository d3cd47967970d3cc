"""罢免要求: that enough people demand the recall of a member of the committee, and what came of it.

Serves 村民委员会组织法第十九条 and 城市居民委员会组织法第二十条. How many signed is written down,
not who: the signatures stay on the paper of the village.
"""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from township.access import ScopedQuerySet
from township.dates import cn_date
from township.history import frozen
from township.workflow import Versioned
from villages.models.names_of_day import BegunInVillage, keep_names_of_day
from villages.models.organisation import Term
from villages.models.village import Village
from villages.rules.kinds import Petitioners
from villages.rules.recall import UNITS


class RecallQuerySet(ScopedQuerySet):
    scope = {"township": "village__township", "village": "village"}

    def open(self):
        return self.filter(status=Recall.Status.OPEN)


class Recall(BegunInVillage, Versioned):
    """One demand. `vote_until` is the last day for the meeting where a local rule names one."""

    class Status(models.TextChoices):
        OPEN = "open", "办理中"
        RECALLED = "recalled", "已罢免"
        KEPT = "kept", "罢免未通过"
        ANSWERED = "answered", "已答复，不表决"

    TONES = {
        Status.OPEN: "active",
        Status.RECALLED: "good",
        Status.KEPT: "neutral",
        Status.ANSWERED: "neutral",
    }

    village = models.ForeignKey(
        Village, on_delete=models.PROTECT, related_name="recalls", verbose_name="村（居）"
    )
    term = models.ForeignKey(
        Term, on_delete=models.PROTECT, related_name="recalls", verbose_name="要求罢免谁"
    )
    received_on = models.DateField("收到日期")
    petitioners = models.CharField("谁联名提出", max_length=10, choices=Petitioners.choices)
    signers = models.PositiveIntegerField("联名数")
    base = models.PositiveIntegerField("总数")
    reason = models.TextField("罢免理由", max_length=2000)
    defence = models.TextField("申辩情况", max_length=2000, blank=True)
    vote_until = models.DateField("最晚表决日期", null=True, blank=True, editable=False)
    status = models.CharField("状态", max_length=10, choices=Status.choices, default=Status.OPEN)
    answer = models.TextField("答复", max_length=2000, blank=True)
    settled_on = models.DateField("办结日期", null=True, blank=True)

    objects = RecallQuerySet.as_manager()

    class Meta:
        ordering = ["-received_on", "-id"]
        verbose_name = "罢免要求"
        constraints = [
            models.CheckConstraint(
                name="recall_signers_in_base",
                condition=Q(signers__lte=F("base")),
                violation_error_message="联名数不能多于总数。",
            ),
            models.CheckConstraint(
                name="recall_settled_has_day",
                condition=Q(status="open", settled_on=None)
                | (
                    ~Q(status="open")
                    & Q(settled_on__isnull=False, settled_on__gte=F("received_on"))
                ),
                violation_error_message="办结日期不能早于收到日期。",
            ),
            models.UniqueConstraint(
                fields=["term"],
                condition=Q(status="open"),
                name="recall_one_open_of_term",
                violation_error_message="对这个人已经有一件罢免要求在办理。",
            ),
        ]

    @property
    def begun_on(self):
        return self.received_on

    def __str__(self):
        return f"罢免{self.who}"

    def get_absolute_url(self):
        return reverse("villages:recall", args=[self.pk])

    @property
    def who(self):
        return f"{self.term.body}{self.term.post_name}{self.term.person}"

    @property
    def is_open(self):
        return self.status == self.Status.OPEN

    @property
    def status_tone(self):
        return self.TONES[self.status]

    @property
    def told(self):
        """What the meeting votes upon, as its minutes have it."""
        unit = UNITS[self.petitioners]
        who = f"{self.get_petitioners_display()}{self.signers}{unit}联名（总数{self.base}{unit}）"
        heard = f"申辩情况：{self.defence}" if self.defence.strip() else ""
        return f"{cn_date(self.received_on)}，{who}要求{self}。理由：{self.reason}{heard}"


frozen.register(Recall, when="{row}.status <> 'open'", why="罢免要求已办结，不能再改")
keep_names_of_day(Recall, lambda row: row.received_on)
