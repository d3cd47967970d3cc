"""民主协商: what villagers and others concerned talked over, what they agreed, and what came of it.

Serves 村民委员会组织法第三十三条 and 城市居民委员会组织法第三十二条: a result that the people's
meeting has to decide is put before it. Who said what is not written down.
"""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from township.access import ScopedQuerySet
from township.dates import cn_date
from township.workflow import Versioned
from villages.models.names_of_day import BegunInVillage, keep_names_of_day
from villages.models.village import Village


class DeliberationQuerySet(ScopedQuerySet):
    scope = {"township": "village__township", "village": "village"}

    def of_year(self, year):
        return self.filter(on__year=year)


class Deliberation(BegunInVillage, Versioned):
    class Form(models.TextChoices):
        COUNCIL = "council", "议事会"
        HEARING = "hearing", "听证会"
        TALK = "talk", "恳谈会"
        YARD = "yard", "院坝协商"
        OTHER = "other", "其他形式"

    village = models.ForeignKey(
        Village, on_delete=models.PROTECT, related_name="deliberations", verbose_name="村（居）"
    )
    topic = models.CharField("协商事项", max_length=80)
    form = models.CharField("形式", max_length=8, choices=Form.choices)
    on = models.DateField("协商日期")
    place = models.CharField("地点", max_length=60)
    headcount = models.PositiveIntegerField("参加人数")
    invited = models.CharField("邀请了哪些方面", max_length=200, blank=True)
    result = models.TextField("协商结果", max_length=2000)
    outcome = models.TextField("落实情况", max_length=2000, blank=True)
    outcome_on = models.DateField("落实日期", null=True, blank=True)

    objects = DeliberationQuerySet.as_manager()

    class Meta:
        ordering = ["-on", "-id"]
        verbose_name = "民主协商"
        constraints = [
            models.CheckConstraint(
                name="deliberation_outcome_whole",
                condition=Q(outcome="", outcome_on=None)
                | (~Q(outcome="") & Q(outcome_on__isnull=False, outcome_on__gte=F("on"))),
                violation_error_message="落实情况和落实日期要一起填，日期不能早于协商日期。",
            )
        ]

    @property
    def begun_on(self):
        return self.on

    def __str__(self):
        return self.topic

    def get_absolute_url(self):
        return reverse("villages:deliberation", args=[self.pk])

    @property
    def told(self):
        """One paragraph, as the minutes of the meeting that decides have it."""
        invited = f"，邀请了{self.invited}" if self.invited else ""
        held = f"{cn_date(self.on)}{self.get_form_display()}，{self.headcount}人参加{invited}"
        return f"{held}。协商结果：{self.result}"


keep_names_of_day(Deliberation, lambda row: row.on)
