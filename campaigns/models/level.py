"""The ladder of a campaign: its rungs, who awards them and by which standard."""

import copy
import datetime

from django.db import models
from django.urls import reverse

from campaigns.models.authority import Authority
from campaigns.models.campaign import Campaign, OfCampaignQuerySet
from campaigns.models.standard import Standard
from township.history import frozen


class Level(models.Model):
    """级别. `code` is the rules' name of it (QUALIFIED, ADVANCED…), stable over presets."""

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="levels")
    code = models.CharField("代号", max_length=20)
    name = models.CharField("名称", max_length=40)
    community_name = models.CharField("社区称", max_length=40, blank=True)
    rank = models.PositiveSmallIntegerField("次序", help_text="1 为最低一级。")
    named_by = models.ForeignKey(
        Authority, on_delete=models.PROTECT, related_name="levels", verbose_name="命名机关"
    )
    standard = models.ForeignKey(
        Standard, on_delete=models.PROTECT, related_name="levels", verbose_name="适用标准"
    )
    requires = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="须先取得",
    )

    # What it was called and asked before, each to its last day: [{"until", "name",
    # "community_name", "requires" (id of a level or None)}].
    former = models.JSONField(default=list, editable=False)

    objects = OfCampaignQuerySet.as_manager()

    class Meta:
        ordering = ["rank"]
        verbose_name = "级别"
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "code"],
                name="level_code_once",
                violation_error_message="这个代号已经是别的级别的，请换一个。",
            ),
            models.UniqueConstraint(
                fields=["campaign", "rank"],
                name="level_rank_once",
                violation_error_message="这个次序已经有一个级别。",
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return self.campaign.get_absolute_url()

    def as_of(self, day):
        """The level as it was on a day, for reading only; None is today."""
        for one in self.former if day else ():
            if day <= datetime.date.fromisoformat(one["until"]):
                past = copy.copy(self)
                past.name, past.community_name = one["name"], one["community_name"]
                past.requires_id = one["requires"]
                return past
        return self

    def name_for(self, village, day=None):
        """The level as this village bore it on the day: a 社区 is no 村."""
        level = self.as_of(day)
        return (village.is_community and level.community_name) or level.name

    @property
    def change_url(self):
        return reverse("campaigns:level_change", args=[self.pk])


frozen.register(
    Level,
    "EXISTS (SELECT 1 FROM campaigns_campaign c WHERE c.id = {row}.campaign_id "
    "AND c.status <> 'draft')",
    # By the document of its authority, from a day on (`acts.level.change`).
    except_columns=("name", "community_name", "requires_id", "former"),
    why="活动已经启动，级别不能再改",
)
