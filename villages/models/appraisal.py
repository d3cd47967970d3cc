"""民主评议: how one person was rated in one meeting. Only numbers are kept, nobody's paper.

Serves 村民委员会组织法第三十八条 and 城市居民委员会组织法第三十七条.
"""

from django.db import models

from township.access import ScopedQuerySet
from township.history import frozen
from township.workflow import Versioned
from villages.models.motion import Motion
from villages.models.organisation import Term
from villages.rules.appraisal import RatingCounts
from villages.rules.kinds import Rating


class AppraisalQuerySet(ScopedQuerySet):
    scope = {
        "township": "motion__meeting__village__township",
        "village": "motion__meeting__village",
    }


class Appraisal(Versioned):
    motion = models.ForeignKey(
        Motion, on_delete=models.PROTECT, related_name="appraisals", verbose_name="议题"
    )
    term = models.ForeignKey(
        Term, on_delete=models.PROTECT, related_name="appraisals", verbose_name="评议对象"
    )
    excellent = models.PositiveIntegerField("优秀")
    competent = models.PositiveIntegerField("称职")
    basic = models.PositiveIntegerField("基本称职")
    incompetent = models.PositiveIntegerField("不称职")
    rating = models.CharField("评定", max_length=12, choices=Rating.choices)
    ground = models.CharField("评定依据", max_length=100, blank=True)

    objects = AppraisalQuerySet.as_manager()

    class Meta:
        ordering = ["motion", "id"]
        verbose_name = "民主评议结果"
        constraints = [
            models.UniqueConstraint(
                fields=["motion", "term"],
                name="appraisal_once",
                violation_error_message="这个人的评议结果已经登记。",
            )
        ]

    def __str__(self):
        return f"{self.term}：{self.get_rating_display()}"

    def get_absolute_url(self):
        return self.motion.get_absolute_url()

    @property
    def ballots(self):
        return RatingCounts(self.excellent, self.competent, self.basic, self.incompetent)


frozen.register(
    Appraisal,
    when="EXISTS (SELECT 1 FROM villages_motion m "
    "WHERE m.id = {row}.motion_id AND m.status <> 'open')",
    on_insert=True,
    why="评议已结束，结果不能再改",
)
