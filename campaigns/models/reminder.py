"""催办: the office reminds a village of a matter that waits for it, once a day at most."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from campaigns.rules import reminding
from township.access import ScopedQuerySet
from township.history import frozen
from township.users.models import Township
from villages.models import Village
from villages.models.names_of_day import keep_names_of_day

LONGEST_SENTENCE, LONGEST_TITLE = 100, 200


class ReminderQuerySet(ScopedQuerySet):
    scope = {"township": "township", "village": "village"}


class Reminder(models.Model):
    """One reminder of one matter. `noun` and `object_id` name the row as history does, `errand`
    what it waited for (the same row may wait for several things one after the other), `number`
    which reminder of this errand it was; `title` and `by_name` are those of the day.
    """

    township = models.ForeignKey(Township, on_delete=models.PROTECT, related_name="+")
    village = models.ForeignKey(
        Village, on_delete=models.PROTECT, related_name="+", verbose_name="村（社区）"
    )
    noun = models.CharField("对象", max_length=60)
    object_id = models.PositiveBigIntegerField("对象编号")
    errand = models.CharField("要办的", max_length=60)
    title = models.CharField("事项", max_length=LONGEST_TITLE)
    number = models.PositiveSmallIntegerField("第几次")
    sentence = models.CharField("催办的话", max_length=LONGEST_SENTENCE, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    by_name = models.CharField("催办人", max_length=60)
    day = models.DateField("催办日期")
    at = models.DateTimeField("催办时间", auto_now_add=True)

    objects = ReminderQuerySet.as_manager()

    class Meta:
        ordering = ["-day", "village__order", "village_id", "-id"]
        verbose_name = "催办"
        constraints = [
            models.UniqueConstraint(
                fields=["noun", "object_id", "errand", "day"],
                name="reminder_once_a_day",
                violation_error_message="同一件事一天只催办一次。",
            )
        ]

    def __str__(self):
        return f"第{self.number}次催办：{self.title}"

    @property
    def told(self):
        """What the village reads."""
        return reminding.reminder_told(
            self.number, self.day, self.sentence, timezone.localdate().year
        )


frozen.register(Reminder, why="催办记录只增不改")


keep_names_of_day(Reminder, lambda reminder: reminder.day)
