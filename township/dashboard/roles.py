"""What the office and the leaders are told of accounts: what others changed in their township."""

from datetime import timedelta

from django.utils import timezone

from township.crud.reading import entries_about
from township.history.models import Entry
from township.history.roles import told_to_places
from township.users.models import Township

TOLD_FOR = timedelta(days=14)


def recent_roles(user):
    """History entries of roles and passwords of the last days, but for the user's own."""
    if not user.may("account.told"):
        return []
    nouns = [Township._meta.label_lower]
    rows = Entry.objects.for_user(user, "account.told", nouns)
    rows = rows.filter(at__gt=timezone.now() - TOLD_FOR).exclude(actor=user)
    with entries_about(Township):
        return list(told_to_places(rows)[:10])
