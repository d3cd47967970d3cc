"""既有文本: how a text was adopted that was in force before the system came."""

from django.db import models
from django.db.models import F, Q

from township.access import ScopedQuerySet
from township.history import frozen
from township.history.later import EnteredLater
from township.workflow import Versioned
from villages.models.text import TextVersion
from villages.rules.kinds import DECIDING, MeetingKind, Mode, VotingMethod
from villages.rules.verdict import Verdict

BODIES = [(kind.value, kind.label) for kind in MeetingKind if kind in DECIDING]


class PriorAdoptionQuerySet(ScopedQuerySet):
    scope = {
        "township": "text_version__text__village__township",
        "village": "text_version__text__village",
    }


class PriorAdoption(Versioned, EnteredLater):
    """What is known of the adoption. `verdict` is empty where the system has not judged: no
    counts are known, or no law of that day."""

    text_version = models.OneToOneField(
        TextVersion, on_delete=models.PROTECT, related_name="prior", verbose_name="文本"
    )
    on = models.DateField("通过日期", db_column="adopted_on")
    # Where it began on another day than the one it was adopted on.
    effective_on = models.DateField("施行日期", null=True, blank=True)
    meeting_kind = models.CharField("由什么会议通过", max_length=16, choices=BODIES, blank=True)
    meeting_title = models.CharField("会议名称", max_length=60, blank=True)
    method = models.CharField("表决方式", max_length=16, choices=VotingMethod.choices, blank=True)
    mode = models.CharField("到会怎么计算", max_length=10, choices=Mode.choices, blank=True)
    total = models.PositiveIntegerField("应到", null=True, blank=True)
    present = models.PositiveIntegerField("实到", null=True, blank=True)
    yes = models.PositiveIntegerField("赞成", null=True, blank=True)
    no = models.PositiveIntegerField("反对", null=True, blank=True)
    abstain = models.PositiveIntegerField("弃权", null=True, blank=True)
    invalid = models.PositiveIntegerField("废票", null=True, blank=True)
    filed_on = models.DateField("备案日期", null=True, blank=True)
    receipt_no = models.CharField("备案编号", max_length=40, blank=True)
    proof = models.CharField("凭据说明", max_length=300, blank=True)
    question = models.JSONField("表决依据", default=dict, editable=False)
    verdict = models.JSONField("认定", default=dict, editable=False)

    objects = PriorAdoptionQuerySet.as_manager()

    class Meta:
        verbose_name = "既有文本"
        constraints = [
            models.CheckConstraint(
                name="prioradoption_is_entered",
                condition=Q(entered_at__isnull=False) & ~Q(entered_name=""),
                violation_error_message="补录要有补录人和补录时间。",
            ),
            models.CheckConstraint(
                name="prioradoption_effective_after",
                condition=Q(effective_on=None) | Q(effective_on__gte=F("on")),
                violation_error_message="施行日期不能早于通过日期。",
            ),
            models.CheckConstraint(
                name="prioradoption_receipt_day",
                condition=Q(receipt_no="") | Q(filed_on__isnull=False),
                violation_error_message="填了备案编号的，请把备案日期也填上。",
            ),
        ]

    def __str__(self):
        return f"{self.text_version}（补录）"

    def get_absolute_url(self):
        return self.text_version.get_absolute_url()

    @property
    def village(self):
        return self.text_version.village

    @property
    def has_counts(self):
        return None not in (self.total, self.present, self.yes)

    @property
    def judged(self):
        """The Verdict under the law of the day, None where the system has not judged."""
        return Verdict.from_dict(self.verdict) if self.verdict else None

    @property
    def adopted_by(self):
        """What adopted it, as far as it is known."""
        return self.meeting_title or self.get_meeting_kind_display() or "没有查到"


frozen.register(
    PriorAdoption,
    why="既有文本已经补录，不能再改，填错的请更正",
    correctable=(
        *("adopted_on", "effective_on", "meeting_kind", "meeting_title", "method", "mode"),
        *("total", "present", "yes", "no", "abstain", "invalid", "filed_on", "receipt_no", "proof"),
        *("question", "verdict", "version"),
    ),
)
