"""What the office is told of the platform's administrator: roles given in its township."""

from datetime import timedelta

from django.utils import timezone

from township.history.models import Entry
from township.history.roles import told_to_places

TOLD_FOR = timedelta(days=14)


def recent_roles(user):
    """History entries of roles and passwords of the last days, for the township's office."""
    if not user.may("settings.edit"):
        return []
    rows = Entry.objects.for_user(user, "history.view").filter(at__gt=timezone.now() - TOLD_FOR)
    return list(told_to_places(rows)[:10])
