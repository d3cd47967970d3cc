"""Matters that wait for villages, and are late or not."""

from datetime import timedelta

import time_machine
from django.utils import timezone

from campaigns.models import Rectification
from campaigns.queries.reminder import Awaited
from campaigns.workflows.rectification import RECTIFICATION


def owed(village, days=-3, **given):
    """A rectification whose last day is in so many days."""
    today = timezone.localdate()
    fields = {"fact": "没有公开", "demand": "补", "made_on": today - timedelta(days=90)}
    fields["status"] = Rectification.Status.OPEN
    return Rectification.objects.create(
        village=village, due_on=today + timedelta(days=days), **(fields | given)
    )


def waiting(row):
    """What a rectification waits for, as the office's page gathers it."""
    return Awaited(
        errand="rectification.prove",
        kind="整改",
        row=row,
        village=row.village,
        title=str(row),
        hint="整改后上传证明，报镇里核实。",
        url=row.get_absolute_url(),
        due=row.due_on,
        waiting=RECTIFICATION.waiting_among("prove", Rectification.objects.all()),
    )


def days_earlier(days):
    """In here it is so many days earlier."""
    return time_machine.travel(timezone.now() - timedelta(days=days))
