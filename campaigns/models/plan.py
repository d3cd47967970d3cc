"""The campaign's plan in versions; each issued one goes to every village against receipt."""

from django.db import models
from django.urls import reverse

from campaigns.models.campaign import Campaign, OfCampaignQuerySet
from township.files.models import StoredFile
from township.history import frozen
from township.workflow import Versioned


class PlanVersion(Versioned):
    """创建活动方案, one version of it."""

    class Status(models.TextChoices):
        DRAFT = "draft", "草稿"
        ISSUED = "issued", "已下发"

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="plans")
    number = models.PositiveSmallIntegerField("版本", editable=False)
    title = models.CharField("标题", max_length=100)
    text = models.TextField("正文", max_length=20000, blank=True)
    reason = models.CharField("修订原因", max_length=300, blank=True)
    file = models.ForeignKey(
        StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    file_name = models.CharField("文件名", max_length=255, blank=True, default="")
    issued_on = models.DateField("下发日期", null=True, blank=True, editable=False)
    status = models.CharField(
        "状态", max_length=10, choices=Status.choices, default=Status.DRAFT, editable=False
    )

    objects = OfCampaignQuerySet.as_manager()

    class Meta:
        ordering = ["-number"]
        verbose_name = "活动方案"
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "number"],
                name="planversion_once",
                violation_error_message="这一版方案已经有了，请刷新后再试。",
            )
        ]

    def __str__(self):
        return f"{self.title}（第{self.number}版）"

    def get_absolute_url(self):
        return reverse("campaigns:plan", args=[self.pk])

    @property
    def status_tone(self):
        return {"draft": "neutral", "issued": "good"}[self.status]


# Until a village has signed for it, it can be taken back; what it says never changes meanwhile.
frozen.register(
    PlanVersion,
    "{row}.status = 'issued'",
    except_columns=("status", "version", "issued_on"),
    why="方案已经下发，修订请另起新版",
)
frozen.register(
    PlanVersion,
    "{row}.status = 'issued' AND EXISTS (SELECT 1 FROM campaigns_receipt r "
    "WHERE r.plan_id = {row}.id AND r.status = 'signed')",
    why="方案已经下发，修订请另起新版",
)
