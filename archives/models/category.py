"""What a village keeps, for how long, and what is asked of it: data a township can edit."""

from django.db import models
from django.urls import reverse

from archives.rules.requirements import Holding
from township.access import ScopedQuerySet
from township.users.models import Township
from township.workflow import Versioned


class Retention(models.TextChoices):
    """保管期限: as it stands in the reference code."""

    PERMANENT = "Y", "永久"
    THIRTY_YEARS = "D30", "30年"
    TEN_YEARS = "D10", "10年"


class CategoryQuerySet(ScopedQuerySet):
    scope = {"township": "township"}

    def in_use(self):
        return self.filter(is_active=True)

    def open_to(self, user):
        """Without the restricted ones where the user may not look into them."""
        return self if user.may("record.restricted") else self.filter(is_restricted=False)


class Category(Versioned):
    """档案类别: the code stands in the reference code as 机构（问题）."""

    township = models.ForeignKey(Township, on_delete=models.PROTECT, verbose_name="镇")
    code = models.CharField("代码", max_length=3, help_text="3 位大写字母，写进档号。")
    name = models.CharField("类别", max_length=40)
    retention = models.CharField("保管期限", max_length=3, choices=Retention.choices)
    is_restricted = models.BooleanField("限制查看", default=False)
    metadata = models.JSONField("须填的项目", default=list, blank=True)
    order = models.PositiveSmallIntegerField("排序", default=0)
    is_default = models.BooleanField("通用默认值", default=True)
    is_active = models.BooleanField("在用", default=True)

    objects = CategoryQuerySet.as_manager()

    class Meta:
        ordering = ["order", "code"]
        verbose_name = "档案类别"
        constraints = [
            models.UniqueConstraint(
                fields=["township", "code"],
                name="category_code_once",
                violation_error_message="这个代码已经是别的门类的，请换一个。",
            )
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("archives:category", args=[self.pk])


class RequirementQuerySet(ScopedQuerySet):
    scope = {"township": "category__township"}


class Requirement(models.Model):
    """What must be there: so many records per year, quarter, event, text and stage.

    asked_by: codes of the presets that ask for it; empty for what the township itself asks.
    """

    class Per(models.TextChoices):
        TERM = "TERM", "每届"
        YEAR = "YEAR", "每年"
        QUARTER = "QUARTER", "每季度"
        PUBLICITY = "PUBLICITY", "按公开的法定周期"
        EVENT = "EVENT", "每次"
        TEXT = "TEXT", "每个文本"
        CAMPAIGN = "CAMPAIGN", "创建期内"

    category = models.ForeignKey(Category, on_delete=models.CASCADE, related_name="requirements")
    key = models.CharField("代号", max_length=40)
    name = models.CharField("要求", max_length=80)
    per = models.CharField("频次", max_length=10, choices=Per.choices)
    count = models.PositiveSmallIntegerField("份数", default=1)
    text_kind = models.CharField("文本", max_length=16, blank=True)
    stage = models.CharField("稿次", max_length=16, blank=True)
    holds = models.CharField(
        "须附",
        max_length=12,
        blank=True,
        choices=[(one.value, one.label) for one in Holding],
        help_text="选了以后，没有附上的不算齐全。",
    )
    asked_by = models.JSONField("哪些方案要求", default=list, blank=True, editable=False)

    objects = RequirementQuerySet.as_manager()

    class Meta:
        ordering = ["category__order", "id"]
        verbose_name = "归档要求"
        constraints = [
            models.UniqueConstraint(
                fields=["category", "key"],
                name="requirement_key_once",
                violation_error_message="这个门类已经有这一项要求。",
            )
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return self.category.get_absolute_url()
