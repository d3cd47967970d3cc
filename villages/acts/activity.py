"""Writing down what a village did (plan, clause 43)."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone

from township.files.models import StoredFile
from township.users.models import User
from township.workflow import Refused
from township.workflow.announcing import fact
from villages.acts.attachment import attach
from villages.acts.entry import tell
from villages.models import Activity

ACTIVITY = fact("activity.record")


@transaction.atomic
def record_activity(
    activity: Activity,
    *,
    by: User,
    files: Iterable[tuple[StoredFile, str]] = (),
    changes: dict[str, Any] | None = None,
) -> Activity:
    """Save an activity with its photos; returns it."""
    if activity.on > timezone.localdate():
        raise Refused("日期不能在今天之后。")
    is_new = activity.pk is None
    activity.save()
    attach(activity, files, by=by)
    tell(activity, "活动", ACTIVITY, by, is_new, changes)
    return activity
