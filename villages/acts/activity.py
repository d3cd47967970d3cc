"""Writing down what a village did (plan, clause 43)."""

from django.db import transaction
from django.utils import timezone

from township.workflow import Refused
from township.workflow.announcing import fact
from villages.acts.attachment import attach
from villages.acts.entry import tell

ACTIVITY = fact("activity.record")


@transaction.atomic
def record_activity(activity, *, by, files=(), changes=None):
    """Save an activity with its photos; returns it."""
    if activity.on > timezone.localdate():
        raise Refused("日期不能在今天之后。")
    is_new = activity.pk is None
    activity.save()
    attach(activity, files, by=by)
    tell(activity, "活动", ACTIVITY, by, is_new, changes)
    return activity
