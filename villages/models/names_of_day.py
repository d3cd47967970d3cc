"""Rows that show their village as it was called on their own day, and begin only while it lasts."""

from collections.abc import Callable

from django.db import models
from django.db.models.fields.related_descriptors import ForwardManyToOneDescriptor

from township.dates import cn_date
from township.workflow import Refused


class VillageOfDay(ForwardManyToOneDescriptor):
    """`row.village`: the related village, under the name and kind of `day(row)`."""

    def __init__(self, field, day):
        super().__init__(field)
        self.day = day

    def __get__(self, instance, cls=None):
        village = super().__get__(instance, cls)
        if instance is None or village is None or not village.former:
            return village
        return village.as_of(self.day(instance))


def keep_names_of_day(model: type[models.Model], day: Callable) -> None:
    """Have `model.village` bear the name it had on `day(row)`, a date or None for today's."""
    model.village = VillageOfDay(model._meta.get_field("village"), day)


class BegunInVillage(models.Model):
    """Begins only while its village is there, unless `begun_on` was before its end."""

    begun_on = None

    class Meta:
        abstract = True

    def save(self, **kwargs):
        self.check_begin()
        super().save(**kwargs)

    def check_begin(self):
        """Raises Refused for a new row of a village that is no more."""
        if self._state.adding and not self.village.is_active:
            closed_on = self.village.closed_on
            if self.begun_on is None or self.begun_on > closed_on:
                raise Refused(
                    f"{self.village}已于{cn_date(closed_on)}撤并，不再办新的事项。"
                    "撤并以前办的，照当时的日期补登。"
                )
