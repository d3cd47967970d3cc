"""Writing down what a village did (plan, clause 43)."""

from django.db import transaction

from township.today import after_today
from township.workflow import Refused
from township.workflow.announcing import fact
from villages.acts.attachment import attach
from villages.acts.entry import tell

ACTIVITY = fact("activity.record")


@transaction.atomic
def record_activity(activity, *, by, files=(), changes=None):
    """Save an activity with its photos; returns it."""
    if late := after_today(activity.on):
        raise Refused(late)
    is_new = activity.pk is None
    activity.save()
    attach(activity, files, by=by)
    tell(activity, "活动", ACTIVITY, by, is_new, changes)
    return activity
