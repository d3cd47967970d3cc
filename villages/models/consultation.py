"""Consultation before a vote: by what channels, what people said, what became of it.

Serves 征求群众意见 (plan, row 20). Opinions carry a group, never a name.
"""

from django.db import models
from django.db.models import Q

from township.access import ScopedQuerySet
from township.dates import cn_date
from township.history import frozen
from township.shorttext import shortened
from township.workflow import Versioned
from villages.models.text import Clause, TextVersion

_SCOPE = {
    "township": "text_version__text__village__township",
    "village": "text_version__text__village",
}


class Channel(models.TextChoices):
    GROUP_LEADERS = "group_leaders", "组长会"
    PARTY = "party", "党员会"
    REPS = "reps", "代表会"
    YARD = "yard", "院坝会"
    VISIT = "visit", "入户走访"
    BOARD = "board", "公开栏张贴"
    GROUP_CHAT = "group_chat", "微信群"
    BOX = "box", "意见箱"
    OTHER = "other", "其他方式"


class ConsultationQuerySet(ScopedQuerySet):
    scope = _SCOPE


class Consultation(Versioned):
    """One occasion at which a draft was put to the people."""

    text_version = models.ForeignKey(
        TextVersion, on_delete=models.PROTECT, related_name="consultations", verbose_name="文本"
    )
    round = models.PositiveSmallIntegerField("轮次", editable=False)
    channel = models.CharField("方式", max_length=16, choices=Channel.choices)
    on = models.DateField("日期")
    place = models.CharField("地点", max_length=60, blank=True)
    groups = models.CharField("涉及小组", max_length=120, blank=True, help_text="例如：1、2、3组。")
    headcount = models.PositiveIntegerField("参加人数", help_text="听取了多少人的意见；张贴的填0。")
    note = models.CharField("说明", max_length=200, blank=True)

    objects = ConsultationQuerySet.as_manager()

    class Meta:
        ordering = ["text_version", "on", "id"]
        verbose_name = "征求意见"

    def __str__(self):
        return f"{cn_date(self.on)}{self.get_channel_display()}"

    def get_absolute_url(self):
        return f"{self.text_version.get_absolute_url()}#consultation"


class OpinionQuerySet(ScopedQuerySet):
    scope = _SCOPE

    def unhandled(self):
        return self.filter(handling=Opinion.Handling.PENDING)


class Opinion(Versioned):
    """What was said about a clause or the text as a whole, and the answer."""

    class Handling(models.TextChoices):
        PENDING = "pending", "未处理"
        ACCEPTED = "accepted", "采纳"
        PARTLY = "partly", "部分采纳"
        REJECTED = "rejected", "不采纳"

    TONES = {
        Handling.PENDING: "waiting",
        Handling.ACCEPTED: "good",
        Handling.PARTLY: "active",
        Handling.REJECTED: "neutral",
    }

    text_version = models.ForeignKey(
        TextVersion, on_delete=models.PROTECT, related_name="opinions", verbose_name="文本"
    )
    round = models.PositiveSmallIntegerField("轮次", editable=False)
    clause = models.ForeignKey(
        Clause,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="opinions",
        verbose_name="针对哪一条",
    )
    clause_label = models.CharField("条号", max_length=40, blank=True, editable=False)
    channel = models.CharField("从哪里听到", max_length=16, choices=Channel.choices)
    on = models.DateField("日期")
    group = models.CharField(
        "所在小组", max_length=20, blank=True, help_text="写到小组，不写姓名。"
    )
    content = models.TextField("意见", max_length=1000)
    handling = models.CharField(
        "处理", max_length=10, choices=Handling.choices, default=Handling.PENDING
    )
    reply = models.TextField("答复", max_length=1000, blank=True)

    objects = OpinionQuerySet.as_manager()

    class Meta:
        ordering = ["text_version", "on", "id"]
        verbose_name = "意见"
        constraints = [
            models.CheckConstraint(
                name="opinion_refusal_answered",
                condition=~Q(handling="rejected") | ~Q(reply=""),
                violation_error_message="不采纳的意见要写明理由。",
            )
        ]

    def __str__(self):
        return shortened(self.content, 30)

    def get_absolute_url(self):
        return f"{self.text_version.get_absolute_url()}#opinion-{self.pk}"

    @property
    def handling_tone(self):
        return self.TONES[self.handling]


_CLOSED = (
    "EXISTS (SELECT 1 FROM villages_textversion v WHERE v.id = {row}.text_version_id "
    "AND v.status IN ('adopted', 'filed', 'correcting', 'superseded'))"
)
_WHY = "文本已通过，征求意见的记录不能再改"
frozen.register(Consultation, when=_CLOSED, on_insert=True, why=_WHY)
frozen.register(
    Opinion,
    when=_CLOSED,
    on_insert=True,
    why=_WHY,
    correctable=("channel", "on", "group", "content", "handling", "reply", "version"),
)
