"""Motions of a meeting, how they were counted and what came of them. Closed ones are frozen."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from township.access import ScopedQuerySet
from township.history import frozen
from township.namefields import PersonNames
from township.workflow import Versioned
from villages.models.deliberation import Deliberation
from villages.models.meeting import Meeting
from villages.models.recall import Recall
from villages.models.text import TextVersion
from villages.rules.kinds import SUBJECTS, Matter, VotingMethod


class MotionQuerySet(ScopedQuerySet):
    scope = {"township": "meeting__village__township", "village": "meeting__village"}

    def open(self):
        return self.filter(status=Motion.Status.OPEN)

    def closed(self):
        return self.exclude(status=Motion.Status.OPEN)

    def passed(self):
        return self.filter(status=Motion.Status.PASSED)


class Motion(Versioned):
    """One matter put to the vote. `question` and `verdict` are frozen as JSON on closing."""

    class Status(models.TextChoices):
        OPEN = "open", "待表决"
        PASSED = "passed", "通过"
        FAILED = "failed", "未通过"
        NO_QUORUM = "no_quorum", "未达法定人数"
        BLOCKED = "blocked", "表决主体不合法"

    TONES = {
        Status.OPEN: "active",
        Status.PASSED: "good",
        Status.FAILED: "bad",
        Status.NO_QUORUM: "bad",
        Status.BLOCKED: "bad",
    }

    meeting = models.ForeignKey(
        Meeting, on_delete=models.PROTECT, related_name="motions", verbose_name="会议"
    )
    about = models.CharField("表决什么", max_length=16, choices=SUBJECTS)
    text_version = models.ForeignKey(
        TextVersion,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="motions",
        verbose_name="表决的文本",
    )
    deliberation = models.ForeignKey(
        Deliberation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="motions",
        verbose_name="来自哪次协商",
        editable=False,
    )
    recall = models.ForeignKey(
        Recall,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="motions",
        verbose_name="罢免要求",
        editable=False,
    )
    title = models.CharField("议题", max_length=120)
    method = models.CharField(
        "表决方式", max_length=16, choices=VotingMethod.choices, default=VotingMethod.SHOW_OF_HANDS
    )
    discussion = models.TextField("讨论情况", max_length=3000, blank=True)
    # Who stayed out and why, in a sentence; neither law takes them from the number who should come.
    recusal = models.CharField("回避情况", max_length=200, blank=True)
    supervisor = PersonNames("监票人", max_length=30, blank=True)
    override_basis = models.CharField("地方法规名称", max_length=100, blank=True)
    override_article = models.CharField("条款", max_length=40, blank=True)
    override_quote = models.TextField("条文原文", max_length=1000, blank=True)
    status = models.CharField("结果", max_length=10, choices=Status.choices, default=Status.OPEN)
    question = models.JSONField("表决依据", default=dict, editable=False)
    verdict = models.JSONField("认定", default=dict, editable=False)
    closed_at = models.DateTimeField("结束时间", null=True, editable=False)

    objects = MotionQuerySet.as_manager()

    class Meta:
        ordering = ["meeting", "id"]
        verbose_name = "议题"
        constraints = [
            models.UniqueConstraint(
                fields=["text_version"],
                condition=Q(status="open"),
                name="motion_one_open_of_text",
                violation_error_message="这个文本已经列入另一次会议，正在等待表决。",
            ),
            models.UniqueConstraint(
                fields=["text_version"],
                condition=Q(status="passed"),
                name="motion_one_passed_of_text",
                violation_error_message="这个版本已经表决通过，不用再表决。",
            ),
            models.CheckConstraint(
                name="motion_closed_has_verdict",
                violation_error_message="结束表决的议题要有结束时间。",
                condition=Q(status="open") | Q(closed_at__isnull=False),
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("villages:motion", args=[self.pk])

    @property
    def village(self):
        return self.meeting.village

    @property
    def is_open(self):
        return self.status == self.Status.OPEN

    @property
    def is_closed(self):
        return self.status != self.Status.OPEN

    @property
    def is_passed(self):
        return self.status == self.Status.PASSED

    @property
    def status_tone(self):
        return self.TONES[self.status]

    @property
    def is_secret(self):
        return self.method == VotingMethod.SECRET

    @property
    def is_rated(self):
        """People are rated one by one: there is no yes and no."""
        return self.about == Matter.APPRAISAL

    @property
    def is_roll_call(self):
        return self.method == VotingMethod.ROLL_CALL


class MotionChildQuerySet(ScopedQuerySet):
    scope = {
        "township": "motion__meeting__village__township",
        "village": "motion__meeting__village",
    }


class Tally(Versioned):
    """One count of a motion; secret ballots are counted into the system twice, by two people."""

    class Side(models.IntegerChoices):
        FIRST = 1, "第一次录入"
        SECOND = 2, "第二次录入"

    motion = models.ForeignKey(Motion, on_delete=models.PROTECT, related_name="tallies")
    side = models.PositiveSmallIntegerField("第几次", choices=Side.choices, default=Side.FIRST)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="录入人"
    )
    # Under the name of the day, and whether for another.
    entered_name = models.CharField("录入人姓名", max_length=60, blank=True, editable=False)
    entered_at = models.DateTimeField("录入时间", auto_now=True)
    issued = models.PositiveIntegerField("发出票", null=True, blank=True)
    returned = models.PositiveIntegerField("收回票", null=True, blank=True)
    yes = models.PositiveIntegerField("赞成")
    no = models.PositiveIntegerField("反对")
    abstain = models.PositiveIntegerField("弃权")
    invalid = models.PositiveIntegerField("废票", default=0)

    objects = MotionChildQuerySet.as_manager()

    class Meta:
        ordering = ["motion", "side"]
        verbose_name = "计票"
        constraints = [
            models.UniqueConstraint(
                fields=["motion", "side"],
                name="tally_side_once",
                violation_error_message="这一次计票已经录入。",
            ),
            models.UniqueConstraint(
                fields=["motion", "entered_by"],
                name="tally_two_people",
                violation_error_message="两次计票要由两个人分别录入。",
            ),
            models.CheckConstraint(
                name="tally_returned_in_issued",
                condition=Q(issued=None) | Q(returned=None) | Q(returned__lte=F("issued")),
                violation_error_message="收回票不能多于发出票。",
            ),
        ]

    def __str__(self):
        return f"{self.motion}：{self.get_side_display()}"

    def get_absolute_url(self):
        return self.motion.get_absolute_url()


_CLOSED = (
    "EXISTS (SELECT 1 FROM villages_motion m WHERE m.id = {row}.motion_id AND m.status <> 'open')"
)
_OF_COUNT = "EXISTS (SELECT 1 FROM villages_tally t WHERE t.id = c.object_id AND t.motion_id = {})"
# A correction of the meeting or of a count has the vote judged again.
frozen.register(
    Motion,
    when="{row}.status <> 'open'",
    why="表决已结束，结果不能再改",
    correctable=("question", "verdict", "status", "version"),
    corrected_by=(
        ("villages.meeting", "c.object_id = OLD.meeting_id"),
        ("villages.tally", _OF_COUNT.format("OLD.id")),
    ),
)
frozen.register(
    Tally,
    when=_CLOSED,
    on_insert=True,
    why="表决已结束，计票不能再改",
    correctable=("issued", "returned", "yes", "no", "abstain", "invalid", "version"),
    corrected_by=(
        ("villages.tally", _OF_COUNT.format("OLD.motion_id")),
        (
            "villages.meeting",
            "EXISTS (SELECT 1 FROM villages_motion m WHERE m.id = OLD.motion_id "
            "AND m.meeting_id = c.object_id)",
        ),
    ),
)
