"""What the office and the leaders are told of accounts: what others changed in their township."""

from datetime import timedelta

from django.utils import timezone

from township.history.models import Entry
from township.history.roles import told_to_places

TOLD_FOR = timedelta(days=14)


def recent_roles(user):
    """History entries of roles and passwords of the last days, but for the user's own."""
    if not user.may("account.told"):
        return []
    rows = Entry.objects.for_user(user, "account.told").filter(at__gt=timezone.now() - TOLD_FOR)
    rows = rows.exclude(actor=user)
    return list(told_to_places(rows)[:10])
