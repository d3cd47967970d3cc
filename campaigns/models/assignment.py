"""年度任务下达: a year's targets as a notice to the villages."""

from django.db import models
from django.urls import reverse

from campaigns.models.campaign import Campaign, OfCampaignQuerySet
from campaigns.models.level import Level
from campaigns.models.target import Target
from township.access import ScopedQuerySet
from township.history import frozen
from township.workflow.sign_off import SignedOff
from villages.models import Village
from villages.models.names_of_day import keep_names_of_day


class Assignment(SignedOff):
    class Status(models.TextChoices):
        DRAFT = "draft", "拟稿"
        TO_SIGN = "to_sign", "待签发"
        ISSUED = "issued", "已下达"

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="assignments")
    year = models.PositiveSmallIntegerField("年度")
    number = models.CharField(
        "文号", max_length=40, blank=True, help_text="例如 示府发〔2026〕5号；下达前填写。"
    )
    requirements = models.TextField("重点工作", max_length=2000, blank=True)
    deadlines = models.TextField("时间安排", max_length=1000, blank=True)
    issued_on = models.DateField("下达日期", null=True, blank=True, editable=False)
    status = models.CharField(
        "状态", max_length=10, choices=Status.choices, default=Status.DRAFT, editable=False
    )

    objects = OfCampaignQuerySet.as_manager()

    class Meta:
        ordering = ["-year"]
        verbose_name = "年度任务"
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "year"],
                name="assignment_once_a_year",
                violation_error_message="这一年度的任务已经拟过。",
            )
        ]

    def __str__(self):
        return f"{self.year}年度创建任务"

    def get_absolute_url(self):
        return reverse("campaigns:assignment", args=[self.pk])

    @property
    def full_name(self):
        """Where those of several campaigns stand together."""
        return f"{self.campaign.called}{self}"

    @property
    def status_tone(self):
        return {"draft": "neutral", "to_sign": "waiting", "issued": "good"}[self.status]

    @property
    def is_draft(self):
        return self.status == self.Status.DRAFT


class AssignmentRowQuerySet(ScopedQuerySet):
    scope = {"township": "village__township", "village": "village"}


class AssignmentRow(models.Model):
    """What one village is told: a target, or without one to take part and be evaluated."""

    assignment = models.ForeignKey(Assignment, on_delete=models.CASCADE, related_name="rows")
    village = models.ForeignKey(Village, on_delete=models.PROTECT, related_name="+")
    target = models.ForeignKey(
        Target, on_delete=models.PROTECT, null=True, blank=True, related_name="assigned"
    )
    level = models.ForeignKey(
        Level, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    due_year = models.PositiveSmallIntegerField("完成年度", null=True, blank=True)
    commitment = models.CharField(
        "要求", max_length=10, choices=Target.Commitment.choices, blank=True
    )
    task = models.CharField("任务", max_length=300)
    # The level held when it was handed down; whatever comes later does not change the notice.
    held = models.CharField("现有等级", max_length=40, blank=True, editable=False)
    order = models.PositiveSmallIntegerField("排序", default=0)

    objects = AssignmentRowQuerySet.as_manager()

    class Meta:
        ordering = ["order", "id"]
        verbose_name = "任务条目"
        constraints = [
            models.UniqueConstraint(
                fields=["assignment", "village", "target"],
                name="assignmentrow_once",
                violation_error_message="这个村的这一目标已经在任务里。",
            )
        ]

    def __str__(self):
        return f"{self.village}:{self.task}"

    def get_absolute_url(self):
        return self.assignment.get_absolute_url()

    @property
    def level_name(self):
        return self.level.name_for(self.village, self.assignment.issued_on)


# Until a village has signed for it, it can be taken back; what it says never changes meanwhile.
frozen.register(
    Assignment,
    "{row}.status = 'issued'",
    except_columns=("status", "version", "issued_on"),
    why="任务已经下达，不能再改",
    correctable=("number",),
)
frozen.register(
    Assignment,
    "{row}.status = 'issued' AND EXISTS (SELECT 1 FROM campaigns_receipt r "
    "WHERE r.assignment_id = {row}.id AND r.status = 'signed')",
    except_columns=("version",),
    why="任务已经下达，不能再改",
    correctable=("number",),
)
frozen.register(
    AssignmentRow,
    "EXISTS (SELECT 1 FROM campaigns_assignment a WHERE a.id = {row}.assignment_id "
    "AND a.status = 'issued')",
    on_insert=True,
    why="任务已经下达，不能再改",
)


keep_names_of_day(AssignmentRow, lambda row: row.assignment.issued_on)
