"""Meetings: who called them, who should come, who came.

Serves 村民委员会组织法 and 城市居民委员会组织法 on meetings of villagers, residents and their
representatives, and the plan's records of meetings (row 46).
"""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from township.access import ScopedQuerySet
from township.dates import cn_date
from township.history import frozen
from township.namefields import PersonNames
from township.workflow import Versioned
from villages.models.names_of_day import BegunInVillage, keep_names_of_day
from villages.models.village import Village
from villages.rules.kinds import REPRESENTATIVE, MeetingKind, Mode


class MeetingQuerySet(ScopedQuerySet):
    scope = {"township": "village__township", "village": "village"}

    def closed(self):
        return self.filter(status=Meeting.Status.CLOSED)


class Meeting(BegunInVillage, Versioned):
    """One meeting with its figures. Closed ones are frozen."""

    class Status(models.TextChoices):
        PLANNED = "planned", "办理中"
        CLOSED = "closed", "已结束"
        CANCELLED = "cancelled", "已取消"

    TONES = {Status.PLANNED: "active", Status.CLOSED: "good", Status.CANCELLED: "neutral"}

    village = models.ForeignKey(
        Village, on_delete=models.PROTECT, related_name="meetings", verbose_name="村（居）"
    )
    kind = models.CharField("会议类型", max_length=16, choices=MeetingKind.choices)
    mode = models.CharField("到会人数怎么算", max_length=10, choices=Mode.choices)
    title = models.CharField("会议名称", max_length=80)
    held_at = models.DateTimeField("会议时间")
    place = models.CharField("地点", max_length=60)
    chair = PersonNames("主持人", max_length=30)
    recorder = PersonNames("记录人", max_length=30)
    noticed_on = models.DateField("通知日期", null=True, blank=True)
    notice_way = models.CharField(
        "通知方式", max_length=60, blank=True, help_text="例如：公开栏张贴、广播、入户。"
    )
    is_special = models.BooleanField("因特殊情况临时通知", default=False)
    special_reason = models.CharField("特殊情况是什么", max_length=200, blank=True)
    party_on = models.DateField("党组织研究讨论日期", null=True, blank=True)
    steps = models.JSONField("四议两公开", default=dict, blank=True)
    total = models.PositiveIntegerField("应到", null=True, blank=True)
    total_note = models.CharField("应到与登记数不同的依据", max_length=200, blank=True)
    excluded = models.PositiveIntegerField("外出不计入", default=0)
    is_exclusion_told = models.BooleanField("已向会议说明外出人数", default=False)
    excluded_note = models.CharField("联系情况", max_length=200, blank=True)
    present = models.PositiveIntegerField("实到", null=True, blank=True)
    women_present = models.PositiveIntegerField("其中妇女", null=True, blank=True)
    reps = models.PositiveIntegerField("代表总数", default=0)
    women_reps = models.PositiveIntegerField("妇女代表总数", default=0)
    women_reps_present = models.PositiveIntegerField("到会妇女代表", default=0)
    guests = models.CharField("列席", max_length=200, blank=True)
    summary = models.TextField("会议内容", max_length=5000, blank=True)
    status = models.CharField("状态", max_length=10, choices=Status.choices, default=Status.PLANNED)
    closed_at = models.DateTimeField("结束登记时间", null=True, blank=True)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        ordering = ["-held_at", "-id"]
        verbose_name = "会议"
        indexes = [models.Index(fields=["village", "-held_at"], name="meeting_by_day")]
        constraints = [
            models.CheckConstraint(
                name="meeting_present_in_total",
                condition=Q(present=None) | Q(total__isnull=False, present__lte=F("total")),
                violation_error_message="实到人数不能多于应到人数。",
            ),
            models.CheckConstraint(
                name="meeting_special_has_reason",
                condition=Q(is_special=False) | ~Q(special_reason=""),
                violation_error_message="以特殊情况临时通知的，要写明是什么情况。",
            ),
        ]

    @property
    def begun_on(self):
        return self.held_on

    def __str__(self):
        return f"{cn_date(self.held_on)}{self.title}"

    def get_absolute_url(self):
        return reverse("villages:meeting", args=[self.pk])

    @property
    def held_on(self):
        """The day of the meeting where it was held."""
        return timezone.localtime(self.held_at).date()

    @property
    def is_closed(self):
        return self.status == self.Status.CLOSED

    @property
    def is_over(self):
        return self.held_at <= timezone.now()

    @property
    def has_attendance(self):
        return self.present is not None and self.total is not None

    @property
    def is_of_representatives(self):
        return self.kind in REPRESENTATIVE

    @property
    def unit(self):
        """How heads are counted on paper."""
        return "户" if self.mode == Mode.HOUSEHOLD else "人"

    @property
    def status_tone(self):
        return self.TONES[self.status]


frozen.register(
    Meeting,
    when="{row}.status = 'closed'",
    except_columns=("steps", "version"),
    why="会议已结束，记录不能再改",
    correctable=(
        "held_at",
        "place",
        "chair",
        "recorder",
        "noticed_on",
        "total",
        "total_note",
        "excluded",
        "present",
        "women_present",
        "reps",
        "women_reps",
        "women_reps_present",
        "guests",
        "summary",
    ),
)


keep_names_of_day(Meeting, lambda meeting: meeting.held_on)
