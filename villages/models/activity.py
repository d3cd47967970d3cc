"""Activities and training, with the campaign's four themes.

Serves the plan's clauses 8 (自我管理、自我服务、自我学习、自我教育), 36 (training of the
branch) and 47 (records of the association's activities).
"""

from django.db import models
from django.urls import reverse

from township.access import ScopedQuerySet
from township.workflow import Versioned
from villages.models.names_of_day import BegunInVillage, keep_names_of_day
from villages.models.village import Village


class ActivityQuerySet(ScopedQuerySet):
    scope = {"township": "village__township", "village": "village"}

    def of_year(self, year):
        return self.filter(on__year=year)


class Activity(BegunInVillage, Versioned):
    class Kind(models.TextChoices):
        BOARD = "board", "协会理事会"
        THEME = "theme", "主题活动"
        SERVICE = "service", "服务活动"
        RECREATION = "recreation", "文体活动"
        TRAINING = "training", "培训"
        OTHER = "other", "其他活动"

    class Theme(models.TextChoices):
        MANAGE = "manage", "自我管理"
        SERVE = "serve", "自我服务"
        LEARN = "learn", "自我学习"
        EDUCATE = "educate", "自我教育"

    village = models.ForeignKey(
        Village, on_delete=models.PROTECT, related_name="activities", verbose_name="村（居）"
    )
    kind = models.CharField("类别", max_length=12, choices=Kind.choices)
    title = models.CharField("名称", max_length=60)
    themes = models.JSONField("主题", default=list, blank=True)
    on = models.DateField("日期", db_column="held_on")
    place = models.CharField("地点", max_length=60)
    headcount = models.PositiveIntegerField("参加人数")
    summary = models.TextField("活动内容", max_length=3000)

    objects = ActivityQuerySet.as_manager()

    class Meta:
        ordering = ["-on", "-id"]
        verbose_name = "活动"
        indexes = [models.Index(fields=["village", "-on"], name="activity_by_day")]

    @property
    def begun_on(self):
        return self.on

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("villages:activity", args=[self.pk])

    @property
    def themes_shown(self):
        return [self.Theme(value).label for value in self.themes]


keep_names_of_day(Activity, lambda activity: activity.on)
