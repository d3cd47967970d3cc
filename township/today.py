"""Which days may be: what happened is not after today, and no day lies outside our time. One rule
and one sentence each, for forms and acts."""

from datetime import datetime, time

from django.core.exceptions import ValidationError
from django.utils import timezone

from township.dates import cn_date, out_of_time


def beginning_of(day) -> datetime:
    """The first moment of a day here."""
    return timezone.make_aware(datetime.combine(day, time()))


def after_today(day, what="日期") -> list[str]:
    """The sentence that refuses a day in the future; nothing for one that is fine or not given."""
    if day is None or day <= timezone.localdate():
        return []
    return [f"{what}不能在今天之后。"]


def in_our_time(day):
    """The validator of every day that a form asks for."""
    if sentences := out_of_time(day):
        raise ValidationError(sentences)


def day_faults(on, *, label="日期", after=None, what="") -> list[str]:
    """Sentences against the day of an act: after today, or before the neighbour it follows."""
    faults = after_today(on, label)
    if on and after and on < after:
        faults.append(f"{label}不能早于{what}（{cn_date(after)}）。")
    return faults


def not_after_today(field):
    """The same as a validator of a form's field, by the name that the field bears when asked."""

    def validate(day):
        if sentences := after_today(day, field.label):
            raise ValidationError(sentences)

    return validate
