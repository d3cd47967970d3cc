"""拟申报公示: the township tells everybody whom it means to apply for, before it does."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from campaigns.models.application import Application, OfApplicationQuerySet
from township.access import ScopedQuerySet
from township.history import frozen
from township.workflow import Versioned


class NoticeQuerySet(OfApplicationQuerySet):
    def of_villages_asked(self):
        """Of applications that are still being dealt with or were decided; not withdrawn ones."""
        return self.exclude(application__status=Application.Status.WITHDRAWN)


class Notice(models.Model):
    """One announcement of an application; both days included. A later one takes its place."""

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="notices")
    number = models.PositiveSmallIntegerField("次数")
    since = models.DateField("公示开始日期")
    until = models.DateField("公示结束日期")
    posted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    objects = NoticeQuerySet.as_manager()

    class Meta:
        ordering = ["-number"]
        verbose_name = "拟申报公示"
        constraints = [
            models.UniqueConstraint(
                fields=["application", "number"],
                name="notice_once",
                violation_error_message="这一次公示已经有了，请刷新后再试。",
            ),
            models.CheckConstraint(
                name="notice_dates",
                violation_error_message="公示结束日期不能早于开始日期。",
                condition=Q(until__gte=F("since")),
            ),
        ]

    def __str__(self):
        return f"{self.application}公示"

    def get_absolute_url(self):
        return reverse("campaigns:public_notice", args=[self.pk])

    @property
    def days(self):
        return (self.until - self.since).days + 1

    @property
    def is_running(self):
        return self.since <= timezone.localdate() <= self.until


frozen.register(Notice, why="公示已经张贴，不能再改")


class NoticeObjectionQuerySet(ScopedQuerySet):
    scope = {
        "township": "notice__application__village__township",
        "village": "notice__application__village",
    }

    def open(self):
        return self.filter(status=NoticeObjection.Status.OPEN)


class NoticeObjection(Versioned):
    """What somebody said against an application during its announcement. No names of villagers."""

    class Source(models.TextChoices):
        RESIDENT = "resident", "村（居）民"
        COMMITTEE = "committee", "村（居）民委员会"
        OTHER = "other", "其他单位或个人"

    class Status(models.TextChoices):
        OPEN = "open", "待答复"
        UPHELD = "upheld", "成立"
        REJECTED = "rejected", "不成立"

    notice = models.ForeignKey(Notice, on_delete=models.PROTECT, related_name="objections")
    source = models.CharField(
        "由谁提出", max_length=10, choices=Source.choices, default=Source.RESIDENT
    )
    received_on = models.DateField("收到日期")
    text = models.TextField(
        "异议内容", max_length=1000, help_text="写清事实和理由，不写村（居）民的姓名和家庭情况。"
    )
    answer = models.TextField("答复", max_length=1000, blank=True, editable=False)
    answered_on = models.DateField("答复日期", null=True, editable=False)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        editable=False,
    )
    status = models.CharField(
        "状态", max_length=10, choices=Status.choices, default=Status.OPEN, editable=False
    )

    objects = NoticeObjectionQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        verbose_name = "公示异议"
        constraints = [
            models.CheckConstraint(
                name="noticeobjection_is_answered",
                condition=Q(status="open") | ~Q(answer=""),
                violation_error_message="请写明答复。",
            )
        ]

    def __str__(self):
        return f"对{self.notice.application}的异议"

    def get_absolute_url(self):
        return reverse("campaigns:notice_objection", args=[self.pk])

    @property
    def status_tone(self):
        return {"open": "waiting", "upheld": "bad", "rejected": "neutral"}[self.status]


frozen.register(NoticeObjection, "{row}.status <> 'open'", why="异议已经办结，不能再改")
