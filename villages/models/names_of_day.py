"""Rows that show their village as it was called on their own day, and begin only while it lasts."""

from collections.abc import Callable

from django.db import models
from django.db.models.fields.related_descriptors import ForwardManyToOneDescriptor
from django.db.models.signals import pre_save

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


def begin_while_there(model: type[models.Model], day: Callable = lambda row: None) -> None:
    """Refuse new rows of `model` once their village is no more, unless `day(row)` was before."""

    def refuse(sender, instance, raw=False, **kwargs):
        if raw or not instance._state.adding or instance.village.is_active:
            return
        village, on = instance.village, day(instance)
        if on is None or on > village.closed_on:
            raise Refused(
                f"{village}已于{cn_date(village.closed_on)}撤并，不再办新的事项。"
                "撤并以前办的，照当时的日期补登。"
            )

    pre_save.connect(refuse, sender=model, weak=False, dispatch_uid=f"{model.__name__} begins")
