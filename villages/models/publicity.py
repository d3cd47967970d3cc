"""Publicity: by which channel which contents were told to which groups.

Serves the plan's five channels and five contents that are to reach every group (clauses 40, 41).
"""

from django.db import models
from django.urls import reverse

from township.access import ScopedQuerySet
from township.dates import cn_date
from township.workflow import Versioned
from villages.models.names_of_day import BegunInVillage, keep_names_of_day
from villages.models.village import Group, Village


class PublicityQuerySet(ScopedQuerySet):
    scope = {"township": "village__township", "village": "village"}

    def of_year(self, year):
        return self.filter(on__year=year)


class Publicity(BegunInVillage, Versioned):
    """宣传： one event or one slogan."""

    class Channel(models.TextChoices):
        GROUP_LEADERS = "group_leaders", "组长会"
        PARTY_MEMBERS = "party_members", "党员会"
        REPRESENTATIVES = "representatives", "代表会议"
        YARD = "yard", "院坝会"
        SLOGAN = "slogan", "标语"
        OTHER = "other", "其他方式"

    class Content(models.TextChoices):
        PLAN = "plan", "创建活动方案"
        CHARTER = "charter", "自治章程"
        RULE = "rule", "自治制度"
        AGREEMENT = "agreement", "协议书内容"
        LAW = "law", "有关法律法规"

    village = models.ForeignKey(
        Village, on_delete=models.PROTECT, related_name="publicities", verbose_name="村（居）"
    )
    channel = models.CharField("渠道", max_length=16, choices=Channel.choices)
    contents = models.JSONField("宣传内容", default=list)
    on = models.DateField("日期", db_column="held_on")
    place = models.CharField("地点", max_length=60)
    groups = models.ManyToManyField(Group, related_name="publicities", verbose_name="到达的小组")
    headcount = models.PositiveIntegerField("参加人数", null=True, blank=True)
    slogan = models.CharField("标语内容", max_length=60, blank=True)
    note = models.TextField("说明", max_length=1000, blank=True)

    objects = PublicityQuerySet.as_manager()

    class Meta:
        ordering = ["-on", "-id"]
        verbose_name = "宣传记录"
        indexes = [models.Index(fields=["village", "-on"], name="publicity_by_day")]

    @property
    def begun_on(self):
        return self.on

    def __str__(self):
        return f"{cn_date(self.on)}{self.get_channel_display()}宣传"

    def get_absolute_url(self):
        return reverse("villages:publicity", args=[self.pk])

    @property
    def contents_shown(self):
        return [self.Content(value).label for value in self.contents]


keep_names_of_day(Publicity, lambda publicity: publicity.on)
