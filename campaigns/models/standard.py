"""Standards as data: versions of categories, indicators, vetoes and thresholds.

An issued version never changes: evaluations and applications point at it.
"""

from decimal import Decimal

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from campaigns.models.campaign import Campaign, OfCampaignQuerySet
from township.access import ScopedQuerySet
from township.history import frozen
from township.workflow.sign_off import SignedOff

PROPOSED = "指标和分值为系统方案自拟，未登记上级标准文件"


class Standard(models.Model):
    """标准, e.g. the one for 先进村; what it asks stands in its versions."""

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="standards")
    code = models.CharField("代号", max_length=20)
    name = models.CharField("名称", max_length=60)

    objects = OfCampaignQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        verbose_name = "标准"
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "code"],
                name="standard_code_once",
                violation_error_message="这个代号已经是别的标准的，请换一个。",
            )
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("campaigns:standard", args=[self.pk])


class StandardVersionQuerySet(ScopedQuerySet):
    scope = {"township": "standard__campaign__township"}

    def issued(self):
        return self.filter(status=StandardVersion.Status.ISSUED)

    def in_force(self):
        """Issued versions, newest first: the first of a standard is the one in force."""
        return self.issued().order_by("standard", "-number")

    def with_parts(self):
        """Everything `standard_rows.definition` reads, in six queries for any number."""
        return self.select_related("standard").prefetch_related(
            "categories", "indicators", "vetoes", "thresholds__level"
        )


class StandardVersion(SignedOff):
    class Status(models.TextChoices):
        DRAFT = "draft", "草稿"
        TO_SIGN = "to_sign", "待签发"
        ISSUED = "issued", "已下发"

    standard = models.ForeignKey(Standard, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField("版本", editable=False)
    note = models.CharField("修订说明", max_length=300, blank=True)
    is_proposal = models.BooleanField("分值为自拟", default=False, editable=False)
    issued_on = models.DateField("下发日期", null=True, blank=True, editable=False)
    status = models.CharField(
        "状态", max_length=10, choices=Status.choices, default=Status.DRAFT, editable=False
    )

    objects = StandardVersionQuerySet.as_manager()

    class Meta:
        ordering = ["-number"]
        verbose_name = "标准版本"
        constraints = [
            models.UniqueConstraint(
                fields=["standard", "number"],
                name="standardversion_once",
                violation_error_message="这个版次已经有了，请刷新后再试。",
            )
        ]

    def __str__(self):
        return f"{self.standard}第{self.number}版"

    def get_absolute_url(self):
        return reverse("campaigns:standard_version", args=[self.pk])

    @property
    def status_tone(self):
        return {"draft": "neutral", "to_sign": "waiting", "issued": "good"}[self.status]

    @property
    def proposed(self):
        """That the points are this project's own; "" once the official paper is there."""
        return PROPOSED if self.is_proposal and self.document is None else ""

    @property
    def document(self):
        """The official paper in force: the last one registered. Reads prefetched `documents`."""
        return next(iter(self.documents.all()), None)

    @property
    def cited(self):
        """The version as a paper cites it: with the official document, or that none is there."""
        if self.document:
            return f"{self}（{self.document.number}）"
        return f"{self}（{self.proposed}）" if self.proposed else str(self)

    @property
    def is_draft(self):
        return self.status == self.Status.DRAFT

    @property
    def is_issued(self):
        return self.status == self.Status.ISSUED


class OfVersionQuerySet(ScopedQuerySet):
    scope = {"township": "version__standard__campaign__township"}


class StandardCategory(models.Model):
    version = models.ForeignKey(
        StandardVersion, on_delete=models.CASCADE, related_name="categories"
    )
    code = models.CharField("代号", max_length=10)
    name = models.CharField("类别", max_length=40)
    order = models.PositiveSmallIntegerField("排序")

    objects = OfVersionQuerySet.as_manager()

    class Meta:
        ordering = ["order"]
        verbose_name = "指标类别"
        constraints = [
            models.UniqueConstraint(
                fields=["version", "code"],
                name="standardcategory_once",
                violation_error_message="同一版标准里，类别的代号不能重复。",
            )
        ]

    def __str__(self):
        return self.name


class Indicator(models.Model):
    """指标. `deductions` are rules the system computes; `auto` names its check, "" for none."""

    version = models.ForeignKey(
        StandardVersion, on_delete=models.CASCADE, related_name="indicators"
    )
    category = models.ForeignKey(
        StandardCategory, on_delete=models.CASCADE, related_name="indicators"
    )
    code = models.CharField("代号", max_length=10)
    name = models.CharField("指标", max_length=60)
    points = models.DecimalField("分值", max_digits=5, decimal_places=1)
    rule = models.CharField("评分办法", max_length=500)
    how_to_check = models.CharField("考评方式", max_length=300)
    evidence = models.JSONField("佐证档案类目", default=list, blank=True)
    deductions = models.JSONField("扣分规则", default=list, blank=True)
    auto = models.CharField("系统核对", max_length=30, blank=True)
    bonus_rule = models.CharField("加分办法", max_length=300, blank=True)
    cap = models.DecimalField("加分后上限", max_digits=5, decimal_places=1, null=True, blank=True)
    order = models.PositiveSmallIntegerField("排序")

    objects = OfVersionQuerySet.as_manager()

    class Meta:
        ordering = ["order"]
        verbose_name = "指标"
        constraints = [
            models.UniqueConstraint(
                fields=["version", "code"],
                name="indicator_once",
                violation_error_message="同一版标准里，指标的代号不能重复。",
            ),
            models.CheckConstraint(
                name="indicator_points",
                violation_error_message="分值要大于0，加分后的最高分不能低于分值。",
                condition=Q(points__gt=0) & (Q(cap=None) | Q(cap__gte=F("points"))),
            ),
        ]

    def __str__(self):
        return f"{self.code} {self.name}"

    @property
    def top(self):
        """The most points that may be given."""
        return self.points if self.cap is None else self.cap


class Veto(models.Model):
    """一票否决情形."""

    version = models.ForeignKey(StandardVersion, on_delete=models.CASCADE, related_name="vetoes")
    code = models.CharField("代号", max_length=10)
    name = models.CharField("情形", max_length=60)
    rule = models.CharField("认定办法", max_length=300)
    order = models.PositiveSmallIntegerField("排序")

    objects = OfVersionQuerySet.as_manager()

    class Meta:
        ordering = ["order"]
        verbose_name = "一票否决情形"
        constraints = [
            models.UniqueConstraint(
                fields=["version", "code"],
                name="veto_once",
                violation_error_message="同一版标准里，一票否决的代号不能重复。",
            )
        ]

    def __str__(self):
        return self.name


class Threshold(models.Model):
    """What a level asks of this version: a total, and a share of every category's points."""

    version = models.ForeignKey(
        StandardVersion, on_delete=models.CASCADE, related_name="thresholds"
    )
    level = models.ForeignKey(
        "campaigns.Level", on_delete=models.PROTECT, related_name="thresholds"
    )
    total = models.DecimalField("达标总分", max_digits=5, decimal_places=1)
    category_percent = models.DecimalField(
        "每类最低比例", max_digits=5, decimal_places=1, default=Decimal(0)
    )

    objects = OfVersionQuerySet.as_manager()

    class Meta:
        ordering = ["level__rank"]
        verbose_name = "达标分数"
        constraints = [
            models.UniqueConstraint(
                fields=["version", "level"],
                name="threshold_once",
                violation_error_message="同一版标准里，一个级别只能有一个分数线。",
            ),
            models.CheckConstraint(
                name="threshold_bounds",
                violation_error_message="分数线要在0到100之间。",
                condition=Q(total__gt=0, total__lte=100)
                & Q(category_percent__gte=0, category_percent__lte=100),
            ),
        ]

    def __str__(self):
        return f"{self.level}{self.total}分"


# Until a village has signed for it, it can be taken back; what it says never changes meanwhile.
frozen.register(
    StandardVersion,
    "{row}.status = 'issued'",
    except_columns=("status", "version", "issued_on"),
    why="标准已经下发，修订请另起新版",
)
frozen.register(
    StandardVersion,
    "{row}.status = 'issued' AND EXISTS (SELECT 1 FROM campaigns_receipt r "
    "WHERE r.standard_version_id = {row}.id AND r.status = 'signed')",
    why="标准已经下发，修订请另起新版",
)
for part in (StandardCategory, Indicator, Veto, Threshold):
    frozen.register(
        part,
        "EXISTS (SELECT 1 FROM campaigns_standardversion v WHERE v.id = {row}.version_id "
        "AND v.status = 'issued')",
        on_insert=True,
        why="标准已经下发，修订请另起新版",
    )
