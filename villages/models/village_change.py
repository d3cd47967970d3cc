"""村情变更: a village renamed, turned into a community, merged, split off or dissolved."""

import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from township.access import ScopedQuerySet
from township.dates import cn_date
from township.files.models import StoredFile
from township.history import frozen
from villages.models.village import Village

DAY = datetime.timedelta(days=1)


class VillageChangeQuerySet(ScopedQuerySet):
    scope = {"township": "village__township", "village": "village"}

    def standing(self):
        """Those that were not taken back."""
        return self.filter(taken_back_on=None)

    def of(self, village):
        """Of the village itself, and of others that it takes part in."""
        return self.filter(Q(village=village) | Q(other=village))


class VillageChange(models.Model):
    """What became of a village, from which day on, by which document.

    Its earlier names are kept with the village itself (`Village.former`), where every list that
    shows it has them at hand.
    """

    class Kind(models.TextChoices):
        RENAMED = "renamed", "更名"
        CONVERTED = "converted", "村改居"
        MERGED = "merged", "并入"
        SPLIT = "split", "分设"
        DISSOLVED = "dissolved", "撤销"

    village = models.ForeignKey(Village, on_delete=models.PROTECT, related_name="changes")
    kind = models.CharField("变更", max_length=10, choices=Kind.choices)
    on = models.DateField("生效日期", db_column="effective_on")
    other = models.ForeignKey(
        Village,
        on_delete=models.PROTECT,
        null=True,
        related_name="changes_of_others",
        verbose_name="并入哪个村、从哪个村分设",
    )
    name = models.CharField("变更后的名称", max_length=30, blank=True)
    reason = models.CharField("原因", max_length=300)
    document_number = models.CharField("批准文号", max_length=40)
    file = models.ForeignKey(
        StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    file_name = models.CharField("文件名", max_length=255, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField("登记时间", auto_now_add=True)
    # It was entered wrong, and never was.
    taken_back_on = models.DateField("撤回日期", null=True, editable=False)
    taken_back_because = models.CharField("撤回原因", max_length=500, blank=True, editable=False)

    objects = VillageChangeQuerySet.as_manager()

    class Meta:
        ordering = ["-on", "-id"]
        verbose_name = "村（社区）变更"
        constraints = [
            models.CheckConstraint(
                name="villagechange_has_document",
                condition=~Q(document_number="") & ~Q(reason=""),
                violation_error_message="变更要写明批准文号和原因。",
            ),
            models.CheckConstraint(
                name="villagechange_other_village",
                condition=Q(other=None) | ~Q(other=F("village")),
                violation_error_message="不能并入自己。",
            ),
            models.CheckConstraint(
                name="villagechange_taken_back",
                condition=Q(taken_back_on=None) | ~Q(taken_back_because=""),
                violation_error_message="撤回要写明原因。",
            ),
        ]

    def __str__(self):
        return f"{cn_date(self.on)}{self.sentence}"

    def get_absolute_url(self):
        return f"{self.village.get_absolute_url()}#changes"

    @property
    def sentence(self):
        """What happened, in words; the villages under the names they had."""
        before = self.village.as_of(self.on - DAY)
        if self.kind == self.Kind.MERGED:
            return f"{before}并入{self.other.as_of(self.on)}"
        if self.kind == self.Kind.SPLIT:
            return f"从{self.other.as_of(self.on)}分设{self.village.as_of(self.on)}"
        if self.kind == self.Kind.DISSOLVED:
            return f"{before}撤销"
        verb = "改为" if self.kind == self.Kind.CONVERTED else "更名为"
        return f"{before}{verb}{self.name}"


frozen.register(
    VillageChange,
    "{row}.taken_back_on IS NULL",
    except_columns=("taken_back_on", "taken_back_because"),
    why="村情变更只增不改",
)
frozen.register(
    VillageChange,
    # A split that never was goes with the village it had founded.
    "{row}.taken_back_on IS NOT NULL AND {row}.kind <> 'split'",
    why="村情变更已经撤回，不能再改",
)
